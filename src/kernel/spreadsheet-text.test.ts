import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spreadsheetText } from "./spreadsheet-text.ts";

describe("a cell of a file for a spreadsheet program", () => {
  it("starts no formula, whatever a name begins with", () => {
    const formulas = [
      "=1+1",
      "+1+1",
      "-2+3+cmd|' /C calc'!A0",
      "@SUM(A1)",
      "\t=1",
      "\r=1",
      " =1",
      "＝1+1",
      "－1+A1",
    ];
    for (const text of formulas) expect(spreadsheetText(text)).toBe(`'${text}`);
    fc.assert(
      fc.property(fc.constantFrom(..."=+-@＝＋－＠"), fc.string(), (first, rest) => {
        const written = spreadsheetText(first + rest);
        expect(written.startsWith("'") || /^[+-]\d+(\.\d+)?%?$/.test(written)).toBe(true);
      }),
    );
  });

  it("leaves numbers and names as they are", () => {
    for (const text of ["", "-12.50", "+3%", "福州某机械厂", "2026-11-22", "a=b"]) {
      expect(spreadsheetText(text)).toBe(text);
    }
  });
});
