export { mqttFaults } from "./errors.ts";
export { connectMessage } from "./log-in.ts";
export type * from "./mqtt-service.ts";
export { type BrokerAddress, openMqttBroker } from "./open-broker.ts";
export { type ExternalBroker, openExternalBroker } from "./open-external-broker.ts";
export { mqttParameters } from "./parameters.ts";
