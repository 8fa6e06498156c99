import { describe, expect, it } from "vitest";
import { readEnterpriseList } from "./index.ts";

const on = "2026-11-22";
const header = [
  "企业代码",
  "企业名称",
  "统一社会信用代码",
  "行业代码",
  "年份",
  "从业人员",
  "营业收入（万元）",
  "企业主",
];
const codesOf = (notes: readonly { row: number; code: string }[]): string[] =>
  notes.map(({ row, code }) => `${row} ${code}`);

describe("a list of enterprises", () => {
  it("is read with money in 万元 and a size", () => {
    const read = readEnterpriseList(
      [header, ["E1", "甲厂", "91350100M000100Y43", "C34", "2025", "1,200", "1234.567891", "王一"], ["", ""]],
      on,
    );
    expect(read.problems).toEqual([]);
    expect(read.warnings).toEqual([]);
    expect(read.enterprises).toEqual([
      {
        row: 2,
        code: "E1",
        name: "甲厂",
        uscc: "91350100M000100Y43",
        region: null,
        industry: "C34",
        size: { year: 2025, employees: 1200, revenueFen: 1_234_567_891n, assetsFen: null },
        ownerName: "王一",
      },
    ]);
  });

  it("takes English headers in any order, and half-width brackets", () => {
    expect(
      readEnterpriseList(
        [
          ["name", "code"],
          ["甲厂", "E1"],
        ],
        on,
      ).enterprises,
    ).toHaveLength(1);
    const wan = readEnterpriseList(
      [
        ["企业代码", "企业名称", "年份", "资产总额(万元)"],
        ["E1", "甲", "2025", "5"],
      ],
      on,
    );
    expect(wan.enterprises[0]?.size?.assetsFen).toBe(5_000_000n);
  });

  it("names the row and the reason of every problem, and warns of a check digit", () => {
    const read = readEnterpriseList(
      [
        header,
        ["E1", "甲厂", "91350211M0000XUF46", "C34", "2025", "50", "400", ""],
        ["E1", "", "12", "34", "25", "-1", "1.2345678", ""],
        ["", "丙厂", "91350211M0000XUF46", "", "", "", "", ""],
      ],
      on,
    );
    expect(codesOf(read.warnings)).toEqual(["2 LIST_USCC_CHECK_DIGIT", "4 LIST_USCC_CHECK_DIGIT"]);
    expect(codesOf(read.problems)).toEqual([
      "3 LIST_CODE_REPEATED",
      "3 LIST_NAME_MISSING",
      "3 LIST_USCC_MALFORMED",
      "3 LIST_INDUSTRY_MALFORMED",
      "3 LIST_YEAR_MALFORMED",
      "3 LIST_NUMBER_MALFORMED",
      "3 LIST_NUMBER_MALFORMED",
      "4 LIST_CODE_MISSING",
      "4 LIST_USCC_REPEATED",
    ]);
  });

  it("needs code and name, and at least one row", () => {
    expect(codesOf(readEnterpriseList([["代码"], ["E1"]], on).problems)).toEqual([
      "1 LIST_COLUMN_MISSING",
      "1 LIST_COLUMN_MISSING",
    ]);
    expect(codesOf(readEnterpriseList([header], on).problems)).toEqual(["1 LIST_EMPTY"]);
  });
});
