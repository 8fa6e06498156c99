import { createRandom } from "#kernel";
import type { ExpectedDirection, NumericColumn, Sample } from "../sample.ts";

/** A sample without categories. */
export type NumericSample = Omit<Sample, "indicators"> & { readonly indicators: readonly NumericColumn[] };

/**
 * A seeded sample whose outcome depends on `strong` (higher is better), a little on `weak`, and not at all on
 * `noise`; `copy` is `strong` on another scale, `constant` never varies, `holes` is `strong` with missing values.
 */
export function buildSample(rows: number, seed: string): NumericSample {
  const random = createRandom(seed);
  const strong = new Float64Array(rows);
  const weak = new Float64Array(rows);
  const noise = new Float64Array(rows);
  const holes = new Float64Array(rows);
  const bad = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    strong[row] = random.normal();
    weak[row] = random.normal();
    noise[row] = random.normal();
    const logOdds = -1.2 - 1.5 * (strong[row] as number) + 0.8 * (weak[row] as number);
    bad[row] = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    holes[row] = random.next() < 0.3 ? Number.NaN : (strong[row] as number) + random.normal();
  }
  const column = (id: string, values: Float64Array, expectedDirection: ExpectedDirection = "none") => ({
    kind: "numeric" as const,
    id,
    values,
    expectedDirection,
  });
  return {
    bad,
    indicators: [
      column("strong", strong, "higherIsBetter"),
      column("weak", weak, "lowerIsBetter"),
      column("noise", noise),
      column(
        "copy",
        strong.map((value) => 3 * value + 1),
        "higherIsBetter",
      ),
      column("constant", new Float64Array(rows).fill(7)),
      column("holes", holes, "higherIsBetter"),
      column("empty", new Float64Array(rows).fill(Number.NaN)),
    ],
  };
}
