import { existsSync, readdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  type AnomalyMethod,
  type AnomalySeries,
  detectAnomalies,
  emptyAnomalyState,
  pushValue,
  type StreamScores,
} from "#association";
import { dayNumberOf } from "#kernel";
import { nabScore } from "../src/association/testing/nab-score.ts";
import { type PlantSeries, plantDays, plantHours } from "../src/association/testing/plant-series.ts";

export interface MethodFigures {
  readonly method: AnomalyMethod | "vote";
  readonly found: number;
  readonly planted: number;
  readonly falseAlarms: number;
  /** Mean over the series; 100 is every anomaly at once without a false alarm, 0 is silence. */
  readonly score: number;
  /** Alarms on series without any anomaly, for a million values. */
  readonly falsePerMillion: number;
}

export interface AnomalyFigures {
  readonly values: number;
  /** Values judged a second of processor time by the streaming methods, and by all with the vote. */
  readonly streamedPerSecond: number;
  readonly votedPerSecond: number;
  readonly methods: readonly MethodFigures[];
}

const streaming = ["robustZ", "cadOse", "knnCad"] as const;

/** Every method beside the plain robust deviation, on the same series with anomalies put in and without. */
export function benchAnomalies(
  make: (seed: string, perKind: number) => PlantSeries,
  seeds: readonly string[],
  perKind: number,
): AnomalyFigures {
  const tolerance = make(seeds[0] ?? "", 0).series.step === "day" ? 3 : 6;
  const planted = seeds.map((seed) => judge(make(seed, perKind)));
  const clean = seeds.map((seed) => judge(make(seed, 0)));
  const values = planted.reduce((sum, { series }) => sum + series.values.length, 0);
  const methods = [...streaming, "vote" as const].map((method) => {
    const scores = planted.map((one) => nabScore(alarmsOf(one, method), one.planted, tolerance));
    const cleanAlarms = clean.reduce((sum, one) => sum + alarmsOf(one, method).length, 0);
    return {
      method,
      found: scores.reduce((sum, { found }) => sum + found, 0),
      planted: scores.reduce((sum, score) => sum + score.planted, 0),
      falseAlarms: scores.reduce((sum, { falseAlarms }) => sum + falseAlarms, 0),
      score: scores.reduce((sum, { score }) => sum + score, 0) / scores.length,
      falsePerMillion: (cleanAlarms / values) * 1_000_000,
    };
  });
  const msOf = (pick: (one: Judged) => number): number => planted.reduce((sum, one) => sum + pick(one), 0);
  return {
    values,
    streamedPerSecond: (values / msOf(({ streamedMs }) => streamedMs)) * 1000,
    votedPerSecond: (values / msOf(({ votedMs }) => votedMs)) * 1000,
    methods,
  };
}

interface Judged extends PlantSeries {
  readonly scores: readonly StreamScores[];
  readonly voted: readonly number[];
  readonly streamedMs: number;
  readonly votedMs: number;
}

function judge(made: PlantSeries): Judged {
  const { series } = made;
  const started = process.cpuUsage();
  const state = emptyAnomalyState(series.step);
  const scores = Array.from(series.values, (value, place) => pushValue(state, series.first + place, value));
  const streamedMs = process.cpuUsage(started).user / 1000;
  const again = process.cpuUsage();
  const voted = detectAnomalies(series).flatMap(({ at, kind }) =>
    kind === "point" ? [at - series.first] : [],
  );
  return { ...made, scores, voted, streamedMs, votedMs: process.cpuUsage(again).user / 1000 };
}

function alarmsOf({ scores, voted }: Judged, method: MethodFigures["method"]): readonly number[] {
  if (method === "vote") return voted;
  return scores.flatMap(({ flagged }, place) => (flagged.includes(method) ? [place] : []));
}

/** Hourly kWh of a real steel plant in 2018; null where the file is not here. */
export function steelHours(folder: string): AnomalySeries | null {
  const rows = rowsOf(folder);
  if (rows === null) return null;
  const hours = new Map<number, number>();
  for (const [stamp = "", usage = ""] of rows) {
    const [date = "", time = ""] = stamp.replace("\uFEFF", "").split(" ");
    const [day, month, year] = date.split("/");
    // Stamps end their interval; the last of a day is stamped 00:00 of the same day.
    const quarter = time === "00:00" ? 95 : Number(time.slice(0, 2)) * 4 + Number(time.slice(3)) / 15 - 1;
    const at = dayNumberOf(`${year}-${month}-${day}`) * 24 + Math.floor(quarter / 4);
    hours.set(at, (hours.get(at) ?? 0) + Number(usage));
  }
  return seriesOf(hours);
}

/** Hourly mean power of one real machine of a small manufacturer, three weeks of 2022; null without the file. */
export function machineHours(folder: string, asset: string): AnomalySeries | null {
  const rows = rowsOf(folder);
  if (rows === null) return null;
  const sums = new Map<number, { watts: number; count: number }>();
  for (const [stamp = "", machine = "", , , , power = ""] of rows) {
    if (machine !== asset || power === "") continue;
    const at = Math.floor((Date.parse(stamp.replace(" ", "T")) / 3_600_000 + 8) / 1);
    const sum = sums.get(at) ?? { watts: 0, count: 0 };
    sums.set(at, { watts: sum.watts + Number(power), count: sum.count + 1 });
  }
  return seriesOf(new Map([...sums].map(([at, { watts, count }]) => [at, watts / count])));
}

function seriesOf(hours: ReadonlyMap<number, number>): AnomalySeries {
  const places = [...hours.keys()].sort((left, right) => left - right);
  const first = places[0] ?? 0;
  const length = (places.at(-1) ?? first) - first + 1;
  return {
    step: "hour",
    first,
    values: Float64Array.from({ length }, (_, place) => hours.get(first + place) ?? Number.NaN),
  };
}

function rowsOf(folder: string): string[][] | null {
  const file = existsSync(folder) ? readdirSync(folder).find((name) => name.endsWith(".csv.gz")) : undefined;
  if (file === undefined) return null;
  const [, ...lines] = gunzipSync(readFileSync(resolve(folder, file)))
    .toString("utf8")
    .split("\n");
  return lines.filter((line) => line !== "").map((line) => line.split(","));
}

function print(name: string, { values, streamedPerSecond, votedPerSecond, methods }: AnomalyFigures): void {
  const lines = methods.map(
    ({ method, found, planted, falseAlarms, score, falsePerMillion }) =>
      `  ${method.padEnd(8)} found ${found}/${planted}, false ${falseAlarms}, score ${score.toFixed(0)}, on clean series ${falsePerMillion.toFixed(0)} per million`,
  );
  process.stdout.write(
    `${name}: ${values} values; a CPU-second judges ${streamedPerSecond.toFixed(0)} as they come, ${votedPerSecond.toFixed(0)} with the vote\n${lines.join("\n")}\n`,
  );
}

if (import.meta.main) {
  const data = process.argv[2] ?? resolve(import.meta.dirname, "../../shared/data");
  const seeds = Array.from({ length: 12 }, (_, place) => `s${place}`);
  print("days of meters, 36 plant-years", benchAnomalies(plantDays, seeds, 3));
  print("hours of machines, 12 × 180 days", benchAnomalies(plantHours, seeds, 5));
  const real = [
    ["steel plant, hours of 2018", steelHours(resolve(data, "steel_energy"))],
    ...["0", "1", "2"].map(
      (asset) =>
        [
          `machine ${asset} of a small manufacturer`,
          machineHours(resolve(data, "sme_machines"), asset),
        ] as const,
    ),
  ] as const;
  for (const [name, series] of real) {
    if (series === null) {
      process.stdout.write(`${name}: REAL DATA NOT HERE, nothing was measured on it (looked in ${data})\n`);
      continue;
    }
    const found = detectAnomalies(series);
    const points = found.filter(({ kind }) => kind === "point").length;
    process.stdout.write(
      `${name}: ${series.values.length} hours, ${points} points, ${found.length - points} drifts; no labels, so no detection rate\n`,
    );
  }
}
