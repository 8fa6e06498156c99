import type { DayNumber, DeclaredRow } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { changeOf } from "../operating/estimates.ts";
import { defineFamily, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";

type Item = DeclaredRow["item"];
const common = { window: "up to T" } as const;
const daysAYearApart = 20;

/** What the enterprise declares of itself, as banks have always read it (财务报表). */
export const statementIndicators = defineFamily(
  {
    group: "statements",
    layer: "traditional",
    streams: ["declared"],
    source: {
      kind: "practice",
      citation: "ratios of the newest statement filed, as bank credit rules use them",
    },
  },
  [
    {
      ...common,
      id: "declared-revenue-log",
      name: words("申报年收入（对数）", "Declared revenue a year, log"),
      definition: words(
        "最近一期报表的收入按 12 个月折算的常用对数",
        "Common logarithm of the revenue of the newest statement, brought to twelve months",
      ),
      formula: "log10(revenue × 12 / months / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        ofNewest(view, ({ items, months }) => {
          const revenue = items.get("revenue");
          return revenue === undefined
            ? missing("noFigure")
            : log10Yuan((Number(revenue) * 12) / Math.max(1, months), "nonPositiveAmount");
        }),
    },
    {
      ...common,
      id: "declared-net-margin",
      name: words("申报净利率", "Declared net margin"),
      definition: words("最近一期报表：净利润 ÷ 收入", "Of the newest statement: net profit over revenue"),
      formula: "net profit / revenue",
      unit: "ratio",
      range: [null, null],
      expectedDirection: "higherIsBetter",
      compute: (view) => quotient(view, ["netProfit"], ["revenue"]),
    },
    {
      ...common,
      id: "declared-gross-margin",
      name: words("申报毛利率", "Declared gross margin"),
      definition: words(
        "最近一期报表：1 − 成本 ÷ 收入",
        "Of the newest statement: one less cost over revenue",
      ),
      formula: "1 − cost / revenue",
      unit: "ratio",
      range: [null, 1],
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const cost = quotient(view, ["cost"], ["revenue"]);
        return cost.value === null ? cost : present(Math.min(1, 1 - cost.value));
      },
    },
    {
      ...common,
      id: "declared-debt-to-assets",
      name: words("申报资产负债率", "Declared debt to assets"),
      definition: words(
        "最近一期报表：（应付 + 借款）÷ 总资产",
        "Of the newest statement: payables and borrowings over total assets",
      ),
      formula: "(payables + borrowings) / total assets",
      unit: "ratio",
      range: [null, null],
      expectedDirection: "lowerIsBetter",
      compute: (view) => quotient(view, ["payables", "borrowings"], ["totalAssets"]),
    },
    {
      ...common,
      id: "declared-liquidity",
      name: words("申报流动比率", "Declared liquidity"),
      definition: words(
        "最近一期报表：（现金 + 应收 + 存货）÷（应付 + 借款）",
        "Of the newest statement: cash, receivables and inventories over payables and borrowings",
      ),
      formula: "(cash + receivables + inventories) / (payables + borrowings)",
      unit: "ratio",
      range: [null, null],
      expectedDirection: "higherIsBetter",
      compute: (view) => quotient(view, ["cash", "receivables", "inventories"], ["payables", "borrowings"]),
    },
    {
      ...common,
      id: "declared-asset-turnover",
      name: words("申报总资产周转率", "Declared asset turnover"),
      definition: words(
        "最近一期报表：按 12 个月折算的收入 ÷ 总资产",
        "Of the newest statement: revenue of twelve months over total assets",
      ),
      formula: "revenue × 12 / months / total assets",
      unit: "ratio",
      range: [null, null],
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        ofNewest(view, (statement) => {
          const turnover = quotient(view, ["revenue"], ["totalAssets"]);
          return turnover.value === null
            ? turnover
            : present((turnover.value * 12) / Math.max(1, statement.months));
        }),
    },
    {
      ...common,
      id: "declared-revenue-change",
      name: words("申报收入同比", "Declared revenue on the year before"),
      definition: words(
        "最近一期报表的收入与一年前同长度报表相比的变化",
        "Revenue of the newest statement against that of the same length a year before, minus 1",
      ),
      formula: "revenue / revenue(a year before) − 1",
      unit: "ratio",
      range: [null, null],
      expectedDirection: "higherIsBetter",
      compute: revenueChange,
    },
    {
      ...common,
      id: "statement-age-days",
      name: words("报表陈旧天数", "Age of the newest statement"),
      definition: words(
        "最近一期报表的期末至截止日的天数",
        "Days from the end of the newest statement's period to T",
      ),
      formula: "T − period end",
      unit: "days",
      range: [0, null],
      expectedDirection: "lowerIsBetter",
      compute: (view) => ofNewest(view, ({ onDay }) => present(view.lastDay - onDay)),
    },
  ],
);

interface Statement {
  readonly onDay: DayNumber;
  readonly months: number;
  readonly items: Map<Item, bigint>;
}

/** Statements by the end of their period, the newest first; a correction filed later takes the place of an item. */
function statementsOf({ facts }: OperatingView): readonly Statement[] {
  const statements = new Map<string, Statement>();
  for (const { kind, onDay, months, item, amountFen } of facts.declared) {
    if (kind !== "statement") continue;
    const key = `${onDay}/${months}`;
    const statement = statements.get(key) ?? { onDay, months, items: new Map<Item, bigint>() };
    statements.set(key, statement);
    statement.items.set(item, amountFen);
  }
  return [...statements.values()].sort(
    (left, right) => right.onDay - left.onDay || right.months - left.months,
  );
}

function ofNewest(view: OperatingView, compute: (statement: Statement) => IndicatorValue): IndicatorValue {
  const [newest] = statementsOf(view);
  return newest === undefined ? missing("noDeclared") : compute(newest);
}

function quotient(view: OperatingView, over: readonly Item[], under: readonly Item[]): IndicatorValue {
  return ofNewest(view, ({ items }) => {
    const sum = (names: readonly Item[]) =>
      names.every((name) => items.has(name))
        ? names.reduce((total, name) => total + (items.get(name) ?? 0n), 0n)
        : null;
    const [numerator, denominator] = [sum(over), sum(under)];
    if (numerator === null || denominator === null) return missing("noFigure");
    return ratio(numerator, denominator, "nonPositiveAmount");
  });
}

function revenueChange(view: OperatingView): IndicatorValue {
  const statements = statementsOf(view);
  const [newest] = statements;
  if (newest === undefined) return missing("noDeclared");
  const earlier = statements.find(
    ({ onDay, months }) => months === newest.months && Math.abs(newest.onDay - 365 - onDay) <= daysAYearApart,
  );
  const now = newest.items.get("revenue");
  const before = earlier?.items.get("revenue");
  if (now === undefined || before === undefined) return missing("noEarlierFigure");
  return changeOf(now, before, "nonPositiveAmount");
}
