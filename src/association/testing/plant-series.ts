import { createRandom, dayNumberOf, dayOfNumber, lunarNewYearOffsetOf, weekdayOf } from "#kernel";
import type { AnomalySeries } from "../anomaly.ts";

/** An anomaly put into a series on purpose: places from and to, both included. */
export interface PlantedAnomaly {
  readonly from: number;
  readonly to: number;
  readonly kind: "spike" | "drop" | "contextual" | "burst" | "drift";
}

export interface PlantSeries {
  readonly series: AnomalySeries;
  readonly planted: readonly PlantedAnomaly[];
}

const firstDay = "2023-09-01";
const days = 1096;

/**
 * Energy of a plant by day over three years: weekly rhythm, a slow season, noise that lasts some days, gaps, and a
 * standstill of 21 days around the new year; with as many anomalies of each kind as asked for.
 */
export function plantDays(seed: string, perKind: number): PlantSeries {
  const random = createRandom(`plant/${seed}`);
  const first = dayNumberOf(firstDay);
  let mood = 0;
  const values = Float64Array.from({ length: days }, (_, place) => {
    const day = dayOfNumber(first + place);
    mood = 0.7 * mood + 0.03 * random.normal();
    if (random.next() < 0.01) return Number.NaN;
    const offset = lunarNewYearOffsetOf(day);
    const stop = offset >= -6 && offset <= 15 ? 0.1 : 1;
    const rhythm = weekdayOf(day) === 7 ? 0.35 : weekdayOf(day) === 6 ? 0.8 : 1;
    const season = 1 + 0.12 * Math.sin((2 * Math.PI * place) / 365);
    return 1_000_000 * rhythm * season * stop * Math.exp(mood + 0.03 * random.normal());
  });
  return plant({ step: "day", first, values }, { random, perKind, weekLength: 7, warmUp: 200 });
}

/** Power of a machine by hour over 180 days, two shifts a day and none on Sundays. */
export function plantHours(seed: string, perKind: number): PlantSeries {
  const random = createRandom(`hours/${seed}`);
  const first = dayNumberOf("2024-04-08") * 24;
  let mood = 0;
  const values = Float64Array.from({ length: 180 * 24 }, (_, place) => {
    const hour = (first + place) % 24;
    const day = dayOfNumber(Math.floor((first + place) / 24));
    mood = 0.9 * mood + 0.03 * random.normal();
    const isWorked = hour >= 6 && hour < 22 && weekdayOf(day) !== 7;
    return (isWorked ? 12_000 : 1_500) * Math.exp(mood + 0.05 * random.normal());
  });
  return plant({ step: "hour", first, values }, { random, perKind, weekLength: 24, warmUp: 900 });
}

function plant(
  series: AnomalySeries,
  {
    random,
    perKind,
    weekLength,
    warmUp,
  }: {
    readonly random: ReturnType<typeof createRandom>;
    readonly perKind: number;
    readonly weekLength: number;
    readonly warmUp: number;
  },
): PlantSeries {
  const planted: PlantedAnomaly[] = [];
  const { values } = series;
  const kinds = ["spike", "drop", "contextual", "burst"] as const;
  const slots = kinds.flatMap((kind) => Array.from({ length: perKind }, () => kind));
  random.shuffle(slots);
  const room = (values.length - warmUp - 2 * weekLength) / Math.max(1, slots.length);
  for (const [index, kind] of slots.entries()) {
    let from = Math.round(warmUp + index * room + random.next() * (room - 2 * weekLength));
    const isQuiet = (place: number): boolean =>
      (values[place] ?? Number.NaN) < (values[place - 1] ?? 0) * 0.5;
    // In its context, and not around the new year: a free day with the load of a working one, or the reverse.
    while (Number.isNaN(values[from] ?? Number.NaN) || (kind === "contextual" && !isQuiet(from))) from++;
    if (isNearNewYear(series, from) || from >= values.length - weekLength) continue;
    const length = kind === "burst" ? Math.round(weekLength / 2) : 1;
    for (let place = from; place < from + length; place++)
      values[place] = distorted(kind, values, { place, weekLength, random });
    planted.push({ from, to: from + length - 1, kind });
  }
  return { series, planted };
}

function distorted(
  kind: PlantedAnomaly["kind"],
  values: Float64Array,
  {
    place,
    weekLength,
    random,
  }: {
    readonly place: number;
    readonly weekLength: number;
    readonly random: ReturnType<typeof createRandom>;
  },
): number {
  const value = values[place] ?? 0;
  if (kind === "spike") return value * (1.7 + 0.5 * random.next());
  if (kind === "drop") return value * 0.3 * random.next();
  if (kind === "burst") return value * (place % 2 === 0 ? 1.35 : 0.65);
  return Math.max(...values.slice(place - weekLength, place).filter((other) => !Number.isNaN(other)));
}

function isNearNewYear({ step, first }: AnomalySeries, place: number): boolean {
  const day = step === "day" ? first + place : Math.floor((first + place) / 24);
  const offset = lunarNewYearOffsetOf(dayOfNumber(day));
  return offset >= -20 && offset <= 60;
}
