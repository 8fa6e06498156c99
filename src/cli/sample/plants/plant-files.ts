import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { businessDayOf, type EpochMs } from "#kernel";
import { type PlantMinute, plantMinutes } from "#simulate";
import type { SamplePlant } from "./plant-list.ts";

const header = "from,to,element,state,power_w,items,energy_wh\n";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Where a plant's tables and its collector's files are. */
export interface PlantFolder {
  readonly tables: string;
  readonly configuration: string;
  readonly state: string;
  /** Until when minutes were written; also says that the plant is set up. */
  readonly written: string;
}

/** The folder of a plant below a data directory. */
export function plantFolder(directory: string, plant: SamplePlant): PlantFolder {
  const folder = join(directory, "simulated-plants", plant.plant.seed);
  return {
    tables: join(folder, "tables"),
    configuration: join(folder, "collector.json"),
    state: join(folder, "collector"),
    written: join(folder, "written.json"),
  };
}

/** Writes the minutes that are over and not yet written, as a machine's controller would: a table a day. */
export async function writeMinutes(sample: SamplePlant, folder: PlantFolder, nowMs: EpochMs): Promise<void> {
  await mkdir(folder.tables, { recursive: true });
  const fromMs = await writtenUntil(sample, folder, nowMs);
  const toMs = Math.floor(nowMs / minuteMs) * minuteMs;
  if (toMs <= fromMs) return;
  const isSilent = (atMs: EpochMs): boolean =>
    sample.silentHours.some(({ from, to }) => atMs > nowMs - from * hourMs && atMs <= nowMs - to * hourMs);
  const byDay = Map.groupBy(
    plantMinutes(sample.plant, fromMs, toMs).filter(({ atMs }) => !isSilent(atMs)),
    ({ atMs }) => businessDayOf(atMs - minuteMs),
  );
  for (const [day, minutes] of byDay) {
    const path = join(folder.tables, `minutes-${day}.csv`);
    const lines = minutes.map(lineOf).join("");
    await appendFile(path, existsSync(path) ? lines : header + lines);
  }
  await writeFile(folder.written, JSON.stringify({ untilMs: toMs }));
}

/** What the collector is told: every column of every element is a channel. */
export function collectorConfiguration(sample: SamplePlant, folder: PlantFolder, server: string): string {
  const channels = sample.plant.elements.flatMap(({ code, kind }) =>
    (kind === "machine" ? machineChannels : meterChannels).map(({ channel, column }) => ({
      element: code,
      channel,
      column,
      where: { column: "element", equals: code },
    })),
  );
  const source = {
    id: "tables",
    kind: "csv",
    folder: folder.tables,
    time: { columns: ["from"], endColumn: "to", format: "epochMs" },
    channels,
  };
  return `${JSON.stringify({ servers: [server], stateDirectory: folder.state, sources: [source] }, null, 2)}\n`;
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

async function writtenUntil(sample: SamplePlant, folder: PlantFolder, nowMs: EpochMs): Promise<EpochMs> {
  if (!existsSync(folder.written)) return nowMs - sample.pastHours * hourMs;
  const { untilMs } = JSON.parse(await readFile(folder.written, "utf8")) as { untilMs: EpochMs };
  return untilMs;
}

function lineOf({ atMs, element, state, powerW, itemCount, energyWh }: PlantMinute): string {
  const values = [atMs - minuteMs, atMs, element, state ?? "", powerW, itemCount ?? "", energyWh ?? ""];
  return `${values.join(",")}\n`;
}
