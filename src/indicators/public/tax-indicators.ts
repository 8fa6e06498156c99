import type { DeclaredRow } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { medianEstimate } from "../operating/estimates.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { yearChange } from "./period-change.ts";

const daysOfMonth = 365 / 12;
const ratingRanks: Readonly<Record<string, number>> = { A: 4, B: 3, M: 2, C: 1, D: 0 };

/** What the tax office knows, against what invoices say; and what customs know. */
export const taxIndicators = defineFamily(
  { group: "tax", layer: "traditional", streams: ["declared"], source: ownChoice },
  [
    {
      id: "declared-to-invoiced-sales-12m",
      streams: ["declared", "invoices"],
      name: words("申报收入与开票比", "Declared to invoiced revenue"),
      definition: words(
        "期末在近 365 天内的纳税申报收入 ÷ 相同期间有效销项发票不含税金额",
        "Revenue of the tax returns whose period ends in the 365 days to T over the net valid sales invoices of the same periods",
      ),
      formula: "Σ revenue declared / Σ net sales of the periods",
      unit: "ratio",
      // A return that corrects an earlier year may outweigh what was declared in this one.
      range: [null, null],
      window: "365 days to T",
      source: ownReason("two public figures of the same revenue ought to agree"),
      expectedDirection: "none",
      compute: declaredToInvoiced,
    },
    {
      id: "tax-burden-12m",
      name: words("税负率", "Tax burden"),
      definition: words(
        "近 365 天纳税申报的已缴税额 ÷ 申报收入",
        "Tax paid over revenue in the tax returns of the 365 days to T",
      ),
      formula: "Σ tax paid / Σ revenue declared",
      unit: "ratio",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const returns = recentReturns(view);
        return ratio(sumOf(returns, "taxPaid"), sumOf(returns, "revenue"), "noFigure");
      },
    },
    {
      id: "tax-paid-change-12m",
      name: words("纳税额年变化", "Change of tax paid, 12 months"),
      definition: words(
        "近 365 天申报已缴税额与再前 365 天相比的变化",
        "Tax paid by the returns of the 365 days to T against the 365 days before, minus 1",
      ),
      formula: "Σ tax[T−364…T] / Σ tax[T−729…T−365] − 1",
      unit: "ratio",
      range: [null, null],
      window: "730 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        yearChange(view, returnsOf(view), ({ item, amountFen }) => (item === "taxPaid" ? amountFen : 0n)),
    },
    {
      id: "tax-filing-days",
      name: words("申报间隔天数（中位）", "Days to file, median"),
      definition: words(
        "近 365 天纳税申报从期末到申报的天数的中位数",
        "Median days from the end of the period to filing, of the tax returns of the 365 days to T",
      ),
      formula: "median(filed − period end)",
      unit: "days",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const periods = new Map(recentReturns(view).map((row) => [row.onDay, row.filedOn - row.onDay]));
        return medianEstimate([...periods.values()], "noDeclared");
      },
    },
    {
      id: "tax-periods-missing-12m",
      name: words("漏报期数", "Tax months missing"),
      definition: words(
        "截止日前 15 天以前的 12 个月中没有纳税申报覆盖的月数",
        "Months of the twelve that end 15 days before T that no tax return covers",
      ),
      formula: "max(0, 12 − Σ months of the returns of the last 380 days)",
      unit: "months",
      range: [0, 12],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const periods = new Map(
          returnsOf(view).flatMap((row) => (row.onDay > view.lastDay - 395 ? [[row.onDay, row.months]] : [])),
        );
        const covered = [...periods.values()].reduce((sum, months) => sum + months, 0);
        return present(Math.max(0, 12 - covered));
      },
    },
    {
      id: "tax-rating",
      streams: ["registers"],
      name: words("纳税信用等级", "Tax credit rating"),
      definition: words(
        "最近一次纳税信用评级：A 4、B 3、M 2、C 1、D 0",
        "Newest tax credit rating: A 4, B 3, M 2, C 1, D 0",
      ),
      formula: "rank(newest rating)",
      unit: "rank",
      range: [0, 4],
      window: "up to T",
      source: {
        kind: "practice",
        citation:
          "国家税务总局公告 2014 年第 40 号, 2018 年第 8 号 (M); the ranks are our own choice; texts not checked",
      },
      expectedDirection: "higherIsBetter",
      compute: ({ facts }) => {
        const newest = facts.registers.findLast(({ kind }) => kind === "taxRating");
        const rank = ratingRanks[newest?.text.trim().toUpperCase() ?? ""];
        return rank === undefined ? missing("noFigure") : present(rank);
      },
    },
  ],
);

function returnsOf({ facts }: OperatingView): readonly DeclaredRow[] {
  return facts.declared.filter(({ kind }) => kind === "taxReturn");
}

function recentReturns(view: OperatingView): readonly DeclaredRow[] {
  return returnsOf(view).filter(({ onDay }) => onDay > view.lastDay - 365);
}

function sumOf(rows: readonly DeclaredRow[], wanted: DeclaredRow["item"]): bigint {
  return rows.reduce((sum, { item, amountFen }) => (item === wanted ? sum + amountFen : sum), 0n);
}

function declaredToInvoiced(view: OperatingView): IndicatorValue {
  const revenues = recentReturns(view).filter(({ item }) => item === "revenue");
  if (revenues.length === 0) return missing("noDeclared");
  const firstInvoice = view.facts.invoices[0]?.onDay ?? view.lastDay;
  let [declared, invoiced] = [0n, 0n];
  for (const { onDay, months, amountFen } of revenues) {
    const fromDay = onDay - Math.round(months * daysOfMonth) + 1;
    if (fromDay < firstInvoice) continue;
    declared += amountFen;
    for (const invoice of view.facts.invoices) {
      if (invoice.onDay > onDay) break;
      if (invoice.direction === "sale" && !invoice.isVoid && invoice.onDay >= fromDay)
        invoiced += invoice.netFen;
    }
  }
  return ratio(declared, invoiced, "nonPositiveSales");
}
