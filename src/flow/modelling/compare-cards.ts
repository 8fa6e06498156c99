import {
  compareAucs,
  aucOf,
  type DataTable,
  type DevelopmentPlan,
  formSample,
  kendallTau,
  levelsOf,
  type Scorecard,
  scoreSample,
} from "#scorecard";
import type { ComparedOnData, SwapCell } from "./compare-on-data.ts";

const confidence = 0.95;
const mostScores = 1_000;
/** Kendall's coefficient compares all pairs: of more rows it is taken on these, evenly. */
const mostRanked = 2_000;

/**
 * Scores the same rows on two cards and counts whom only one of them accepts at the same share of acceptances.
 * @throws SCORECARD_INDICATOR_ABSENT when a card needs a column that the table lacks; the faults of forming the sample
 */
export function compareCards(task: {
  readonly table: DataTable;
  readonly plan: DevelopmentPlan;
  readonly left: Scorecard;
  readonly right: Scorecard;
  readonly acceptedShare: number;
}): ComparedOnData {
  const { table, plan, left, right, acceptedShare } = task;
  const wanted = [...new Set([...left.indicators, ...right.indicators].map(({ id }) => id))];
  const { sample } = formSample(table, {
    ...plan.sample,
    indicators: wanted,
    excludedIndicators: [],
    groups: [],
    segment: null,
  });
  const { bad } = sample;
  const [one, other] = [scoreSample(left, sample.indicators), scoreSample(right, sample.indicators)];
  const levels = [one, other].map(({ points, rawPd }) => levelsOf({ points, pd: rawPd, bad })) as [
    ReturnType<typeof levelsOf>,
    ReturnType<typeof levelsOf>,
  ];
  const { difference, pValue } = compareAucs({ bad }, levels, confidence);
  const step = Math.max(1, Math.ceil(bad.length / mostScores));
  const rankStep = Math.max(1, Math.ceil(bad.length / mostRanked));
  return {
    rows: bad.length,
    bads: bad.reduce((sum, outcome) => sum + outcome, 0),
    leftAuc: aucOf(levels[0]).auc,
    rightAuc: aucOf(levels[1]).auc,
    difference: { ...difference, pValue },
    rankCorrelation: kendallTau(everyNth(one.points, rankStep), everyNth(other.points, rankStep)).tau,
    acceptedShare,
    swap: swapOf(bad, [accepted(one.points, acceptedShare), accepted(other.points, acceptedShare)]),
    scores: Array.from({ length: Math.ceil(bad.length / step) }, (_, place) => ({
      left: one.points[place * step] as number,
      right: other.points[place * step] as number,
      isBad: bad[place * step] === 1,
    })),
  };
}

/** Which rows are accepted: the given share, best first; ties by place, so that both cards accept as many. */
function accepted(points: Float64Array, share: number): Uint8Array {
  const order = Uint32Array.from(points.keys()).sort(
    (left, right) => (points[right] as number) - (points[left] as number) || left - right,
  );
  const isAccepted = new Uint8Array(points.length);
  for (const row of order.subarray(0, Math.round(share * points.length))) isAccepted[row] = 1;
  return isAccepted;
}

function swapOf(bad: Uint8Array, [left, right]: readonly [Uint8Array, Uint8Array]): ComparedOnData["swap"] {
  const cellOf = (isLeft: number, isRight: number): SwapCell => {
    let [rows, bads] = [0, 0];
    for (let row = 0; row < bad.length; row++) {
      if (left[row] !== isLeft || right[row] !== isRight) continue;
      rows += 1;
      bads += bad[row] as number;
    }
    return { rows, bads };
  };
  return { both: cellOf(1, 1), onlyLeft: cellOf(1, 0), onlyRight: cellOf(0, 1), neither: cellOf(0, 0) };
}

function everyNth(values: Float64Array, step: number): Float64Array {
  return values.filter((_, place) => place % step === 0);
}
