import { expect, it } from "vitest";
import { studyDetection } from "../src/cli/bench/detection-study.ts";

it("measures detection and false accusations on a small region, the same for the same seed", () => {
  const request = {
    seed: "small",
    enterprises: 60,
    months: 14,
    endDay: "2026-06-30",
    perKind: 1,
    onProgress: () => undefined,
  };
  const study = studyDetection(request);
  const cases = Object.values(study.recall).reduce((sum, { of }) => sum + of, 0);
  const rows = Object.values(study.confusion).flatMap((row) => Object.values(row));
  expect(rows.reduce((sum, count) => sum + count, 0)).toBe(60);
  expect(cases).toBeGreaterThanOrEqual(14);
  expect(study.falseAccusation.of).toBeGreaterThan(20);
  expect(study.falseAccusation.high).toBeGreaterThanOrEqual(study.falseAccusation.share);
  const { secondsOfCpu: _first, ...one } = study;
  const { secondsOfCpu: _second, ...other } = studyDetection(request);
  expect(other).toEqual(one);
});
