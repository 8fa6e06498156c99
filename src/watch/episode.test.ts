import { describe, expect, it } from "vitest";
import { type Alert, applyAction, actionsFrom } from "./alert.ts";
import { deadlineOf } from "./alert-duty.ts";
import { type Episode, stepEpisode } from "./episode.ts";
import { measureAlerts } from "./measure-alerts.ts";
import type { RuleResult } from "./rule.ts";

const hit = (level: "yellow" | "red"): RuleResult => ({
  kind: "hit",
  level,
  sentence: "salesDown",
  figures: {},
  evidence: [],
});
const finding = (result: RuleResult) => ({ enterpriseId: "E1", rule: "salesDown" as const, result });
const open: Episode = {
  enterpriseId: "E1",
  rule: "salesDown",
  raisedOn: 100,
  lastHitOn: 100,
  endedOn: null,
  level: "yellow",
};

describe("an episode", () => {
  it("is raised once, holds between hit and release, and ends by release", () => {
    expect(stepEpisode(null, finding(hit("yellow")), 100)).toMatchObject({ kind: "raised" });
    expect(stepEpisode(open, finding(hit("yellow")), 107)).toMatchObject({ kind: "held", worsened: false });
    expect(stepEpisode(open, finding({ kind: "clear", released: false }), 107)).toBeNull();
    expect(stepEpisode(open, finding({ kind: "clear", released: true }), 107)).toMatchObject({
      kind: "ended",
      episode: { endedOn: 107 },
    });
    expect(stepEpisode(open, finding({ kind: "notComputable", reason: "noData" }), 107)).toBeNull();
  });
  it("cools down after its end, unless it comes back graver", () => {
    const ended = { ...open, endedOn: 120 };
    expect(stepEpisode(ended, finding(hit("yellow")), 150)).toBeNull();
    expect(stepEpisode(ended, finding(hit("red")), 150)).toMatchObject({ kind: "raised" });
    expect(stepEpisode(ended, finding(hit("yellow")), 181)).toMatchObject({ kind: "raised" });
  });
  it("goes on where it ended on the day it was raised, and is not changed by an earlier day", () => {
    const ended = { ...open, endedOn: 100 };
    expect(stepEpisode(ended, finding(hit("yellow")), 100, 0)).toMatchObject({
      kind: "resumed",
      episode: { raisedOn: 100, endedOn: null, level: "yellow" },
    });
    expect(stepEpisode(ended, finding(hit("yellow")), 101, 0)).toMatchObject({ kind: "raised" });
    expect(stepEpisode(open, finding({ kind: "clear", released: true }), 99)).toBeNull();
  });
});

const alert: Alert = {
  id: "a",
  enterpriseId: "E1",
  rule: "salesDown",
  level: "red",
  state: "raised",
  raisedOn: "2025-01-10",
  lastHitOn: "2025-01-10",
  endedOn: null,
  ownerId: null,
  dueOn: "2025-01-14",
  escalatedOn: null,
  sentence: "salesDown",
  figures: {},
  evidence: [],
  knownAt: 1,
  settlement: null,
};
const by = { userId: "u", atMs: 0 };

describe("an alert", () => {
  it("goes its way and no other", () => {
    expect(actionsFrom("raised")).toEqual(["assign"]);
    const assigned = applyAction(alert, { kind: "assign", ownerId: "u" }, by);
    expect(assigned.state).toBe("assigned");
    expect(() => applyAction(assigned, { kind: "act", note: "x" }, by)).toThrow("not possible");
    const investigated = applyAction(assigned, { kind: "investigate", note: "x" }, by);
    expect(
      applyAction(investigated, { kind: "close", reason: "recovered", note: "x" }, by).settlement,
    ).toMatchObject({ by: "u" });
    expect(() => applyAction(investigated, { kind: "close", reason: "dataFault", note: "x" }, by)).toThrow(
      "does not fit",
    );
  });
  it("has working days to be settled", () => {
    // Friday 10 January 2025: Monday and Tuesday are the two working days.
    expect(deadlineOf("red", "2025-01-10")).toBe("2025-01-14");
    // The new year's holiday of 2025 lasted from 28 January to 4 February.
    expect(deadlineOf("red", "2025-01-27")).toBe("2025-02-06");
  });
});

describe("the measures", () => {
  it("count what was warned of before an instalment was missed", () => {
    const missed: Alert = { ...alert, id: "m", rule: "instalmentMissed", raisedOn: "2025-03-11" };
    const surprise: Alert = { ...missed, id: "s", enterpriseId: "E2" };
    const measures = measureAlerts([alert, missed, surprise], {
      enterprises: 50,
      from: "2025-01-01",
      to: "2025-03-31",
    });
    expect(measures).toMatchObject({ raised: 3, defaults: 2, warned: 1, medianLeadDays: 60 });
    expect(measures.perHundredAMonth).toBeCloseTo(2, 5);
  });
});
