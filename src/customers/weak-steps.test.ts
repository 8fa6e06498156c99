import { describe, expect, it } from "vitest";
import { type ProcessEvent, reportSteps } from "./weak-steps.ts";

const limits = { abandonedAfterDays: 30, slowShare: 0.4, slowHours: 24, shareLow: 0.1, leastCases: 5 };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = 100 * dayMs;

const at = (caseId: string, step: string, atMs: number, ends: ProcessEvent["ends"] = null): ProcessEvent => ({
  caseId,
  process: "application",
  step,
  atMs,
  ends,
});

describe("weak steps", () => {
  it("are where cases wait, are given up, come back or are refused", () => {
    const events = Array.from({ length: 10 }, (_, index) => {
      const id = String(index);
      const begun = [at(id, "submitted", 0), at(id, "assessed", 2 * hourMs)];
      // Four are sent back once, three are refused after the proposal, two are never gone on with.
      if (index < 4) begun.push(at(id, "submitted", 4 * hourMs), at(id, "assessed", 6 * hourMs));
      if (index >= 8) return begun;
      begun.push(at(id, "proposed", 10 * dayMs));
      begun.push(at(id, index < 3 ? "declined" : "approved", 11 * dayMs, index < 3 ? "rejected" : "done"));
      return begun;
    }).flat();
    const reports = new Map(reportSteps(events, now, limits).map((report) => [report.step, report]));
    expect(reports.get("assessed")).toMatchObject({
      cases: 10,
      dropOff: { hits: 2, total: 10 },
      rework: { hits: 4, total: 10 },
      weaknesses: ["slow", "rework"],
    });
    expect(reports.get("proposed")).toMatchObject({ cases: 8, rejected: { hits: 3, total: 8 } });
    expect(reports.get("submitted")?.medianWaitHours).toBe(2);
  });

  it("call nothing weak of which there are too few cases", () => {
    const few = [at("1", "submitted", 0), at("1", "declined", dayMs, "rejected")];
    expect(reportSteps(few, now, limits).flatMap(({ weaknesses }) => weaknesses)).toEqual([]);
  });

  it("call no step slow that is the only one with a wait, or that takes moments", () => {
    const five = ["1", "2", "3", "4", "5"];
    const only = five.flatMap((id) => [at(id, "asked", 0), at(id, "granted", 9 * dayMs, "done")]);
    const quick = five.flatMap((id) => [
      at(id, "submitted", 0),
      at(id, "assessed", hourMs),
      at(id, "approved", hourMs + 1, "done"),
    ]);
    for (const events of [only, quick]) {
      expect(reportSteps(events, now, limits).flatMap(({ weaknesses }) => weaknesses)).toEqual([]);
    }
  });

  it("count who waits now apart from who gave up", () => {
    const [report] = reportSteps([at("1", "submitted", now - dayMs)], now, limits);
    expect(report).toMatchObject({ waiting: 1, dropOff: { hits: 0 } });
  });
});
