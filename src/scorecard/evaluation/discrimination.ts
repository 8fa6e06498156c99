/** How well scores order outcomes, and how far probabilities are from them. */
export interface Discrimination {
  /** P(bad scored riskier than good) + ½ P(tie): exact, by ranks. */
  readonly auc: number;
  /** 2 · AUC − 1. */
  readonly gini: number;
  /** Largest distance between the cumulative shares of bads and goods. */
  readonly ks: number;
}

/**
 * AUC, Gini and KS of risk scores (higher is riskier) with ties counted half.
 * @param rows  the rows to look at; all when left out
 * @returns NaN figures when one outcome is absent
 * @source Mann & Whitney 1947; Hanley & McNeil 1982
 */
export function measureDiscrimination(
  risk: Float64Array,
  bad: Uint8Array,
  rows?: Int32Array,
  weights?: Float64Array,
): Discrimination {
  const order = Int32Array.from(rows ?? risk.keys()).sort(
    (a, b) => (risk[a] as number) - (risk[b] as number),
  );
  let goodsBelow = 0;
  let badsBelow = 0;
  let wins = 0;
  let ks = 0;
  const gaps: [number, number][] = [];
  for (let position = 0; position < order.length; ) {
    const value = risk[order[position] as number] as number;
    let bads = 0;
    let goods = 0;
    while (position < order.length && risk[order[position] as number] === value) {
      const row = order[position++] as number;
      const weight = weights ? (weights[row] as number) : 1;
      if (bad[row] === 1) bads += weight;
      else goods += weight;
    }
    wins += bads * (goodsBelow + goods / 2);
    badsBelow += bads;
    goodsBelow += goods;
    gaps.push([badsBelow, goodsBelow]);
  }
  for (const [bads, goods] of gaps) ks = Math.max(ks, Math.abs(bads / badsBelow - goods / goodsBelow));
  const auc = wins / (badsBelow * goodsBelow);
  return { auc, gini: 2 * auc - 1, ks: Number.isNaN(auc) ? Number.NaN : ks };
}

/** Mean squared distance between probability and outcome (Brier score); lower is better. */
export function brierScore(
  probability: Float64Array,
  bad: Uint8Array,
  rows?: Int32Array,
  weights?: Float64Array,
): number {
  let sum = 0;
  let total = 0;
  for (const row of rows ?? probability.keys()) {
    const weight = weights ? (weights[row] as number) : 1;
    sum += weight * ((probability[row] as number) - (bad[row] as number)) ** 2;
    total += weight;
  }
  return sum / total;
}
