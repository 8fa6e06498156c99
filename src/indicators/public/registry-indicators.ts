import type { RegisterRow } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { defineFamily, ownChoice, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";

const daysOfMonth = 365 / 12;
const twoYears = 730;
const counted = { unit: "count", range: [0, null], window: "730 days to T" } as const;

/**
 * What public registers say (工商司法). The registers are asked for the enterprise as a whole, so one row of any kind
 * shows that they are connected, and a kind without a row is then none rather than missing.
 */
export const registryIndicators = defineFamily(
  { group: "registry", layer: "traditional", streams: ["registers"], source: ownChoice },
  [
    {
      id: "enterprise-age-months",
      streams: ["masters"],
      name: words("企业成立月数", "Age of the enterprise"),
      definition: words("成立日至截止日的月数", "Months from foundation to T"),
      formula: "(T − founded) / 30.4",
      unit: "months",
      range: [null, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: ({ facts, lastDay }) =>
        present((lastDay - (facts.masters.at(-1)?.foundedOn ?? lastDay)) / daysOfMonth),
    },
    {
      id: "registered-capital-log",
      streams: ["masters"],
      name: words("注册资本（对数）", "Registered capital, log"),
      definition: words("注册资本的常用对数", "Common logarithm of the registered capital"),
      formula: "log10(registered capital / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: ({ facts }) =>
        log10Yuan(facts.masters.at(-1)?.registeredCapitalFen ?? 0n, "nonPositiveAmount"),
    },
    {
      ...counted,
      id: "lawsuits-24m",
      name: words("被诉案件数", "Lawsuits"),
      definition: words("近 730 天的诉讼件数", "Lawsuits of the 730 days to T"),
      formula: "|lawsuits|",
      expectedDirection: "lowerIsBetter",
      compute: (view) => countOf(view, ["lawsuit"]),
    },
    {
      ...counted,
      id: "enforcements-24m",
      name: words("被执行案件数", "Enforcements"),
      definition: words("近 730 天的被执行件数", "Court enforcements of the 730 days to T"),
      formula: "|enforcements|",
      expectedDirection: "lowerIsBetter",
      compute: (view) => countOf(view, ["enforcement"]),
    },
    {
      ...counted,
      id: "penalties-24m",
      name: words("行政处罚与停产事故数", "Penalties, stops and accidents"),
      definition: words(
        "近 730 天的行政处罚、环保停产和安全事故件数",
        "Administrative penalties, environmental stops and accidents of the 730 days to T",
      ),
      formula: "|penalties + stops + accidents|",
      expectedDirection: "lowerIsBetter",
      compute: (view) => countOf(view, ["penalty", "environmentalStop", "accident"]),
    },
    {
      ...counted,
      id: "register-changes-24m",
      name: words("工商变更次数", "Changes in the register"),
      definition: words(
        "近 730 天的资本、法定代表人与股东变更次数",
        "Changes of capital, representative and shareholders of the 730 days to T",
      ),
      formula: "|changes|",
      expectedDirection: "none",
      compute: (view) => countOf(view, ["capitalChange", "representativeChange", "shareholderChange"]),
    },
    {
      id: "open-pledges",
      name: words("在押登记数", "Open pledges"),
      definition: words(
        "截止日未解除的动产质押登记件数",
        "Pledges in the registry of movables that are not released at T",
      ),
      formula: "|pledges − releases by number|",
      unit: "count",
      range: [0, null],
      window: "at T",
      expectedDirection: "lowerIsBetter",
      compute: ({ facts }) => present(openPledges(facts.registers).length),
    },
    {
      id: "pledged-to-sales",
      streams: ["registers", "invoices"],
      name: words("质押额与年销售比", "Pledged amount to annual sales"),
      definition: words(
        "截止日未解除的质押登记金额 ÷ 近 365 天有效销项价税合计",
        "Amount of the open pledges over gross valid sales invoices of the 365 days to T",
      ),
      formula: "Σ pledged / Σ gross sales",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => toSales(view, amountOf(openPledges(view.facts.registers))),
    },
    {
      id: "claims-to-sales-24m",
      streams: ["registers", "invoices"],
      name: words("涉诉金额与年销售比", "Claims in court to annual sales"),
      definition: words(
        "近 730 天诉讼与执行金额 ÷ 近 365 天有效销项价税合计",
        "Amounts of lawsuits and enforcements of the 730 days to T over gross valid sales invoices of the 365 days to T",
      ),
      formula: "Σ claims / Σ gross sales",
      unit: "ratio",
      range: [0, null],
      window: "730 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => toSales(view, amountOf(recent(view, ["lawsuit", "enforcement"]))),
    },
    {
      id: "patents",
      name: words("专利数", "Patents"),
      definition: words("截止日登记的专利件数", "Patents registered up to T"),
      formula: "|patents|",
      unit: "count",
      range: [0, null],
      window: "up to T",
      expectedDirection: "higherIsBetter",
      compute: ({ facts }) => present(facts.registers.filter(({ kind }) => kind === "patent").length),
    },
  ],
);

function recent(
  { facts, lastDay }: OperatingView,
  kinds: readonly RegisterRow["kind"][],
): readonly RegisterRow[] {
  return facts.registers.filter(({ kind, onDay }) => onDay > lastDay - twoYears && kinds.includes(kind));
}

function countOf(view: OperatingView, kinds: readonly RegisterRow["kind"][]): IndicatorValue {
  return present(new Set(recent(view, kinds).map(({ kind, number }) => `${kind}/${number}`)).size);
}

/** A release closes the pledge of its number. */
function openPledges(registers: readonly RegisterRow[]): readonly RegisterRow[] {
  const open = new Map<string, RegisterRow>();
  for (const row of registers) {
    if (row.kind === "pledge") open.set(row.number, row);
    if (row.kind === "pledgeReleased") open.delete(row.number);
  }
  return [...open.values()];
}

function amountOf(rows: readonly RegisterRow[]): bigint {
  return rows.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n);
}

function toSales(view: OperatingView, amountFen: bigint): IndicatorValue {
  const { grossFen } = sumTrade(view.trade().sales, view.windows.last12);
  return grossFen <= 0n ? missing("nonPositiveSales") : ratio(amountFen, grossFen, "nonPositiveSales");
}
