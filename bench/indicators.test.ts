import { expect, it } from "vitest";
import { measureAggregates } from "../src/cli/bench/indicators/aggregate-times.ts";
import { computePart } from "../src/cli/bench/indicators/compute-region.ts";
import { benchIndicators } from "./indicators.bench.ts";

it("runs the indicator benchmark in small, with its checks", async () => {
  const times = await benchIndicators(5, 5_000, 1);
  expect(times.loadMs).toBeGreaterThan(0);
});

it("aggregates readings on arrival as ClickHouse and DuckDB do", async () => {
  const { results, cells } = await measureAggregates({ readings: 60_000, assets: 8, blockReadings: 512 }, 1);
  expect(results.map(({ name }) => name)).toEqual(["on arrival", "ClickHouse, embedded", "DuckDB"]);
  // 60,000 readings of 8 assets, two each a minute, are 3,750 minutes: three days begun.
  expect(cells).toBe(8 * 3);
});

it("computes all indicators of a simulated region, most of them present", () => {
  const request = { seed: "bench", enterprises: 20, months: 12, endDay: "2026-10-31" } as const;
  const { present, asked, indicatorsMs } = computePart({ request, from: 0, step: 5 });
  expect(indicatorsMs).toHaveLength(4);
  expect(present / asked).toBeGreaterThan(0.6);
});
