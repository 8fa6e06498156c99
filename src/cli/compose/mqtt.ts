import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type MqttHouse,
  mqttFaults,
  type MqttService,
  openExternalBroker,
  openMqttBroker,
} from "#adapters/mqtt";
import type { AreaServices } from "#http";
import { Fault } from "#kernel";
import { cliFaults } from "../errors.ts";
import type { ServeConfiguration } from "../serve-configuration.ts";
import type { Foundation } from "./foundation.ts";

type MqttSettings = Pick<
  ServeConfiguration,
  | "host"
  | "mqttPort"
  | "mqttTlsPort"
  | "mqttCertificateFile"
  | "mqttKeyFile"
  | "mqttUrl"
  | "mqttUser"
  | "mqttPasswordFile"
  | "mqttHostId"
>;

/** Where devices find MQTT when nobody says otherwise and the port is free. */
const usualPort = 1883;

/**
 * Opens the way in over MQTT: the broker inside the server, or a session at an external one.
 * @returns null where it is switched off
 * @throws MQTT_CANNOT_LISTEN for a port that was asked for, MQTT_CERTIFICATE_UNREADABLE, CLI_BAD_OPTION
 */
export async function openMqtt(
  foundation: Foundation,
  { intake, devices }: Pick<AreaServices, "intake" | "devices">,
  settings: MqttSettings,
): Promise<MqttService | null> {
  const { clock, logger } = foundation;
  const house: MqttHouse = {
    intake,
    events: intake,
    directory: devices.directory,
    clock,
    hostId: settings.mqttHostId,
    log: ({ level, event, ...rest }) => logger[level](rest, event),
  };
  if (settings.mqttUrl !== undefined) {
    const password =
      settings.mqttPasswordFile === undefined ? undefined : readSecret(settings.mqttPasswordFile);
    return openExternalBroker({ url: settings.mqttUrl, username: settings.mqttUser, password }, house);
  }
  if (settings.mqttPort === "off" && settings.mqttTlsPort === undefined) return null;
  const { host } = settings;
  const tls = tlsOf(settings, foundation.directory);
  const listen = async (port: number | null): Promise<MqttService> => {
    const service = await openMqttBroker({ host, port, tls }, house);
    logger.info({ port: service.port, tlsPort: service.tlsPort }, "mqtt listening");
    return service;
  };
  if (settings.mqttPort === "off") return await listen(null);
  if (settings.mqttPort !== undefined) return await listen(settings.mqttPort);
  try {
    return await listen(usualPort);
  } catch (cause) {
    // Nobody asked for the usual port: like the page's, it gives way to a free one.
    const isTaken = cause instanceof Fault && cause.code === codeOfTakenPort && tls === null;
    if (!isTaken) throw cause;
    return await listen(0);
  }
}

const codeOfTakenPort: keyof typeof mqttFaults.definitions = "MQTT_CANNOT_LISTEN";

function tlsOf(
  { mqttTlsPort, mqttCertificateFile, mqttKeyFile }: MqttSettings,
  directory: string,
): Parameters<typeof openMqttBroker>[0]["tls"] {
  if (mqttTlsPort === undefined) return null;
  if (mqttCertificateFile === undefined || mqttKeyFile === undefined) {
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option: "--mqtt-tls-port",
      expected: "--mqtt-certificate-file and --mqtt-key-file beside it",
      found: String(mqttTlsPort),
    });
  }
  const authorityFile = path.join(directory, "keys", "device-authority.crt");
  return {
    port: mqttTlsPort,
    certificateFile: mqttCertificateFile,
    keyFile: mqttKeyFile,
    ...(existsSync(authorityFile) ? { authority: readFileSync(authorityFile, "utf8") } : {}),
  };
}

function readSecret(file: string): string {
  try {
    return readFileSync(file, "utf8").trimEnd();
  } catch {
    throw cliFaults.fault("CLI_BAD_OPTION", {
      option: "--mqtt-password-file",
      expected: "a file that can be read",
      found: file,
    });
  }
}
