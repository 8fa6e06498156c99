import { describe, expect, it } from "vitest";
import type { LoanClass } from "../loan.ts";
import {
  type ClassFacts,
  classRules,
  computeClass,
  type RecordedFact,
  recordedFacts,
} from "./class-rules.ts";
import { classThresholds } from "./parameters.ts";

const quiet: ClassFacts = {
  regime: "smallRetail",
  daysPastDue: 0,
  recorded: new Set(),
  isRenewal: false,
  restructuring: null,
  isWrittenOff: false,
  debtorNonPerformingPpm: 0,
};
const non: ClassFacts = { ...quiet, regime: "nonRetail" };
const recording = (...facts: RecordedFact[]) => ({ recorded: new Set(facts) });

/** 商业银行金融资产风险分类办法, Arts. 7, 10–14, Ch. 3: what is known, and the class that it asks for. */
const table: readonly (readonly [string, ClassFacts, LoanClass])[] = [
  ["nothing past due", quiet, "pass"],
  ["one day past due (Art. 10)", { ...quiet, daysPastDue: 1 }, "specialMention"],
  [
    "7 days for an operational cause",
    { ...quiet, daysPastDue: 7, ...recording("operationalOverdue") },
    "pass",
  ],
  [
    "8 days for an operational cause",
    { ...quiet, daysPastDue: 8, ...recording("operationalOverdue") },
    "specialMention",
  ],
  ["use of funds changed (Art. 10)", { ...quiet, ...recording("useChanged") }, "specialMention"],
  ["borrowed anew to repay (Art. 10)", { ...quiet, ...recording("refinancing") }, "specialMention"],
  ["qualifying 小微续贷", { ...quiet, isRenewal: true, ...recording("refinancing") }, "pass"],
  ["90 days", { ...quiet, daysPastDue: 90 }, "specialMention"],
  ["91 days (Art. 11)", { ...quiet, daysPastDue: 91 }, "substandard"],
  ["credit-impaired (Art. 11)", { ...quiet, ...recording("creditImpaired") }, "substandard"],
  ["rating sharply cut (Art. 11)", { ...quiet, ...recording("ratingCut") }, "substandard"],
  ["270 days", { ...quiet, daysPastDue: 270 }, "substandard"],
  ["271 days (Art. 12)", { ...quiet, daysPastDue: 271 }, "doubtful"],
  ["evades the debt (Art. 12)", { ...quiet, ...recording("evasion") }, "doubtful"],
  ["expected loss of half (Art. 12)", { ...quiet, ...recording("impairedByHalf") }, "doubtful"],
  ["360 days", { ...quiet, daysPastDue: 360 }, "doubtful"],
  ["361 days (Art. 13)", { ...quiet, daysPastDue: 361 }, "loss"],
  ["bankruptcy (Art. 13)", { ...quiet, ...recording("bankruptcy") }, "loss"],
  ["expected loss of nine tenths (Art. 13)", { ...quiet, ...recording("impairedByNineTenths") }, "loss"],
  ["written off", { ...quiet, isWrittenOff: true }, "loss"],
  [
    "under observation (Ch. 3)",
    { ...quiet, restructuring: { times: 1, isObserved: true } },
    "specialMention",
  ],
  ["observation over", { ...quiet, restructuring: { times: 1, isObserved: false } }, "pass"],
  ["restructured again (Ch. 3)", { ...quiet, restructuring: { times: 2, isObserved: true } }, "substandard"],
  ["10 % of the debtor's claims (Art. 7)", { ...non, debtorNonPerformingPpm: 100_000 }, "specialMention"],
  ["more than 10 % of them (Art. 7)", { ...non, debtorNonPerformingPpm: 100_001 }, "substandard"],
  ["the same for 小微 as retail", { ...quiet, debtorNonPerformingPpm: 900_000 }, "pass"],
  [
    "non-performing elsewhere (Art. 10)",
    { ...non, ...recording("nonPerformingElsewhere") },
    "specialMention",
  ],
  ["the same for 小微 as retail, elsewhere", { ...quiet, ...recording("nonPerformingElsewhere") }, "pass"],
  ["20 % overdue at all banks (Art. 11)", { ...non, ...recording("overdueElsewhere") }, "substandard"],
];

describe("the rule table of the five classes", () => {
  it.each(table)("%s", (_name, facts, expected) => {
    expect(computeClass(facts).loanClass).toBe(expected);
  });

  it("keeps every trigger, also those of better classes", () => {
    const facts: ClassFacts = {
      ...non,
      daysPastDue: 300,
      ...recording("useChanged"),
      debtorNonPerformingPpm: 1e6,
    };
    expect(computeClass(facts).triggers).toEqual([
      "overdue",
      "useChanged",
      "debtorNonPerforming",
      "overdue90",
      "contagion",
      "overdue270",
    ]);
  });

  it("presumes an operational cause only where the parameter says so", () => {
    const presumed = { ...classThresholds, operationalPresumed: true };
    expect(computeClass({ ...quiet, daysPastDue: 7 }, presumed).loanClass).toBe("pass");
    expect(computeClass({ ...quiet, daysPastDue: 7 }).loanClass).toBe("specialMention");
  });

  it("has a rule for every record but the excuse, and a text in both languages", () => {
    const codes = classRules.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    const missing = recordedFacts.filter((fact) => !codes.includes(fact));
    expect(missing).toEqual(["operationalOverdue"]);
    for (const { text } of classRules) {
      expect(text.zh).not.toBe("");
      expect(text.en).not.toBe("");
    }
  });
});
