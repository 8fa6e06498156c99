import { isOrdinaryDay } from "#association";
import type { DayNumber, GoodsMovement } from "#operations";
import { type Check, type CheckInput, concluded, notComputable } from "../check.ts";
import { contradict, percent } from "../contradict.ts";
import type { Contradiction } from "../contradiction.ts";
import { findLevelBreak, type Block } from "../level-break.ts";
import { steadySince } from "../steady-fleet.ts";
import type { CrossCheckParameters } from "../parameters.ts";

const check = "goods";
const spanDays = 14;

/**
 * Output against material, warehouse and deliveries, by sums of a fortnight: what machines count, what is received into
 * stock, what material is issued and what is delivered keep their proportions, whatever the units are.
 */
export const checkGoods: Check = ({ facts, machines, parameters, lastDay }) => {
  const since = steadySince({ machines, lastDay });
  const output = sumBySpan(
    machines.flatMap(({ days }) =>
      days.filter(({ day }) => day >= since).map(({ day, goodCount }) => ({ day, quantity: goodCount })),
    ),
  );
  const pairs = [
    {
      what: { zh: "入库 ÷ 产量", en: "receipts ÷ output" },
      left: sumOf(facts.movements, "productionReceipt"),
      right: output,
    },
    {
      what: { zh: "领料 ÷ 产量", en: "material ÷ output" },
      left: sumOf(facts.movements, "materialIssue"),
      right: output,
    },
    {
      what: { zh: "发货 ÷ 产量", en: "deliveries ÷ output" },
      left: sumOf(facts.movements, "delivery"),
      right: output,
    },
    {
      what: { zh: "发货 ÷ 入库", en: "deliveries ÷ receipts" },
      left: sumOf(facts.movements, "delivery"),
      right: sumOf(facts.movements, "productionReceipt"),
    },
  ].filter(({ left, right }) => left.size >= 12 && right.size >= 12);
  if (pairs.length === 0) return notComputable(check, "noDocuments");
  const found = pairs
    .flatMap(({ what, left, right }) => compare(what, { left, right, parameters, lastDay }))
    .sort((one, other) => other.strength - one.strength)
    .slice(0, 1);
  return concluded(check, found, pairs.length);
};

function sumOf(movements: readonly GoodsMovement[], kind: GoodsMovement["kind"]): Map<number, number> {
  return sumBySpan(
    movements
      .filter((movement) => movement.kind === kind)
      .map(({ onDay, quantityMilli }) => ({ day: onDay, quantity: quantityMilli })),
  );
}

/** Fortnights with a day around the new year are left out. */
function sumBySpan(
  rows: readonly { readonly day: DayNumber; readonly quantity: number }[],
): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { day, quantity } of rows) {
    const span = Math.floor((day - 4) / spanDays);
    sums.set(span, (sums.get(span) ?? 0) + quantity);
  }
  for (const [span, sum] of sums) {
    const first = span * spanDays + 4;
    const ordinary = Array.from({ length: spanDays }, (_, index) => isOrdinaryDay(first + index)).filter(
      Boolean,
    );
    if (ordinary.length < 12 || sum <= 0) sums.delete(span);
  }
  return sums;
}

function compare(
  what: { readonly zh: string; readonly en: string },
  {
    left,
    right,
    parameters,
    lastDay,
  }: {
    readonly left: ReadonlyMap<number, number>;
    readonly right: ReadonlyMap<number, number>;
    readonly parameters: CrossCheckParameters;
    readonly lastDay: CheckInput["lastDay"];
  },
): Contradiction[] {
  const spans = [...left.keys()]
    .filter((span) => right.has(span) && (span + 1) * spanDays + 4 <= lastDay)
    .sort((one, other) => one - other);
  const blocks: Block[] = spans.map((span) => ({
    fromDay: span * spanDays + 4,
    toDay: (span + 1) * spanDays + 3,
    value: Math.log((left.get(span) ?? 1) / (right.get(span) ?? 1)),
  }));
  const step = findLevelBreak(blocks, { fewestBefore: 6, fewestAfter: 3 });
  if (step === null || step.chance > parameters.mostChance) return [];
  const least = Math.max(parameters.leastFlowShift, parameters.spreadsOfShift * step.spread);
  if (Math.abs(step.shift) < least || step.separation < parameters.leastSeparation) return [];
  const found = percent(Math.exp(step.shift));
  const { fromDay } = step;
  return [
    contradict({
      type: "outputGoods",
      sentence: "outputGoods",
      fromDay,
      toDay: lastDay,
      chance: step.chance,
      figures: { found },
      words: { what },
      rows: [{ stream: "movements", asset: "", numbers: [], fromDay, toDay: lastDay }],
    }),
  ];
}
