import { describe, expect, it } from "vitest";
import { dayNumberOf } from "#kernel";
import { emptyCohort } from "./cohort.ts";
import type { Episode } from "./episode.ts";
import type { RuleFinding } from "./evaluate-rules.ts";
import type { AlertLevel, RuleCode } from "./rule.ts";
import { watchRules } from "./rule-list.ts";
import { gravestFirst, tellingOf } from "./telling.ts";
import { seriesWith } from "./testing/plain-series.ts";
import type { WatchSeries } from "./watch-series.ts";

const may = dayNumberOf("2026-05-20");
const hitOf = (rule: RuleCode, level: AlertLevel): RuleFinding => ({
  enterpriseId: "E1",
  rule,
  result: { kind: "hit", level, sentence: "", figures: {}, evidence: [] },
});
const episodeOf = (rule: RuleCode, level: AlertLevel, raisedOn = may): Episode => ({
  enterpriseId: "E1",
  rule,
  raisedOn,
  lastHitOn: raisedOn,
  endedOn: null,
  level,
});

type Hits = Partial<Record<RuleCode, AlertLevel>>;

/** Whether the first of the hits is told, all other rules being clear. */
function isTold(
  hits: Hits,
  {
    series = seriesWith({}),
    asOf = may,
    others = [],
  }: { readonly series?: WatchSeries; readonly asOf?: number; readonly others?: readonly Episode[] } = {},
): boolean {
  const findings = watchRules.map(({ code }): RuleFinding => {
    const level = hits[code];
    if (level !== undefined) return hitOf(code, level);
    return { enterpriseId: "E1", rule: code, result: { kind: "clear", released: true } };
  });
  const [first] = Object.entries(hits) as [RuleCode, AlertLevel][];
  if (first === undefined) throw new Error("no hit");
  const telling = tellingOf(series, findings, { asOf, cohortOn: () => emptyCohort });
  return telling.isTold(episodeOf(first[0], first[1], asOf), others);
}

describe("what is told", () => {
  it("is work that falls in three sources, or in two beside money, prices or registers", () => {
    expect(isTold({ runningDown: "red" })).toBe(false);
    expect(isTold({ runningDown: "red", energyDown: "red" })).toBe(false);
    expect(isTold({ runningDown: "red", ordersDown: "red" })).toBe(false);
    expect(isTold({ runningDown: "red", ordersDown: "red", workforceDown: "yellow" })).toBe(true);
    expect(isTold({ runningDown: "red", ordersDown: "red", payerLate: "yellow" })).toBe(true);
    expect(isTold({ runningDown: "red", ordersDown: "red", couplingBroken: "yellow" })).toBe(false);
  });

  it("is of the others a grave fact, or what another source says as well", () => {
    expect(isTold({ specialRisk: "red" })).toBe(true);
    expect(isTold({ payerLate: "red" })).toBe(false);
    expect(isTold({ specialRisk: "orange" })).toBe(false);
    expect(isTold({ accountStrain: "yellow" })).toBe(false);
    expect(isTold({ accountStrain: "yellow", debtUp: "yellow" })).toBe(true);
    // Receipts and the account are one source: the same statements.
    expect(isTold({ accountStrain: "yellow", receiptsBehind: "yellow" })).toBe(false);
    expect(isTold({ couplingBroken: "orange", ordersDown: "orange" })).toBe(false);
    expect(isTold({ couplingBroken: "orange", debtUp: "yellow" })).toBe(true);
  });

  it("is told once, and again when graver", () => {
    const hits: Hits = { ordersDown: "orange", runningDown: "red", workforceDown: "orange" };
    expect(isTold(hits, { others: [episodeOf("salesDown", "orange", may - 30)] })).toBe(false);
    expect(isTold(hits, { others: [episodeOf("salesDown", "yellow", may - 30)] })).toBe(true);
    expect(isTold(hits, { others: [episodeOf("payerLate", "red", may - 30)] })).toBe(true);
    const same = [hitOf("energyDown", "orange"), hitOf("runningDown", "red"), hitOf("ordersDown", "orange")];
    expect(gravestFirst(same).map(({ rule }) => rule)).toEqual(["runningDown", "energyDown", "ordersDown"]);
  });

  it("is nothing that compares days while the works stand still for the new year, nor anything after a default", () => {
    const asOf = dayNumberOf("2026-02-25");
    const hits: Hits = { ordersDown: "red", runningDown: "red", workforceDown: "red" };
    expect(isTold(hits)).toBe(true);
    expect(isTold(hits, { asOf })).toBe(false);
    expect(isTold({ specialRisk: "red" }, { asOf })).toBe(true);
    const loansOf = (daysPastDue: number): WatchSeries =>
      seriesWith({
        loans: {
          kind: "known",
          // A bank's book need not have every day.
          series: { days: Int32Array.of(may - 40, may - 3), daysPastDue: Int32Array.of(0, daysPastDue) },
        },
      });
    expect(isTold(hits, { series: loansOf(91) })).toBe(false);
    expect(isTold(hits, { series: loansOf(60) })).toBe(true);
    expect(isTold({ instalmentMissed: "red" }, { series: loansOf(91) })).toBe(true);
  });
});
