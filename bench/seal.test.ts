import { expect, test } from "vitest";
import { benchSeal } from "./seal.bench.ts";

test("the seal benchmark checks its results and runs, small", async () => {
  const times = await benchSeal(4000, 20);
  expect(times).toMatchObject({ rows: 4000, batches: 20 });
  expect(times.sealCpuMs).toBeGreaterThan(0);
});
