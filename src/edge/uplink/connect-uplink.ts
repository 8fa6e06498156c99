import { existsSync, readFileSync } from "node:fs";
import type { CollectorConfiguration } from "../configuration.ts";
import type { DeviceKey } from "../device/device-key.ts";
import { type Identity, statePaths } from "../device/identity.ts";
import type { EdgeClock } from "../run/edge-clock.ts";
import { openHttpUplink } from "./http-uplink.ts";
import type { Uplink } from "./uplink.ts";

/** Opens the transport that an address names; MQTT's package is loaded only where it is used. */
export function createConnect(
  configuration: CollectorConfiguration,
  { collector }: Identity,
  key: DeviceKey,
  clock: EdgeClock,
): (server: string) => Promise<Uplink> {
  const { batch, answerTimeoutMs: timeoutMs, authorityFile } = configuration;
  const options = { collector, key, clock, format: batch.format, timeoutMs, authorityFile };
  return async (server) => {
    if (server.startsWith("http")) return openHttpUplink(server, options);
    const { openMqttUplink } = await import("./mqtt-uplink.ts");
    const paths = statePaths(configuration.stateDirectory);
    const certificate = existsSync(paths.certificate)
      ? { certificate: readFileSync(paths.certificate), key: readFileSync(paths.key) }
      : null;
    return await openMqttUplink(server, { ...options, certificate });
  };
}
