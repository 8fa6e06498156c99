import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { builtInMappings, readMapping } from "./mapping.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-mapping-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const machines = builtInMappings().find(({ id }) => id === "sme-machines");
if (machines?.mapping !== "touchstone-readings@1") throw new Error("no layout of machines");
const { time } = machines;

function problemOf(content: unknown): string {
  const path = join(folder, "mine.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  try {
    return readMapping(path).id;
  } catch (fault) {
    return (fault as Error).message;
  }
}

describe("a mapping file", () => {
  it("is taken when it is one of the built-in ones", () => {
    for (const mapping of builtInMappings()) expect(problemOf(mapping)).toBe(mapping.id);
  });

  it("is refused with its name and the key that is wrong", () => {
    const wrong: readonly (readonly [unknown, string])[] = [
      ['{"a":1,}', "JSON at position 7"],
      [{ ...machines, mapping: "x" }, "mapping: Invalid discriminator value"],
      [{ ...machines, extra: 1 }, '"extra"'],
      [{ ...machines, asset: { colum: "x" } }, 'asset: expected {"column": "…"} or {"constant": "…"}'],
      [{ ...machines, time: { ...time, zone: "Asia/Shangai" } }, "time.zone: expected an IANA name"],
      [{ ...machines, time: { ...time, format: "YYYY-MM-DD YYYY" } }, "time.format: expected YYYY"],
      [{ ...machines, time: { ...time, format: "HH:mm" } }, "time.format: expected YYYY"],
      [{ ...machines, time: { ...time, format: "YY-MM-DD" } }, "time.format: expected YYYY"],
      [{ ...machines, time: { ...time, interval: { kind: "fix" } } }, "time.interval.kind: Invalid"],
      [{ ...machines, channels: [{ channel: "power_w" }] }, "channels[0].column: expected a column"],
      [{ ...machines, channels: [{ channel: "power_w", column: "x", scale: 0 }] }, "channels[0].scale: "],
    ];
    for (const [content, expected] of wrong) {
      const message = problemOf(content);
      expect(message).toContain("mine.json");
      expect(message).toContain(expected);
    }
  });
});
