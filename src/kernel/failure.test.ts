import { describe, expect, it } from "vitest";
import { describeFailure } from "./failure.ts";
import { defineFaults } from "./fault.ts";

const faults = defineFaults({
  TEST_AWAY: { kind: "unavailable", zh: "够不到 {place}", en: "cannot reach {place}" },
  TEST_ALTERED: { kind: "integrity", zh: "被改过", en: "altered" },
  TEST_BROKEN: { kind: "internal", zh: "出错", en: "broken" },
});
const plain = { language: "en", isJson: false, isStopped: false } as const;

describe("what a command line says of a failure", () => {
  it("names a fault by code and sentence, and chooses the exit code by its kind", () => {
    const away = faults.fault("TEST_AWAY", { place: "x" });
    expect(describeFailure(away, plain)).toEqual({ text: "TEST_AWAY: cannot reach x\n", exitCode: 3 });
    expect(describeFailure(away, { ...plain, language: "zh" }).text).toBe("TEST_AWAY: 够不到 x\n");
    expect(describeFailure(faults.fault("TEST_ALTERED"), plain).exitCode).toBe(1);
  });

  it("is one JSON document when asked", () => {
    const { text } = describeFailure(faults.fault("TEST_ALTERED"), { ...plain, isJson: true });
    expect(JSON.parse(text)).toEqual({
      error: { code: "TEST_ALTERED", kind: "integrity", message: "altered" },
    });
  });

  it("shows where an internal fault and a surprise come from", () => {
    const { text, exitCode } = describeFailure(faults.fault("TEST_BROKEN", {}, new Error("disk")), plain);
    expect(text).toContain("TEST_BROKEN: broken\nError: disk\n    at ");
    expect(exitCode).toBe(3);
    expect(describeFailure("no error at all", plain)).toEqual({ text: "no error at all\n", exitCode: 3 });
  });

  it("says that the user stopped it, whatever was thrown on the way", () => {
    const isStopped = { ...plain, isStopped: true };
    expect(describeFailure(new Error("aborted"), isStopped)).toEqual({ text: "Stopped\n", exitCode: 130 });
  });
});
