import { wilsonInterval } from "#kernel";

/** How well risk orders an outcome. */
export interface MeasuredOrder {
  /** P(one with the outcome is riskier than one without) + ½ P(tie); null when one of the two is absent. */
  readonly auc: number | null;
  readonly interval: readonly [low: number, high: number] | null;
  /** Of the `worst` riskiest, how many had the outcome; those tied at the edge are counted in proportion. */
  readonly caught: number | null;
}

const normal95 = 1.959964;

/**
 * AUC with an interval that holds without any assumption on the scores: its variance is at most
 * AUC·(1 − AUC)/min(hits, others), put into Wilson's interval. With a handful of hits it is wide, as it must be.
 * @param worst  how many to look at from the riskiest on
 * @source Z. W. Birnbaum, O. M. Klose, "Bounds for the variance of the Mann-Whitney statistic", Annals of
 *   Mathematical Statistics 28 (1957); E. B. Wilson, JASA 22 (1927)
 */
export function measureOrder(
  rows: readonly { readonly risk: number; readonly isHit: boolean }[],
  worst: number,
): MeasuredOrder {
  const hits = rows.filter(({ isHit }) => isHit);
  const others = rows.filter(({ isHit }) => !isHit);
  const caught = rows.length === 0 ? null : caughtAmong(rows, worst);
  if (hits.length === 0 || others.length === 0) return { auc: null, interval: null, caught };
  let wins = 0;
  for (const hit of hits) {
    for (const other of others) wins += hit.risk > other.risk ? 1 : hit.risk === other.risk ? 0.5 : 0;
  }
  const auc = wins / (hits.length * others.length);
  const fewer = Math.min(hits.length, others.length);
  const { low, high } = wilsonInterval(auc * fewer, fewer, normal95);
  return { auc, interval: [low, high], caught };
}

function caughtAmong(
  rows: readonly { readonly risk: number; readonly isHit: boolean }[],
  worst: number,
): number {
  let left = worst;
  let caught = 0;
  const byRisk = [...Map.groupBy(rows, ({ risk }) => risk)].sort(([a], [b]) => b - a);
  for (const [, tied] of byRisk) {
    if (left <= 0) break;
    const hits = tied.filter(({ isHit }) => isHit).length;
    caught += tied.length <= left ? hits : (hits * left) / tied.length;
    left -= tied.length;
  }
  return caught;
}
