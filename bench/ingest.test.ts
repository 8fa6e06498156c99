import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { measureIngest } from "../src/cli/bench/ingest/measure-ingest.ts";

test("the bench of the ways in finds everything acknowledged in the log exactly once, small", async () => {
  const times = await measureIngest({ messages: 800, batches: 32, batchRows: 20 }, tmpdir());
  const own = times.filter(({ server }) => server === "touchstone");
  expect(own.map(({ load }) => load)).toEqual(["full", "half", "full", "half", "full", "half"]);
  expect(own.filter(({ load }) => load === "full").map(({ messages }) => messages)).toEqual([800, 800, 32]);
  expect(own.every(({ messages, receiptMs }) => messages > 0 && receiptMs.p99 > 0)).toBe(true);
  expect(own.every(({ cpuMs }) => cpuMs > 0)).toBe(true);
  expect(times.filter(({ server }) => server === "aedes")).toHaveLength(2);
});
