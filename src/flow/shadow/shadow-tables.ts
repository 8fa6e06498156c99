import type { Language, MessageParameters } from "#kernel";
import type { LoanClass, ShareWithInterval } from "#lending";
import type { ExportTable } from "#report";
import { ruleOf } from "#watch";
import type { OutcomeGroup, ShadowBorrower, ShadowComparison } from "./comparison.ts";
import { casesOf } from "./conclude.ts";
import { type ShadowWord, shadowWords } from "./shadow-words.ts";

const classWords: Readonly<Record<LoanClass, Readonly<Record<Language, string>>>> = {
  pass: { zh: "正常", en: "Pass" },
  specialMention: { zh: "关注", en: "Special mention" },
  substandard: { zh: "次级", en: "Substandard" },
  doubtful: { zh: "可疑", en: "Doubtful" },
  loss: { zh: "损失", en: "Loss" },
};

/** Says a word of the comparison in one language. */
export type Say = (key: ShadowWord, parameters?: MessageParameters) => string;

/** The words in a language. */
export function sayIn(language: Language): Say {
  return (key, parameters = {}) => shadowWords.sentence(key, language, parameters);
}

/** A share as `2/9 (22%, 3–60%)`; with nothing observed it says at most how much it may be. */
export function shareText({ hits, total, share, low, high }: ShareWithInterval): string {
  if (share === null) return "—";
  return `${hits}/${total}（${percent(share, 0)}，${percent(low, 0)}–${percent(high, 0)}）`;
}

/** A ratio as a percentage. */
export function percent(ratio: number, decimals: number): string {
  return `${(ratio * 100).toFixed(decimals)}%`;
}

/** Class of a loan as a word; a dash where there is none. */
export function classText(value: LoanClass | null, language: Language): string {
  return value === null ? "—" : classWords[value][language];
}

/** Every borrower, for a workbook. */
export function borrowersTable(comparison: ShadowComparison, language: Language): ExportTable {
  const say = sayIn(language);
  const columns: readonly [ShadowWord, (one: ShadowBorrower) => ExportTable["rows"][number][number]][] = [
    ["code", ({ code }) => code],
    ["name", ({ name }) => name],
    ["balance", ({ balanceFen }) => ({ fen: BigInt(balanceFen) })],
    ["bankRating", ({ bankRating }) => bankRating],
    ["bankClass", ({ bankClass }) => classText(bankClass, language)],
    ["ourClass", ({ ourClass }) => classText(ourClass, language)],
    ["outcome", ({ outcome }) => say(outcome.kind === "trouble" ? "troubled" : outcome.kind)],
    ["maxDays", ({ outcome }) => outcome.maxDaysPastDue],
    ["firstMissed", ({ outcome }) => outcome.firstMissedOn],
    ["defaultedOn", ({ outcome }) => outcome.defaultedOn],
    ["score", ({ ours }) => ours?.score ?? null],
    ["pd", ({ ours }) => (ours === null ? null : { ppm: Math.round(ours.pd * 1e6) })],
    ["grade", ({ ours }) => ours?.grade ?? null],
    ["earlierPd", ({ earlier }) => (earlier === null ? null : { ppm: Math.round(earlier.pd * 1e6) })],
    ["side", ({ ours }) => (ours === null ? null : say(ours.isAccepted ? "accepted" : "declined"))],
    ["firstAlert", ({ warning }) => warning?.first.yellow?.on ?? null],
    ["rule", ({ warning }) => ruleText(warning?.first.yellow?.rule ?? null, language)],
    ["leadMissed", ({ warning }) => warning?.leadToMissedDays ?? null],
    ["leadDefault", ({ warning }) => warning?.leadToDefaultDays ?? null],
  ];
  return {
    name: say("list"),
    notes: notesOf(comparison, say),
    columns: columns.map(([word]) =>
      word === "balance" ? (language === "zh" ? "余额（元）" : "Balance (CNY)") : say(word),
    ),
    rows: comparison.borrowers.map((one) => columns.map(([, cellOf]) => cellOf(one))),
  };
}

/** The tables of a comparison to be taken away. */
export function shadowTables(comparison: ShadowComparison, language: Language): readonly ExportTable[] {
  const say = sayIn(language);
  return [
    borrowersTable(comparison, language),
    ordersTable(comparison, language),
    warningsTable(comparison, language),
    groupsTable(comparison, language),
    crossTable(comparison, language),
  ].map((table, index) => (index === 0 ? table : { ...table, notes: notesOf(comparison, say) }));
}

/** Discrimination, an order and an outcome a row. */
export function ordersTable(comparison: ShadowComparison, language: Language): ExportTable {
  const say = sayIn(language);
  return {
    name: say("orders"),
    notes: [],
    columns: [
      say("order"),
      say("outcome"),
      say("cases"),
      say("auc"),
      say("interval"),
      say("caught", { worst: comparison.orders[0]?.worst ?? 0 }),
    ],
    rows: comparison.orders.map(({ by, outcome, borrowers, hits, auc, interval, caught }) => [
      say(by, { day: comparison.earlierAsOf ?? "" }),
      say(outcome === "trouble" ? "troubled" : "default"),
      `${borrowers}（${hits}）`,
      auc === null ? "—" : auc.toFixed(2),
      interval === null ? "—" : `${interval[0].toFixed(2)}–${interval[1].toFixed(2)}`,
      caught === null ? "—" : casesOf(caught),
    ]),
  };
}

/** Warnings by level. */
export function warningsTable({ warnings }: ShadowComparison, language: Language): ExportTable {
  const say = sayIn(language);
  return {
    name: say("warnings"),
    notes: [],
    columns: [say("level"), say("warned"), say("late"), say("lead"), say("falseAlerts")],
    rows: warnings.map(({ level, warned, late, medianLeadDays, falseAlerts }) => [
      say(level),
      shareText(warned),
      late,
      medianLeadDays,
      shareText(falseAlerts),
    ]),
  };
}

/** The swap sets, and what happened on each side of the cut-off. */
export function groupsTable(comparison: ShadowComparison, language: Language): ExportTable {
  const say = sayIn(language);
  const { bySide, swapIn, cutoffPdPpm } = comparison;
  const rowOf = (name: string, { balanceFen, trouble, default: defaults }: OutcomeGroup) => [
    name,
    trouble.total,
    { fen: BigInt(balanceFen) },
    shareText(trouble),
    shareText(defaults),
  ];
  return {
    name: say("swaps", { cutoff: percent(cutoffPdPpm / 1e6, 2) }),
    notes: [],
    columns: [
      say("side"),
      say("count"),
      language === "zh" ? "余额（元）" : "Balance (CNY)",
      say("troubleShare"),
      say("defaultShare"),
    ],
    rows: [
      rowOf(say("accepted"), bySide.accepted),
      rowOf(say("declined"), bySide.declined),
      [say("swapIn"), swapIn.length, null, say("unknown"), say("unknown")],
    ],
  };
}

/** The bank's rating against our grade, with what happened in each rating. */
export function crossTable(comparison: ShadowComparison, language: Language): ExportTable {
  const say = sayIn(language);
  const { cross, byRating } = comparison;
  const groups = new Map(byRating.map((group) => [group.name, group]));
  return {
    name: say("cross"),
    notes: [],
    columns: [say("rating"), ...cross.grades, say("troubleShare"), say("defaultShare")],
    rows: cross.rows.map(({ rating, counts }) => {
      const group = groups.get(rating);
      return [
        rating,
        ...counts,
        group === undefined ? null : shareText(group.trouble),
        group === undefined ? null : shareText(group.default),
      ];
    }),
  };
}

function notesOf(comparison: ShadowComparison, say: Say): readonly string[] {
  const { asOf, from, evaluation, simulated } = comparison;
  const frame = say("subtitle", { asOf, from, evaluated: evaluation.asOf });
  return simulated ? ["模拟数据 simulated data", frame] : [frame];
}

function ruleText(rule: Parameters<typeof ruleOf>[0] | null, language: Language): string | null {
  return rule === null ? null : ruleOf(rule).name[language];
}
