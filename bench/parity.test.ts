import { expect, it } from "vitest";
import { benchParity } from "./parity.bench.ts";

it("runs the parity benchmark in small, with its checks", async () => {
  const engines: string[] = [];
  for await (const { engine, differing } of benchParity(500)) {
    expect(differing).toBe(0);
    engines.push(engine);
  }
  expect(engines.length).toBeGreaterThanOrEqual(6);
});
