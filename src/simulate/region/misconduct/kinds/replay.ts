import type { CollectorDay, MachineDay, MeterDay, Sighted } from "#operations";
import { type Change, changed, type Scene } from "../scene.ts";

/**
 * What machines sent some weeks ago is sent again as new. A whole collector with its meter, or machines alone while the
 * meter goes on telling the truth; some alter the last digits.
 */
export function replay(scene: Scene): Change {
  const { rows, random, intensity, fromDay, lastDay } = scene;
  const machines = [...new Set(rows.machineDays.map(({ asset }) => asset))].sort();
  if (machines.length === 0) return null;
  const isWhole = random.next() < 0.5;
  const chosen = new Set(
    machines.filter((_, i) => isWhole || i === 0 || random.next() < 0.35 + 0.4 * intensity),
  );
  const withMeter = isWhole && random.next() < 0.6;
  const shift = random.next() < 0.6 ? 28 : 28 + random.integer(8);
  const until = Math.min(
    lastDay,
    fromDay + shift * (1 + Math.floor(5 * intensity * random.next() + intensity)) - 1,
  );
  const noise = random.next() < 0.7 ? 0 : 0.004 + 0.008 * random.next();
  const machineDays = repeatDays<Sighted<MachineDay>>(rows.machineDays, {
    within: (row) => chosen.has(row.asset) && row.day >= fromDay && row.day <= until,
    shift,
    as: (row, source) => ({
      ...source,
      day: row.day,
      platformIndex: row.platformIndex,
      evidence: row.evidence,
      goodCount: scene.random.next() < 0.9 ? altered(source.goodCount) : source.goodCount,
      energyWh: source.energyWh === null ? null : altered(source.energyWh),
    }),
  });
  function altered(value: number): number {
    return noise === 0 ? value : Math.round(value * (1 + noise * random.normal()));
  }
  if (!withMeter) return { machineDays };
  const meterDays = repeatDays<Sighted<MeterDay>>(rows.meterDays, {
    within: ({ day }) => day >= fromDay && day <= until,
    shift,
    as: (row, source) => ({
      ...source,
      day: row.day,
      platformIndex: row.platformIndex,
      quantity: altered(source.quantity),
    }),
  });
  return { machineDays, meterDays, collectorDays: traceOf(scene, until) };
}

/** Days take the values of the days before them; a later round repeats what was repeated. */
function repeatDays<Row extends { readonly asset: string; readonly day: number }>(
  rows: readonly Row[],
  {
    within,
    shift,
    as,
  }: {
    readonly within: (row: Row) => boolean;
    readonly shift: number;
    readonly as: (row: Row, source: Row) => Row;
  },
): Row[] {
  const told = new Map<string, Row>();
  const order = rows.map((row, i) => ({ row, i })).sort((left, right) => left.row.day - right.row.day);
  const result = [...rows];
  for (const { row, i } of order) {
    const source = within(row) ? told.get(`${row.asset}/${row.day - shift}`) : undefined;
    const said = source === undefined ? row : as(row, source);
    told.set(`${row.asset}/${row.day}`, said);
    result[i] = said;
  }
  return result;
}

/** Whoever learns to do it sends a few days unaltered first, which the way in counts as repeated. */
function traceOf(scene: Scene, until: number): readonly Sighted<CollectorDay>[] {
  const { rows, random, fromDay } = scene;
  if (random.next() < 0.7) return rows.collectorDays;
  const learnt = Math.min(until, fromDay + 2 + random.integer(4));
  return changed(rows, "collectorDays", (row) =>
    row.day < fromDay || row.day > learnt
      ? row
      : { ...row, repeated: row.repeated + Math.round(row.readings * (0.2 + 0.6 * random.next())) },
  );
}
