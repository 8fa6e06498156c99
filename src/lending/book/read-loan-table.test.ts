import { describe, expect, it } from "vitest";
import { createFindingList } from "./finding.ts";
import { layoutOf } from "./loan-file-columns.ts";
import { ownNames, readLoanFileMapping } from "./loan-file-mapping.ts";
import { readLoanTable } from "./read-loan-table.ts";

const { columns } = layoutOf("classes");
const wanted = { number: "J1", on: "2026-06-01", class: "specialMention" };

function read(bytes: Uint8Array, mapping = ownNames) {
  const findings = createFindingList();
  const table = readLoanTable({ file: "f", label: "五级分类", bytes }, columns, mapping, findings);
  return { values: table.rows.map((row) => row.values), rowCount: table.rowCount, findings: findings.all };
}

const utf8 = (text: string) => new TextEncoder().encode(text);

describe("a bank's file", () => {
  it.each([
    ["commas in UTF-8", utf8("借据号,分类日期,五级分类\nJ1,2026-06-01,关注\n")],
    [
      "a byte-order mark and carriage returns",
      utf8("\uFEFF借据号,分类日期,五级分类\r\nJ1,2026-06-01,关注\r\n"),
    ],
    ["upright strokes, other order, compact dates", utf8("五级分类|借据号|分类日期\n关注|J1|20260601")],
    ["quotes", utf8('借据号,分类日期,五级分类\n"J1","2026-06-01","关注"\n')],
    [
      "GB18030",
      // 借据号,分类日期,五级分类 / J1,2026-06-01,关注
      Uint8Array.from([
        0xbd, 0xe8, 0xbe, 0xdd, 0xba, 0xc5, 0x2c, 0xb7, 0xd6, 0xc0, 0xe0, 0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xce,
        0xe5, 0xbc, 0xb6, 0xb7, 0xd6, 0xc0, 0xe0, 0x0a, 0x4a, 0x31, 0x2c, 0x32, 0x30, 0x32, 0x36, 0x2d, 0x30,
        0x36, 0x2d, 0x30, 0x31, 0x2c, 0xb9, 0xd8, 0xd7, 0xa2, 0x0a,
      ]),
    ],
  ])("is read with %s", (_name, bytes) => {
    expect(read(bytes)).toEqual({ values: [wanted], rowCount: 1, findings: [] });
  });

  it("is read by the bank's own names and codes", () => {
    const mapping = readLoanFileMapping(
      JSON.stringify({
        columns: { 五级分类: { 借据号: "LOAN_NO", 分类日期: "DT", 五级分类: "CLS" } },
        values: { 五级分类: { "2": "关注" } },
      }),
    );
    expect(read(utf8("LOAN_NO|DT|CLS|X\nJ1|20260601|2|?\n"), mapping).values).toEqual([wanted]);
  });

  it("names row, field and value of what it cannot read", () => {
    const { values, rowCount, findings } = read(
      utf8("借据号,分类日期,五级分类\nJ1,2026-02-30,关注\nJ2,2026-06-01,好\n"),
    );
    expect(values).toEqual([]);
    expect(rowCount).toBe(2);
    expect(findings).toMatchObject([
      { code: "malformed", row: 2, field: "分类日期", found: "2026-02-30" },
      {
        code: "malformed",
        row: 3,
        field: "五级分类",
        found: "好",
        expected: "正常 · 关注 · 次级 · 可疑 · 损失",
      },
    ]);
    expect(read(utf8("借据号,五级分类\n")).findings).toMatchObject([
      { code: "missingColumn", field: "分类日期" },
    ]);
  });

  it("refuses a mapping that is none", () => {
    expect(() => readLoanFileMapping("[")).toThrow(
      expect.objectContaining({ code: "LENDING_MAPPING_MALFORMED" }),
    );
  });
});
