import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { belowFen, parseFen, parseScaled, plainNumber, tooLarge } from "./parse-number.ts";

const fenOf = (text: string): number => {
  const bytes = Buffer.from(text, "utf8");
  return parseFen(bytes, 0, bytes.length);
};

describe("amounts", () => {
  it("go from digits to whole fen without a fraction in between", () => {
    expect(fenOf("-943.4")).toBe(-94340);
    expect(fenOf("0.1")).toBe(10);
    expect(fenOf("1000.0")).toBe(100000);
    expect(fenOf(".5")).toBe(50);
    expect(fenOf("12.3400")).toBe(1234);
  });

  it("read back every amount that fits, however it is written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 50), max: 2 ** 50 }),
        fc.integer({ min: 0, max: 3 }),
        (fen, zeros) => {
          const digits = String(Math.abs(fen)).padStart(3, "0");
          const text = `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}${"0".repeat(zeros)}`;
          expect(fenOf(text)).toBe(fen === 0 ? 0 : fen);
        },
      ),
    );
  });

  it("are refused when they are none, smaller than a fen, or too large", () => {
    for (const text of ["", "-", ".", "1,000.00", "abc", "1.2.3", "0x10", "１"])
      expect(fenOf(text)).toBeNaN();
    expect(fenOf("1.005")).toBe(belowFen);
    expect(fenOf("99999999999999999")).toBe(tooLarge);
  });

  it("are read from full-width digits and thousands separators in a second attempt", () => {
    expect(plainNumber("　１２３．４５ ")).toBe("123.45");
    expect(plainNumber("1,234,567.8")).toBe("1234567.8");
    expect(plainNumber("¥ 12")).toBe("12");
    expect(plainNumber("1,23")).toBe("1,23");
  });
});

describe("scaled values", () => {
  it("are rounded half away from zero on their digits", () => {
    expect(parseScaled("3.17", 1000)).toBe(3170);
    expect(parseScaled("40.68299865722656", 1000)).toBe(40683);
    expect(parseScaled("0.0005", 1000)).toBe(1);
    expect(parseScaled("-0.0005", 1000)).toBe(-1);
    expect(parseScaled("2.0", 1)).toBe(2);
    expect(parseScaled("1e3", 1)).toBe(1000);
    expect(parseScaled("15", 0.1)).toBe(2);
    expect(parseScaled("1e300", 1)).toBe(tooLarge);
    expect(parseScaled("12a", 1)).toBeNaN();
  });

  it("equal exact arithmetic in bigints", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 9 }),
        (digits, decimals) => {
          const text = String(digits).padStart(decimals + 1, "0");
          const at = text.length - decimals;
          const written = decimals === 0 ? text : `${text.slice(0, at)}.${text.slice(at)}`;
          const divisor = 10n ** BigInt(decimals);
          const expected = Number((2n * BigInt(digits) * 1000n + divisor) / (2n * divisor));
          expect(parseScaled(written, 1000)).toBe(expected);
        },
      ),
    );
  });
});
