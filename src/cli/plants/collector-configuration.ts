import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import type { ConnectedPlant, PlantFolder } from "./plant-files.ts";

/** Where a collector sends: over MQTT first, where there is such an address; HTTP takes its place when it is away. */
export interface PlatformAddress {
  readonly http: string;
  readonly mqtt: string | null;
}

/**
 * Tells the collector where the platform is now and where the business system may reach it; left alone when it knows.
 * @param eventsPort  port on which the collector listens for the business system; null where there is none
 */
export async function configureCollector(
  connected: ConnectedPlant,
  folder: PlantFolder,
  { address, eventsPort }: { readonly address: PlatformAddress; readonly eventsPort: number | null },
): Promise<void> {
  if (eventsPort !== null && !existsSync(folder.token)) {
    await writeFile(folder.token, `${randomBytes(24).toString("hex")}\n`, { mode: 0o600 });
  }
  const wanted = configurationText(connected, folder, { address, eventsPort });
  const isKnown =
    existsSync(folder.configuration) && (await readFile(folder.configuration, "utf8")) === wanted;
  if (!isKnown) await writeFile(folder.configuration, wanted);
}

/** Every column of every element is a channel; orders and deliveries come in through a door of their own. */
function configurationText(
  { plant }: ConnectedPlant,
  folder: PlantFolder,
  { address, eventsPort }: { readonly address: PlatformAddress; readonly eventsPort: number | null },
): string {
  const channels = plant.elements.flatMap(({ code, kind }) =>
    (kind === "machine" ? machineChannels : meterChannels).map(({ channel, column }) => ({
      element: code,
      channel,
      column,
      where: { column: "element", equals: code },
    })),
  );
  const machines = {
    id: "tables",
    kind: "csv",
    folder: folder.tables,
    time: { columns: ["from"], endColumn: "to", format: "epochMs" },
    channels,
  };
  const business = {
    id: "business-system",
    kind: "httpPush",
    port: eventsPort ?? 0,
    token: { file: folder.token },
    channels: [],
  };
  const configuration = {
    servers: [...(address.mqtt === null ? [] : [address.mqtt]), address.http],
    stateDirectory: folder.state,
    sources: eventsPort === null ? [machines] : [machines, business],
  };
  return `${JSON.stringify(configuration, null, 2)}\n`;
}

const machineChannels = [
  { channel: "state", column: "state" },
  { channel: "power_w", column: "power_w" },
  { channel: "item_count", column: "items" },
];
const meterChannels = [
  { channel: "power_w", column: "power_w" },
  { channel: "energy_wh", column: "energy_wh" },
];
