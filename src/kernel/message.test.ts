import { describe, expect, it } from "vitest";
import { defineFaults, defineMessages, formatMessage, parameterNamesOf } from "./index.ts";

describe("messages", () => {
  const catalogue = defineMessages({
    stored: { zh: "{file}：存入 {rows} 行", en: "{file}: {rows} rows stored" },
  });

  it("speak both languages with the same parameters", () => {
    expect(catalogue.sentence("stored", "zh", { file: "a.csv", rows: 3 })).toBe("a.csv：存入 3 行");
    expect(catalogue.both("stored", { file: "a.csv", rows: 3 })).toEqual({
      zh: "a.csv：存入 3 行",
      en: "a.csv: 3 rows stored",
    });
  });

  it("leave a parameter visible that was not given", () => {
    expect(formatMessage("{a} and {b}", { a: 1 })).toBe("1 and {b}");
  });

  it("name their parameters once each", () => {
    expect(parameterNamesOf("{b} {a} {b}")).toEqual(["a", "b"]);
  });
});

describe("faults", () => {
  const faults = defineFaults({
    ROOM_FULL: { kind: "unavailable", zh: "{count} 个已满", en: "{count} are full" },
  });

  it("carry code, kind, parameters, both sentences and the cause", () => {
    const cause = new Error("disk");
    const fault = faults.fault("ROOM_FULL", { count: 2 }, cause);
    expect(fault).toMatchObject({ code: "ROOM_FULL", kind: "unavailable", message: "2 are full", cause });
    expect(fault.sentence("zh")).toBe("2 个已满");
  });
});
