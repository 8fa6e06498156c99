import { expect, it } from "vitest";
import { firstDataSummary, timeToFirstDataMs } from "./first-data.ts";

it("counts from registration to the first accepted batch, and says nothing of those that sent none", () => {
  const silent = { registeredAtMs: 100, activatedAtMs: null };
  expect(timeToFirstDataMs(silent)).toBeNull();
  expect(firstDataSummary([silent])).toBeNull();
  const quick = { registeredAtMs: 100, activatedAtMs: 160 };
  const slow = { registeredAtMs: 100, activatedAtMs: 400 };
  const middle = { registeredAtMs: 0, activatedAtMs: 90 };
  expect(firstDataSummary([slow, silent, quick, middle])).toEqual({
    count: 3,
    medianMs: 90,
    fastestMs: 60,
    slowestMs: 300,
  });
});
