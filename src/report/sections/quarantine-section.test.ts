import { describe, expect, it } from "vitest";
import type { InputFile } from "../evaluation.ts";
import { quarantineSection } from "./quarantine-section.ts";

const file = (quarantined: number, quarantinedRows?: InputFile["quarantinedRows"]): InputFile => ({
  file: "sales.csv",
  layout: "invoices-sale",
  read: 9,
  stored: 9 - quarantined,
  duplicates: 0,
  quarantined,
  flagged: { amountsDoNotAddUp: 0, numberReused: 0 },
  problem: null,
  ...(quarantinedRows === undefined ? {} : { quarantinedRows }),
});

describe("the quarantined rows of a report", () => {
  it("are left out where every row was taken", () => {
    expect(quarantineSection([file(0)]).markup).toBe("");
  });

  it("say file, row, field and reason in both languages, with how many there are", () => {
    const raw = "E1,1,2019/13/1,<b>";
    const row = {
      row: 1234,
      field: "开票日期",
      code: "DATE_MALFORMED",
      zh: "日期不对",
      en: "Wrong date",
      raw,
    };
    const { markup } = quarantineSection([file(5, [row, { ...row, field: "" }]), file(1)]);
    for (const text of ["sales.csv", "1,234", "开票日期", "日期不对", "Wrong date", "&lt;b&gt;", "6 in all"])
      expect(markup).toContain(text);
    expect(markup).toContain("（整行）");
    expect(markup).not.toContain("<b>");
  });
});
