import { expect, it } from "vitest";
import { createRandom } from "#kernel";
import { aucOfRisks, compareApprovals } from "./compare-approvals.ts";

const options = { confidence: 0.95, rounds: 200, random: createRandom("approvals") };

it("counts by hand: ten rows, two bads, half approved", () => {
  // The first ranking puts both bads last; the second puts one of them third.
  const bad = Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
  const first = Float64Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const second = Float64Array.from([1, 2, 4, 5, 6, 7, 8, 9, 3, 10]);
  const found = compareApprovals({ first, second, bad }, { ...options, approvalRate: 0.5 });
  expect(found.firstBadRate.value).toBe(0);
  expect(found.secondBadRate.value).toBeCloseTo(1 / 5, 12);
  expect(found.badRateFall.value).toBe(1);
  // The whole sample has 2 bads in 10: all ten may be approved at a bad rate of one in five.
  expect(found.approvalsRise.value).toBeCloseTo(1, 12);
});

it("a ranking against itself changes nothing", () => {
  const random = createRandom("self");
  const risk = Float64Array.from({ length: 300 }, () => random.next());
  const bad = Uint8Array.from(risk, (value) => (random.next() < value / 3 ? 1 : 0));
  const found = compareApprovals({ first: risk, second: risk, bad }, { ...options, approvalRate: 0.7 });
  expect(found.badRateFall).toEqual({ value: 0, low: 0, high: 0 });
  expect(found.approvalsRise.value).toBeGreaterThanOrEqual(-1e-12);
});

it("equal risks at the border count in part", () => {
  const flat = new Float64Array(10);
  const bad = Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  const found = compareApprovals({ first: flat, second: flat, bad }, { ...options, approvalRate: 0.35 });
  expect(found.firstBadRate.value).toBeCloseTo(0.1, 12);
  expect(aucOfRisks(flat, bad, 0.95).value).toBe(0.5);
});

it("the interval of a better ranking lies above none", () => {
  const random = createRandom("better");
  const truth = Float64Array.from({ length: 2000 }, () => random.next());
  const bad = Uint8Array.from(truth, (value) => (random.next() < 0.1 * value ** 2 * 3 ? 1 : 0));
  const noisy = truth.map((value) => value + 1.5 * random.next());
  const found = compareApprovals({ first: truth, second: noisy, bad }, { ...options, approvalRate: 0.7 });
  expect(found.badRateFall.low).toBeGreaterThan(0);
  expect(found.badRateFall.low).toBeLessThan(found.badRateFall.value);
  expect(found.badRateFall.high).toBeGreaterThan(found.badRateFall.value);
});
