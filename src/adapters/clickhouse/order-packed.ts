import { dayOfRow, type StreamName, streamNames, type StreamRows } from "#operations";

type Asset = { readonly asset: string; readonly day: number };

/**
 * Puts rows that stand as they came in the order of facts: by day, of machines and meters by asset within it, and then
 * as they came. Deliveries follow one another, so most rows are in order already, which sorting them costs little.
 */
export function orderPacked(rows: { [Name in StreamName]: object[] }): void {
  for (const name of streamNames) {
    if (name === "machineDays" || name === "meterDays") (rows[name] as Asset[]).sort(byDayAndAsset);
    else sortByDay(rows, name);
  }
}

function byDayAndAsset(left: Asset, right: Asset): number {
  return left.day - right.day || (left.asset < right.asset ? -1 : left.asset > right.asset ? 1 : 0);
}

function sortByDay<Name extends StreamName>(rows: { [One in StreamName]: object[] }, name: Name): void {
  const own = rows[name] as StreamRows[Name][];
  own.sort((left, right) => dayOfRow(name, left) - dayOfRow(name, right));
}
