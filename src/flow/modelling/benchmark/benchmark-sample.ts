import { createRandom } from "#kernel";
import type { NumericColumn, Sample } from "#scorecard";

/** A benchmark's sample: numeric columns alone, on shared memory. */
export type BenchmarkSample = Omit<Sample, "indicators"> & { readonly indicators: readonly NumericColumn[] };

export interface BenchmarkSize {
  readonly rows: number;
  readonly variables: number;
  /** About so many of the rows are bad. */
  readonly badRate: number;
}

/** A third of the variables separate, with falling strength; the others are noise; one in ten values is missing. */
export function buildBenchmarkSample({ rows, variables, badRate }: BenchmarkSize): BenchmarkSample {
  const random = createRandom(`benchmark ${rows} ${variables}`);
  const columns = Array.from(
    { length: variables },
    () => new Float64Array(new SharedArrayBuffer(rows * Float64Array.BYTES_PER_ELEMENT)),
  );
  const bad = new Uint8Array(new SharedArrayBuffer(rows));
  for (let row = 0; row < rows; row++) {
    let logOdds = Math.log(badRate / (1 - badRate)) - 0.5;
    for (let place = 0; place < variables; place++) {
      const value = random.normal();
      (columns[place] as Float64Array)[row] = random.next() < 0.1 ? Number.NaN : value;
      if (place % 3 === 0) logOdds -= value / (1 + place / 3);
    }
    bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
  }
  return { bad, indicators: columns.map((values, place) => ({ kind: "numeric", id: `x${place}`, values })) };
}
