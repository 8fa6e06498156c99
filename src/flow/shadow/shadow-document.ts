import { formatWan, formatYuan, type Language } from "#kernel";
import type { DocumentBlock, ExportTable, PrintedDocument } from "#report";
import { ruleOf } from "#watch";
import type { ShadowBorrower, ShadowComparison } from "./comparison.ts";
import { conclude } from "./conclude.ts";
import { drawBorrowers } from "./draw-borrowers.ts";
import { shadowLimits } from "./limits.ts";
import type { SealedComparison } from "./seal-comparison.ts";
import {
  classText,
  crossTable,
  groupsTable,
  ordersTable,
  percent,
  type Say,
  sayIn,
  shareText,
  warningsTable,
} from "./shadow-tables.ts";

/** So many borrowers are printed, the worst first; the workbook has all. */
const printedBorrowers = 80;

/** The comparison on paper: the figures and what follows from them first, then what they are made of. */
export function shadowDocument(
  comparison: ShadowComparison,
  sealed: SealedComparison,
  language: Language,
): PrintedDocument {
  const say = sayIn(language);
  const { asOf, from, evaluation, cutoffPdPpm } = comparison;
  return {
    language,
    title: say("title"),
    subtitle: say("subtitle", { asOf, from, evaluated: evaluation.asOf }),
    issuer: comparison.bank,
    issuedOn: asOf,
    simulated: comparison.simulated,
    footer: say("footer"),
    blocks: [
      factsOf(comparison, say),
      { kind: "chart", caption: say("chart"), svg: drawBorrowers(comparison, language) },
      { kind: "heading", level: 1, text: say("conclusions") },
      { kind: "list", items: conclude(comparison).map((sentence) => sentence[language]) },
      { kind: "heading", level: 1, text: say("orders") },
      tableBlock(ordersTable(comparison, language), ["left", "left", "right", "right", "right", "right"]),
      { kind: "heading", level: 1, text: say("warnings") },
      tableBlock(warningsTable(comparison, language), ["left", "right", "right", "right", "right"]),
      { kind: "heading", level: 1, text: say("swaps", { cutoff: percent(cutoffPdPpm / 1e6, 2) }) },
      tableBlock(groupsTable(comparison, language), ["left", "right", "right", "right", "right"]),
      { kind: "heading", level: 1, text: say("cross") },
      tableBlock(crossTable(comparison, language)),
      { kind: "heading", level: 1, text: say("list") },
      ...borrowerBlocks(comparison, say, language),
      { kind: "heading", level: 1, text: say("limits") },
      { kind: "list", items: shadowLimits.map((limit) => limit[language]) },
      { kind: "paragraph", text: say("leftOut", { ...comparison.counts }) },
      { kind: "heading", level: 1, text: say("parameters") },
      parametersTable(comparison, say, language),
      { kind: "notice", text: say("sealed", { ...sealed }) },
      { kind: "signatures", parties: [say("signer"), say("committee")] },
    ],
  };
}

function factsOf({ counts, warnings, agreement }: ShadowComparison, say: Say): DocumentBlock {
  const [any] = warnings;
  const fact = (label: string, value: string) => ({ label, value, source: null });
  const { tau, interval } = agreement;
  return {
    kind: "facts",
    items: [
      fact(
        say("borrowers"),
        say("borrowersValue", { count: counts.borrowers, balance: formatWan(BigInt(counts.balanceFen)) }),
      ),
      fact(say("trouble"), say("troubleValue", { trouble: counts.trouble, default: counts.default })),
      fact(say("warned"), any === undefined ? "—" : shareText(any.warned)),
      fact(say("falseAlerts"), any === undefined ? "—" : shareText(any.falseAlerts)),
      fact(
        say("tau"),
        tau === null
          ? "—"
          : `${tau.toFixed(2)}${interval === null ? "" : `（${interval[0].toFixed(2)}–${interval[1].toFixed(2)}）`}`,
      ),
    ],
  };
}

/** In trouble first, then by PD. */
function borrowerBlocks(
  { borrowers }: ShadowComparison,
  say: Say,
  language: Language,
): readonly DocumentBlock[] {
  const gravity = { default: 0, trouble: 1, missed: 2, sound: 2 } as const;
  const ordered = borrowers.toSorted(
    (left, right) => gravity[left.outcome.kind] - gravity[right.outcome.kind],
  );
  const shown = ordered.slice(0, printedBorrowers);
  const rest = borrowers.length - shown.length;
  return [
    {
      kind: "table",
      caption: null,
      columns: [
        { title: say("name"), align: "left", share: 0.2 },
        { title: say("balance"), align: "right" },
        { title: say("rating"), align: "center" },
        { title: say("bankClass"), align: "left", share: 0.08 },
        { title: say("maxDays"), align: "right" },
        { title: say("outcome"), align: "left", share: 0.1 },
        { title: say("grade"), align: "center" },
        { title: say("pd"), align: "right" },
        { title: say("firstAlert"), align: "left", share: 0.2 },
        { title: say("leadMissed"), align: "right" },
      ],
      rows: shown.map((one) => borrowerRow(one, say, language)),
    },
    ...(rest > 0 ? [{ kind: "paragraph" as const, text: say("listRest", { count: rest }) }] : []),
  ];
}

function borrowerRow(one: ShadowBorrower, say: Say, language: Language): readonly string[] {
  const { outcome, ours, warning } = one;
  const alert = warning?.first.yellow ?? null;
  return [
    one.name,
    formatWan(BigInt(one.balanceFen)),
    one.bankRating ?? "—",
    classText(one.bankClass, language),
    String(outcome.maxDaysPastDue),
    say(outcome.kind === "trouble" ? "troubled" : outcome.kind),
    ours?.grade ?? "—",
    ours === null ? "—" : percent(ours.pd, 2),
    alert === null ? "—" : `${alert.on} ${ruleOf(alert.rule).name[language]}`,
    warning?.leadToMissedDays == null ? "—" : String(warning.leadToMissedDays),
  ];
}

function parametersTable(
  { parameters, ratingOrder }: ShadowComparison,
  say: Say,
  language: Language,
): DocumentBlock {
  return {
    kind: "table",
    caption: null,
    columns: [
      { title: say("parameter"), align: "left", share: 0.58 },
      { title: say("value"), align: "right", share: 0.14 },
      { title: say("effective"), align: "left", share: 0.12 },
      { title: say("origin"), align: "left", share: 0.16 },
    ],
    rows: [
      ...parameters.map((one) => [
        one[language],
        one.unit === "ppm" ? percent(Number(one.value) / 1e6, 2) : one.value,
        one.effectiveFrom,
        say(one.origin === "rule" ? "ruleOrigin" : one.origin),
      ]),
      [say("ratingOrder"), ratingOrder.join(" "), "", say("designChoice")],
    ],
  };
}

function tableBlock(
  table: ExportTable,
  aligns: readonly ("left" | "right" | "center")[] = [],
): DocumentBlock {
  return {
    kind: "table",
    caption: null,
    columns: table.columns.map((title, index) => ({
      title,
      align: aligns[index] ?? (index === 0 ? "left" : "right"),
    })),
    rows: table.rows.map((row) =>
      row.map((cell) =>
        cell === null
          ? "—"
          : typeof cell !== "object"
            ? String(cell)
            : "fen" in cell
              ? formatYuan(cell.fen).replace(/\B(?=(\d{3})+\.)/g, ",")
              : percent(cell.ppm / 1e6, 2),
      ),
    ),
  };
}
