import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bareTwin, checkTwin, elementIdOf, type TwinVersion, twinAt } from "../index.ts";

const version = (number: number, validFrom: string, recordedAtMs: number): TwinVersion => ({
  version: number,
  validFrom,
  recordedAtMs,
  recordedBy: null,
  data: bareTwin(`version ${number}`),
});

describe("a twin as of a moment", () => {
  const versions = [
    version(1, "2026-01-01", 100),
    version(2, "2026-06-01", 200),
    // Recorded last, it corrects what held from January on.
    version(3, "2026-01-01", 300),
  ];
  const numberAt = (on: string, knownAtMs: number): number | null =>
    twinAt(versions, { on, knownAtMs })?.version ?? null;

  it("is what had begun to hold on the day", () => {
    expect(numberAt("2025-12-31", 999)).toBeNull();
    expect(numberAt("2026-05-31", 999)).toBe(3);
    expect(numberAt("2026-06-01", 999)).toBe(2);
  });

  it("is what was known then, before a correction and after it", () => {
    expect(numberAt("2026-05-31", 99)).toBeNull();
    expect(numberAt("2026-05-31", 299)).toBe(1);
    expect(numberAt("2026-05-31", 300)).toBe(3);
    expect(numberAt("2026-07-01", 150)).toBe(1);
  });

  it("does not change for a past moment, whatever is recorded later", () => {
    const days = fc.integer({ min: 1, max: 28 }).map((day) => `2026-02-${String(day).padStart(2, "0")}`);
    fc.assert(
      fc.property(
        fc.array(days, { minLength: 1, maxLength: 12 }),
        days,
        fc.nat(12),
        (from, on, knownAtMs) => {
          const all = from.map((validFrom, index) => version(index + 1, validFrom, index));
          const then = all.filter(({ recordedAtMs }) => recordedAtMs <= knownAtMs);
          expect(twinAt(all, { on, knownAtMs })).toEqual(twinAt(then, { on, knownAtMs }));
        },
      ),
    );
  });
});

describe("an element", () => {
  it("has the same id on every machine, and another in another enterprise", () => {
    const id = elementIdOf("ent_00000000000000000001", "CNC-01");
    expect(id).toMatch(/^elm_[0-9a-f]{20}$/);
    expect(elementIdOf("ent_00000000000000000001", "CNC-01")).toBe(id);
    expect(elementIdOf("ent_00000000000000000002", "CNC-01")).not.toBe(id);
  });

  it("stands in a place of its kind, and never in itself", () => {
    const places = new Map([
      ["line", { kind: "line" as const, code: "L1", parentId: null }],
      ["inner", { kind: "machine" as const, code: "M2", parentId: "outer" }],
      ["meter", { kind: "meter" as const, code: "D1", parentId: null }],
    ]);
    const codesOf = (parentId: string): readonly string[] =>
      checkTwin(
        { id: "outer", kind: "machine", code: "M1" },
        { ...bareTwin("M1"), parentId },
        (id) => places.get(id) ?? null,
      ).map(({ code }) => code);
    expect(codesOf("line")).toEqual([]);
    expect(codesOf("meter")).toEqual(["DEVICE_PARENT_KIND"]);
    expect(codesOf("nowhere")).toEqual(["DEVICE_PARENT_UNKNOWN"]);
    expect(codesOf("outer")).toEqual(["DEVICE_PARENT_CYCLE"]);
    expect(codesOf("inner")).toEqual(["DEVICE_PARENT_CYCLE"]);
  });
});
