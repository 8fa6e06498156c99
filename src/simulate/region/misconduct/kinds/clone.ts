import { createRandom } from "#kernel";
import type { MachineDay, MeterDay, OperatingRows, Sighted } from "#operations";
import type { Change, Scene } from "../scene.ts";

/**
 * Two enterprises under one roof share a meter, or one device answers under two names: for a stretch the second one's
 * series are those of the first. Nothing changes at the source.
 */
export function cloneSeries(scene: Scene, source: OperatingRows): Change {
  // Drawn from the scheme, so that both sides know how far it goes.
  const random = createRandom(`${scene.seed}/scheme`);
  const draw = random.next();
  // Half of them share it to this day.
  const length =
    random.next() < 0.5
      ? Number.POSITIVE_INFINITY
      : 60 + Math.round(scene.intensity * 200 * (0.5 + random.next()));
  const stretch = { fromDay: scene.fromDay, untilDay: Math.min(scene.lastDay, scene.fromDay + length) };
  const machineDays =
    draw < 0.3 ? null : takeOver<Sighted<MachineDay>>(scene.rows.machineDays, source.machineDays, stretch);
  const meterDays =
    draw > 0.7 ? null : takeOver<Sighted<MeterDay>>(scene.rows.meterDays, source.meterDays, stretch);
  if (machineDays === null && meterDays === null) return null;
  return { ...(machineDays === null ? {} : { machineDays }), ...(meterDays === null ? {} : { meterDays }) };
}

type Row = { readonly asset: string; readonly day: number; readonly platformIndex: number };

/** The first asset takes over the source's first, and so on; days that the source does not have stay as they are. */
function takeOver<Own extends Row & { readonly medium?: string }>(
  rows: readonly Own[],
  source: readonly Own[],
  { fromDay, untilDay }: { readonly fromDay: number; readonly untilDay: number },
): Own[] | null {
  const assets = assetsOf(rows);
  const sources = assetsOf(source);
  const sourceOf = new Map(assets.map((asset, i) => [asset, sources[i]]));
  const told = new Map(source.map((row) => [`${row.asset}/${row.day}`, row]));
  let copied = 0;
  const result = rows.map((row) => {
    if (row.day < fromDay || row.day > untilDay) return row;
    const original = told.get(`${sourceOf.get(row.asset) ?? ""}/${row.day}`);
    if (original === undefined || original.medium !== row.medium) return row;
    copied++;
    return { ...original, asset: row.asset, platformIndex: row.platformIndex };
  });
  return copied < 20 ? null : result;
}

/** Busiest first would need sums; by name is how whoever copies a list would go. */
function assetsOf(rows: readonly Row[]): string[] {
  return [...new Set(rows.map(({ asset }) => asset))].sort();
}
