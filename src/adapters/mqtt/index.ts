export { mqttFaults } from "./errors.ts";
export type * from "./mqtt-service.ts";
export { openMqttBroker } from "./open-broker.ts";
export { openExternalBroker } from "./open-external-broker.ts";
