import type { Fen } from "#kernel";
import type { DeclaredRow, RegisterRow } from "#operations";
import type { ProfileItem } from "../profile-item.ts";
import { sumFen } from "../proxy/bounds.ts";
import { declaredOf } from "../proxy/declared.ts";
import type { EnterpriseTwin } from "../twin.ts";
import { yearDays } from "../proxy/trade-year.ts";
import { type ItemContext, itemsOf } from "./item.ts";

const declaredItems = ["revenue", "netProfit", "totalAssets", "equity", "borrowings", "taxPaid"] as const;

/** What statements say, where there are any; an enterprise without them is complete without them. */
export function statementItemsOf(context: ItemContext): readonly ProfileItem[] {
  return itemsOf(
    "statements",
    context,
    declaredItems.map((item) => ({
      id: `declared-${item}` as const,
      streams: ["declared"] as const,
      rows: context.facts.declared.filter((row) => row.item === item),
      value: declaredFenOf(context.facts, item),
      reason: "notDeclared" as const,
    })),
  );
}

/** A flow of a whole year, added up from shorter ones where need be; a stock as it was declared last. */
function declaredFenOf({ declared }: ItemContext["facts"], item: (typeof declaredItems)[number]): Fen | null {
  if (item === "revenue") return declaredOf(declared, "revenueFen")?.fen ?? null;
  const rows = declared.filter((row) => row.item === item);
  const newest = rows.reduce<DeclaredRow | null>(
    (best, row) => (best === null || row.onDay >= best.onDay ? row : best),
    null,
  );
  if (newest === null || item !== "taxPaid" || newest.months >= 12) return newest?.amountFen ?? null;
  return sumFen(
    rows.filter(({ onDay }) => onDay > newest.onDay - yearDays + 5).map(({ amountFen }) => amountFen),
  );
}

/** What it owns by its twin: machines, stock, what of it is bound. */
export function assetItems(context: ItemContext, twin: EnterpriseTwin): readonly ProfileItem[] {
  const { facts } = context;
  const machines = twin.machines.filter(({ grossFen }) => grossFen !== null);
  const has = (value: Fen): Fen | null => (machines.length === 0 ? null : value);
  const ofTwins = { streams: ["twins", "machineDays"] as const, rows: facts.twins, isStanding: true };
  return itemsOf("assets", context, [
    {
      ...ofTwins,
      id: "machines-gross",
      value: has(sumFen(machines.map(({ grossFen }) => grossFen ?? 0n))),
    },
    {
      ...ofTwins,
      id: "machines-worn",
      value: has(twin.machineNetFen),
    },
    {
      id: "encumbered",
      streams: ["twins", "registers"],
      rows: facts.twins,
      isStanding: true,
      value: has(twin.encumberedFen),
    },
    {
      id: "goods",
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
  const registered = { streams: ["registers"] as const, rows: facts.registers, isStanding: true };
  const counted = (rows: readonly RegisterRow[]): number | null =>
    facts.registers.length === 0 ? null : recent(rows).length;
  return itemsOf("creditRating", context, [
    {
      ...loans,
      id: "lenders",
      value: has(new Set(facts.loans.map(({ bank }) => bank)).size),
      reason: "noOpinion",
    },
    {
      ...loans,
      id: "worst-past-due",
      value: has(Math.max(0, ...facts.loans.map(({ daysPastDue }) => daysPastDue))),
      reason: "noOpinion",
    },
    {
      ...loans,
      id: "loans-settled",
      value: has(facts.loans.filter(({ kind }) => kind === "settled").length),
      reason: "noOpinion",
    },
    { ...registered, id: "lawsuits", value: counted(ofKind("lawsuit", "enforcement")), reason: "noOpinion" },
    {
      ...registered,
      id: "penalties",
      value: counted(ofKind("penalty", "environmentalStop", "accident")),
      reason: "noOpinion",
    },
    {
      streams: ["registers"],
      rows: ofKind("taxRating"),
      isStanding: true,
      id: "tax-rating",
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
  const registered = { streams: ["registers"] as const, rows: facts.registers, isStanding: true };
  const counted = (kind: RegisterRow["kind"]): number | null =>
    facts.registers.length === 0 ? null : changes(kind).length;
  const ofMaster = { streams: ["masters"] as const, rows: facts.masters, isStanding: true };
  return itemsOf("shareholders", context, [
    {
      ...ofMaster,
      id: "registered-capital",
      value: master?.registeredCapitalFen ?? null,
    },
    {
      ...ofMaster,
      id: "age",
      value: master === undefined ? null : (day - master.foundedOn) / 30.44,
    },
    {
      ...registered,
      id: "capital-changes",
      value: counted("capitalChange"),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "shareholder-changes",
      value: counted("shareholderChange"),
      reason: "noOpinion",
    },
    {
      ...registered,
      id: "representative-changes",
      value: counted("representativeChange"),
      reason: "noOpinion",
    },
  ]);
}
