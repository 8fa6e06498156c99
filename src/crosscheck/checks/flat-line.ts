import { isOrdinaryDay } from "#association";
import type { DayNumber } from "#operations";
import { partsOf } from "../asset-series.ts";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, readingsOf } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import type { CrossCheckParameters } from "../parameters.ts";
import { median } from "../robust-statistics.ts";

const check = "sensorHealth";

/** One quantity of one asset by day, and whether the asset worked on that day (null where nobody can tell). */
interface Sensor {
  readonly stream: "machineDays" | "meterDays";
  readonly asset: string;
  readonly isCounter: boolean;
  readonly points: readonly Point[];
}

interface Point {
  readonly day: DayNumber;
  readonly value: number;
  readonly ran: boolean | null;
}

/**
 * Sensors that stand still: a power that hardly moves day after day although it always did (flat line), a counter that
 * stays where it is while the machine runs (stuck). Both are faults, and explain what other checks find on the asset.
 */
export const checkSensorHealth: Check = (input) => {
  const sensors = sensorsOf(input).filter(({ points }) => points.length >= 30);
  if (sensors.length === 0) return notComputable(check, "noData");
  const contradictions: Contradiction[] = [];
  for (const sensor of sensors) {
    const flat = findFlat(sensor, input.parameters) ?? findStuck(sensor, input.parameters);
    if (flat !== null) contradictions.push(flat);
  }
  return concluded(check, contradictions, contradictions.length / sensors.length);
};

function sensorsOf({ machines, meters }: CheckInput): Sensor[] {
  const sensors: Sensor[] = [];
  const running = new Map<DayNumber, number>();
  for (const { asset, days } of machines) {
    const counted: Point[] = [];
    const drawn: Point[] = [];
    for (const row of days) {
      const { day, knownMinutes, runMinutes, energyWh } = row;
      if (knownMinutes < 720) continue;
      running.set(day, (running.get(day) ?? 0) + runMinutes);
      const ran = runMinutes >= 120;
      counted.push({ day, value: partsOf(row), ran });
      if (energyWh !== null) drawn.push({ day, value: energyWh, ran });
    }
    sensors.push({ stream: "machineDays", asset, isCounter: true, points: counted });
    sensors.push({ stream: "machineDays", asset, isCounter: false, points: drawn });
  }
  for (const { asset, days } of meters) {
    const known = days.filter(({ knownMinutes }) => knownMinutes >= 720);
    const points = known.map(({ day, quantity }) => {
      const minutes = running.get(day);
      return { day, value: quantity, ran: minutes === undefined ? null : minutes >= 240 };
    });
    sensors.push({ stream: "meterDays", asset, isCounter: false, points });
  }
  return sensors;
}

/** The longest stretch that moves far less than the sensor's neighbouring days ever did. */
function findFlat(
  { stream, asset, isCounter, points: all }: Sensor,
  { flatFewestDays, flatSpreadShare }: CrossCheckParameters,
): Contradiction | null {
  if (isCounter) return null;
  // A plant at rest draws the same day after day, and rightly so.
  const points = all.filter(({ day, ran }) => ran !== false && isOrdinaryDay(day));
  const usual = usualMovement(points.map(({ value }) => value));
  if (usual < 0.02) return null;
  const limit = flatSpreadShare * usual;
  let from = 0;
  let best: { from: number; to: number } | null = null;
  for (let to = 1; to <= points.length; to++) {
    const before = points[to - 1]?.value ?? 0;
    const now = points[to]?.value ?? Number.NaN;
    const isSame = now > 0 && Math.abs(now - before) <= limit * Math.max(now, before);
    if (isSame) continue;
    if (to - from > (best === null ? 0 : best.to - best.from)) best = { from, to };
    from = to;
  }
  if (best === null || best.to - best.from < flatFewestDays) return null;
  const part = points.slice(best.from, best.to);
  if ((part[0]?.value ?? 0) <= 0) return null;
  const fromDay = part[0]?.day ?? 0;
  const toDay = part.at(-1)?.day ?? 0;
  // Each step is as small as the flattest of all others with this chance; a stretch multiplies them.
  const share = smallSteps(points, limit, best);
  const chance = points.length * share ** (part.length - 1);
  if (chance > 0.001) return null;
  const values = part.map(({ value }) => value);
  const moved = (Math.max(...values) - Math.min(...values)) / median(values);
  return contradict({
    type: "flatLine",
    sentence: "flatLine",
    fromDay,
    toDay,
    chance,
    figures: {
      asset,
      days: part.length,
      found: `${(moved * 100).toFixed(2)}%`,
      expected: `${(usual * 100).toFixed(0)}%`,
    },
    rows: [readingsOf(stream, asset, { fromDay, toDay })],
  });
}

function smallSteps(
  points: Sensor["points"],
  limit: number,
  stretch: { readonly from: number; readonly to: number },
): number {
  let small = 1;
  let all = 2;
  for (let i = 1; i < points.length; i++) {
    if (i >= stretch.from && i < stretch.to) continue;
    const before = points[i - 1]?.value ?? 0;
    const now = points[i]?.value ?? 0;
    if (now <= 0) continue;
    all++;
    if (Math.abs(now - before) <= limit * Math.max(now, before)) small++;
  }
  return small / all;
}

/** Median relative change from one day to the next where both are above zero. */
function usualMovement(values: readonly number[]): number {
  const changes: number[] = [];
  for (let i = 1; i < values.length; i++) {
    const before = values[i - 1] ?? 0;
    const now = values[i] ?? 0;
    if (before > 0 && now > 0) changes.push(Math.abs(now - before) / Math.max(now, before));
  }
  return changes.length < 20 ? 0 : median(changes);
}

/** The longest run of working days on which the counter stood still. */
function findStuck(
  { stream, asset, points }: Sensor,
  { stuckFewestDays, mostChance }: CrossCheckParameters,
): Contradiction | null {
  const ran = points.filter((point) => point.ran === true);
  const moved = ran.filter(({ value }) => value > 0);
  if (moved.length < 20) return null;
  const usual = median(moved.map(({ value }) => value));
  // Where few parts are made, none on some days says nothing.
  if (usual < 5) return null;
  let run = 0;
  let end = 0;
  let most = 0;
  for (const [place, { value }] of ran.entries()) {
    run = value <= 0.002 * usual ? run + 1 : 0;
    if (run > most) [most, end] = [run, place + 1];
  }
  const longest = ran.slice(end - most, end);
  if (longest.length < stuckFewestDays) return null;
  const fromDay = longest[0]?.day ?? 0;
  const toDay = longest.at(-1)?.day ?? 0;
  const outside = ran.filter(({ day }) => day < fromDay || day > toDay);
  const still = outside.filter(({ value }) => value <= 0.002 * usual).length;
  const chance = ran.length * ((still + 1) / (outside.length + 2)) ** longest.length;
  if (chance > mostChance) return null;
  return contradict({
    type: "stuckCounter",
    sentence: "stuckCounter",
    fromDay,
    toDay,
    chance,
    figures: { asset, days: longest.length, found: longest.at(-1)?.value ?? 0, expected: Math.round(usual) },
    rows: [readingsOf(stream, asset, { fromDay, toDay })],
  });
}
