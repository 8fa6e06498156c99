import type { Fen } from "#kernel";
import type { DeclaredRow, RegisterRow } from "#operations";
import type { ProfileItem } from "../profile-item.ts";
import { sumFen } from "../proxy/bounds.ts";
import type { EnterpriseTwin } from "../twin.ts";
import { yearDays } from "../proxy/trade-year.ts";
import { type ItemContext, itemsOf } from "./item.ts";

const statementItems: readonly (readonly [DeclaredRow["item"], string, string])[] = [
  ["revenue", "申报收入", "Declared revenue"],
  ["netProfit", "申报净利润", "Declared net profit"],
  ["totalAssets", "申报总资产", "Declared total assets"],
  ["equity", "申报所有者权益", "Declared equity"],
  ["borrowings", "申报借款", "Declared borrowings"],
  ["taxPaid", "纳税额", "Tax paid"],
];

/** What statements say, where there are any; an enterprise without them is complete without them. */
export function statementItemsOf(context: ItemContext): readonly ProfileItem[] {
  return itemsOf(
    "statements",
    context,
    statementItems.map(([item, zh, en]) => {
      const rows = context.facts.declared.filter((row) => row.item === item);
      const newest = rows.reduce<DeclaredRow | null>(
        (best, row) => (best === null || row.onDay >= best.onDay ? row : best),
        null,
      );
      return {
        id: `declared-${item}`,
        name: { zh, en },
        unit: "fen",
        streams: ["declared"],
        rows,
        value: newest?.amountFen ?? null,
        reason: "notDeclared",
      };
    }),
  );
}

/** What it owns by its twin: machines, stock, what of it is bound. */
export function assetItems(context: ItemContext, twin: EnterpriseTwin): readonly ProfileItem[] {
  const { facts } = context;
  const machines = twin.machines.filter(({ grossFen }) => grossFen !== null);
  const has = (value: Fen): Fen | null => (machines.length === 0 ? null : value);
  const ofTwins = { streams: ["twins", "machineDays"] as const, rows: facts.twins };
  return itemsOf("assets", context, [
    {
      ...ofTwins,
      id: "machines-gross",
      name: { zh: "设备原值", en: "Machines at cost" },
      unit: "fen",
      value: has(sumFen(machines.map(({ grossFen }) => grossFen ?? 0n))),
    },
    {
      ...ofTwins,
      id: "machines-worn",
      name: { zh: "设备现值（含工时因子）", en: "Machines by age and hours" },
      unit: "fen",
      value: has(twin.machineNetFen),
    },
    {
      id: "encumbered",
      name: { zh: "已抵押、质押或租赁", en: "Pledged, mortgaged or leased" },
      unit: "fen",
      streams: ["twins", "registers"],
      rows: facts.twins,
      value: has(twin.encumberedFen),
    },
    {
      id: "goods",
      name: { zh: "在库货物价值", en: "Goods on hand" },
      unit: "fen",
      streams: ["stock", "movements"],
      rows: facts.stock.slice(-200),
      value: twin.goods.length === 0 ? null : twin.goodsFen,
    },
  ]);
}

/** What a rating reads: how loans went, what courts and authorities say; nothing of any person (I16). */
export function creditRatingItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, day } = context;
  const ofKind = (...kinds: readonly RegisterRow["kind"][]) =>
    facts.registers.filter(({ kind }) => kinds.includes(kind));
  const recent = (rows: readonly RegisterRow[]) => rows.filter(({ onDay }) => onDay > day - 3 * yearDays);
  const rating = ofKind("taxRating").at(-1);
  const loans = { streams: ["loans"] as const, rows: facts.loans };
  const has = <Value>(value: Value): Value | null => (facts.loans.length === 0 ? null : value);
  const registered = { streams: ["registers"] as const, rows: facts.registers };
  const counted = (rows: readonly RegisterRow[]): number | null =>
    facts.registers.length === 0 ? null : recent(rows).length;
  return itemsOf("creditRating", context, [
    {
      ...loans,
      id: "lenders",
      name: { zh: "授信银行数", en: "Banks that lend" },
      unit: "count",
      value: has(new Set(facts.loans.map(({ bank }) => bank)).size),
      reason: "noOpinion",
    },
    {
      ...loans,
      id: "worst-past-due",
      name: { zh: "历史最长逾期天数", en: "Longest past due" },
      unit: "days",
      value: has(Math.max(0, ...facts.loans.map(({ daysPastDue }) => daysPastDue))),
      reason: "noOpinion",
    },
    {
      ...loans,
      id: "loans-settled",
      name: { zh: "已结清贷款笔数", en: "Loans settled" },
      unit: "count",
      value: has(facts.loans.filter(({ kind }) => kind === "settled").length),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "lawsuits",
      name: { zh: "涉诉与被执行（三年）", en: "Lawsuits and enforcements (three years)" },
      unit: "count",
      value: counted(ofKind("lawsuit", "enforcement")),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "penalties",
      name: { zh: "行政处罚、停产与事故（三年）", en: "Penalties, stops and accidents (three years)" },
      unit: "count",
      value: counted(ofKind("penalty", "environmentalStop", "accident")),
      reason: "noOpinion",
    },
    {
      streams: ["registers"],
      rows: ofKind("taxRating"),
      id: "tax-rating",
      name: { zh: "纳税信用等级", en: "Tax rating" },
      unit: "text",
      value: rating?.text ?? null,
      reason: "noOpinion",
    },
  ]);
}

/** What the public register says of owners as a body: capital and changes, never a person's credit. */
export function shareholderItems(context: ItemContext): readonly ProfileItem[] {
  const { facts, day } = context;
  const master = facts.masters.at(-1);
  const changes = (kind: RegisterRow["kind"]) =>
    facts.registers.filter((row) => row.kind === kind && row.onDay > day - 3 * yearDays);
  const registered = { streams: ["registers"] as const, rows: facts.registers };
  const counted = (kind: RegisterRow["kind"]): number | null =>
    facts.registers.length === 0 ? null : changes(kind).length;
  const ofMaster = { streams: ["masters"] as const, rows: facts.masters };
  return itemsOf("shareholders", context, [
    {
      ...ofMaster,
      id: "registered-capital",
      name: { zh: "注册资本", en: "Registered capital" },
      unit: "fen",
      value: master?.registeredCapitalFen ?? null,
    },
    {
      ...ofMaster,
      id: "age",
      name: { zh: "成立月数", en: "Months since it was founded" },
      unit: "months",
      value: master === undefined ? null : (day - master.foundedOn) / 30.44,
    },
    {
      ...registered,
      id: "capital-changes",
      name: { zh: "注册资本变更（三年）", en: "Changes of capital (three years)" },
      unit: "count",
      value: counted("capitalChange"),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "shareholder-changes",
      name: { zh: "股东变更（三年）", en: "Changes of shareholders (three years)" },
      unit: "count",
      value: counted("shareholderChange"),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "representative-changes",
      name: { zh: "法定代表人变更（三年）", en: "Changes of the legal representative (three years)" },
      unit: "count",
      value: counted("representativeChange"),
      reason: "noOpinion",
    },
  ]);
}
