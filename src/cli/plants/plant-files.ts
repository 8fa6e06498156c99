import { appendFile, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { businessDayOf, type EpochMs } from "#kernel";
import { type Plant, type PlantMinute, plantMinutes } from "#simulate";

/** A plant whose machines a real collector reads. */
export interface ConnectedPlant {
  readonly name: string;
  readonly plant: Plant;
  /** Hours written before the first start, so that the calendar has days. */
  readonly pastHours: number;
  /** Hours in which nothing was written, counted back from the first start: a gap to look at. */
  readonly silentHours: readonly { readonly from: number; readonly to: number }[];
}

const header = "from,to,element,state,power_w,items,energy_wh\n";
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** Where a plant's tables and its collector's files are. */
export interface PlantFolder {
  readonly tables: string;
  readonly configuration: string;
  readonly state: string;
  /** What the business system shows the collector to be let in. */
  readonly token: string;
  /** Until when minutes were written; also says that the plant is set up. */
  readonly written: string;
}

/** The folder of a plant below a folder of plants. */
export function plantFolder(directory: string, { plant }: ConnectedPlant): PlantFolder {
  const folder = join(directory, plant.seed.replace(/[^\w.-]/gu, "-"));
  return {
    tables: join(folder, "tables"),
    configuration: join(folder, "collector.json"),
    state: join(folder, "collector"),
    token: join(folder, "business-system.token"),
    written: join(folder, "written.json"),
  };
}

/** How far a plant's minutes and business events have been handed to its collector. */
export interface WrittenUntil {
  readonly untilMs: EpochMs;
  readonly eventsUntilMs?: EpochMs;
}

/** Null before anything was written. */
export async function readWritten({ written }: PlantFolder): Promise<WrittenUntil | null> {
  return existsSync(written) ? (JSON.parse(await readFile(written, "utf8")) as WrittenUntil) : null;
}

/** Keeps it whole: a process may end at any moment. */
export async function keepWritten({ written }: PlantFolder, until: WrittenUntil): Promise<void> {
  await writeFile(`${written}.new`, JSON.stringify(until));
  await rename(`${written}.new`, written);
}

/** Writes the minutes that are over and not yet written, as a machine's controller would: a table a day. */
export async function writeMinutes(
  connected: ConnectedPlant,
  folder: PlantFolder,
  nowMs: EpochMs,
): Promise<void> {
  await mkdir(folder.tables, { recursive: true });
  const before = await readWritten(folder);
  const fromMs = before?.untilMs ?? nowMs - connected.pastHours * hourMs;
  const toMs = Math.floor(nowMs / minuteMs) * minuteMs;
  if (toMs <= fromMs && before !== null) return;
  const isSilent = (atMs: EpochMs): boolean =>
    connected.silentHours.some(({ from, to }) => atMs > nowMs - from * hourMs && atMs <= nowMs - to * hourMs);
  const byDay = Map.groupBy(
    plantMinutes(connected.plant, fromMs, toMs).filter(({ atMs }) => !isSilent(atMs)),
    ({ atMs }) => businessDayOf(atMs - minuteMs),
  );
  for (const [day, minutes] of byDay) {
    const path = join(folder.tables, `minutes-${day}.csv`);
    const lines = minutes.map(lineOf).join("");
    await appendFile(path, existsSync(path) ? lines : header + lines);
  }
  await keepWritten(folder, { ...before, untilMs: toMs });
}

function lineOf({ atMs, element, state, powerW, itemCount, energyWh }: PlantMinute): string {
  const values = [atMs - minuteMs, atMs, element, state ?? "", powerW, itemCount ?? "", energyWh ?? ""];
  return `${values.join(",")}\n`;
}
