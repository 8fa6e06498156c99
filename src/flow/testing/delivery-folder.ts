import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OperatingRows, Sighted, StreamName, StreamRows } from "#operations";
// The writer of rows lies beside its room, which its door does not export because it is for tests only.
import { headerOf, lineOf } from "../../operations/testing/random-rows.ts";

/** Months of deliveries, the first being that of index 0. */
export function monthsFrom(year: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => {
    const month = (i % 12) + 1;
    return `${year + Math.floor(i / 12)}-${String(month).padStart(2, "0")}`;
  });
}

/** Writes rows as the deliveries of a region: one folder a month, one table a stream. */
export function writeDeliveries(
  directory: string,
  dataset: string,
  months: readonly string[],
  rowsOf: ReadonlyMap<string, OperatingRows>,
): void {
  const lines = new Map<string, string[]>();
  for (const [code, rows] of rowsOf) {
    for (const stream of Object.keys(rows) as StreamName[]) {
      for (const row of rows[stream] as readonly Sighted<StreamRows[StreamName]>[]) {
        const file = join(months[row.platformIndex] as string, `${stream}.csv`);
        const known = lines.get(file) ?? [headerOf(stream)];
        lines.set(file, known);
        known.push(lineOf(code, stream, row));
      }
    }
  }
  for (const month of months) mkdirSync(join(directory, month), { recursive: true });
  for (const [file, all] of lines) writeFileSync(join(directory, file), `${all.join("\n")}\n`);
  const manifest = {
    type: "touchstone-region@1",
    simulated: true,
    dataset,
    deliveries: months,
    lastDay: "2024-12-31",
  };
  writeFileSync(join(directory, "region.json"), JSON.stringify(manifest));
}
