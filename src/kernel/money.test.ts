import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Fen,
  type RoundingMode,
  allocate,
  formatWan,
  formatYuan,
  multiplyByRate,
  parseFen,
  parseYuan,
  tryParseYuan,
} from "./index.ts";

const fen = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const ratePpm = fc.integer({ min: -5_000_000, max: 5_000_000 });
const modes: readonly RoundingMode[] = ["halfUp", "halfEven", "floor", "ceiling", "truncate"];

describe("yuan text", () => {
  it.each<[string, Fen]>([
    ["1234.5", 123450n],
    ["-943.4", -94340n],
    ["0", 0n],
    ["-0.07", -7n],
    [" 11000.0 ", 1100000n],
    ["92328.5600", 9232856n],
    ["5.", 500n],
    ["+1.20", 120n],
    ["90071992547409.93", 9007199254740993n],
  ])("reads %s exactly", (text, expected) => {
    expect(parseYuan(text)).toBe(expected);
  });

  it.each(["", "-", ".5", "1,234.00", "1e3", "12.345", "0x10", "一万", "1 2", "NaN"])(
    "refuses %j",
    (text) => {
      expect(tryParseYuan(text)).toBeNull();
      expect(() => parseYuan(text)).toThrow(expect.objectContaining({ code: "KERNEL_MONEY_MALFORMED" }));
    },
  );

  it("comes back as the same fen", () => {
    fc.assert(fc.property(fen, (amount) => parseYuan(formatYuan(amount)) === amount));
  });

  it("reads fen only as a whole number", () => {
    expect(parseFen("-12")).toBe(-12n);
    expect(() => parseFen("1.5")).toThrow(expect.objectContaining({ code: "KERNEL_FEN_MALFORMED" }));
  });

  it.each<[Fen, string]>([
    [123456789n, "123.46"],
    [-123456789n, "-123.46"],
    [4_999n, "0.00"],
    [5_000n, "0.01"],
    [10_000_000_000n, "10000.00"],
  ])("shows %s fen as %s 万元", (amount, expected) => {
    expect(formatWan(amount)).toBe(expected);
  });
});

describe("money times a rate", () => {
  it("gives the first interest of the worked loan: 1,000,000 yuan at 3.45 % for a month is 2,875.00", () => {
    // Domain rules, section 5, test vector: the first interest of twelve equal instalments.
    expect(multiplyByRate(parseYuan("1000000"), 34_500 / 12, "halfUp")).toBe(parseYuan("2875"));
  });

  it.each<[Fen, number, RoundingMode, Fen]>([
    [5n, 500_000, "halfUp", 3n],
    [-5n, 500_000, "halfUp", -3n],
    [5n, 500_000, "halfEven", 2n],
    [7n, 500_000, "halfEven", 4n],
    [-5n, 500_000, "halfEven", -2n],
    [-5n, 500_000, "floor", -3n],
    [-5n, 500_000, "ceiling", -2n],
    [-5n, 500_000, "truncate", -2n],
    [5n, 500_000, "ceiling", 3n],
    [1n, 500_001, "halfEven", 1n],
  ])("rounds %s fen × %s ppm %s to %s", (amount, rate, mode, expected) => {
    expect(multiplyByRate(amount, rate, mode)).toBe(expected);
  });

  it("is off by less than a fen in every mode, and between floor and ceiling", () => {
    fc.assert(
      fc.property(fen, ratePpm, fc.constantFrom(...modes), (amount, rate, mode) => {
        const rounded = multiplyByRate(amount, rate, mode);
        const error = rounded * 1_000_000n - amount * BigInt(rate);
        expect(error < 1_000_000n && error > -1_000_000n).toBe(true);
        expect(rounded >= multiplyByRate(amount, rate, "floor")).toBe(true);
        expect(rounded <= multiplyByRate(amount, rate, "ceiling")).toBe(true);
      }),
    );
  });

  it("refuses a rate that is not whole parts per million", () => {
    expect(() => multiplyByRate(1n, 0.5, "halfUp")).toThrow(
      expect.objectContaining({ code: "KERNEL_RATE_NOT_INTEGER" }),
    );
  });
});

describe("allocation by largest remainder", () => {
  const weights = fc.array(fc.bigInt({ min: 0n, max: 10n ** 9n }), { minLength: 1, maxLength: 30 });

  it("gives parts that sum to the total, each within a fen of its exact share", () => {
    fc.assert(
      fc.property(fen, weights, (total, shares) => {
        const sum = shares.reduce((left, right) => left + right, 0n);
        fc.pre(sum > 0n);
        const parts = allocate(total, shares);
        expect(parts.reduce((left, right) => left + right, 0n)).toBe(total);
        parts.forEach((part, index) => {
          const error = part * sum - total * (shares[index] ?? 0n);
          expect(error < sum && error > -sum).toBe(true);
        });
      }),
    );
  });

  it("gives the mirror for a negative total", () => {
    fc.assert(
      fc.property(fen, weights, (total, shares) => {
        fc.pre(shares.some((share) => share > 0n));
        expect(allocate(-total, shares)).toEqual(allocate(total, shares).map((part) => -part));
      }),
    );
  });

  it("gives ties to the earlier part and nothing to a weight of zero", () => {
    expect(allocate(100n, [1n, 1n, 1n])).toEqual([34n, 33n, 33n]);
    expect(allocate(-100n, [1n, 0n, 1n, 1n])).toEqual([-34n, 0n, -33n, -33n]);
    expect(allocate(0n, [0n, 0n])).toEqual([0n, 0n]);
  });

  it("refuses to lose money: no weight, or a negative one", () => {
    expect(() => allocate(1n, [0n, 0n])).toThrow(
      expect.objectContaining({ code: "KERNEL_ALLOCATION_WITHOUT_WEIGHT" }),
    );
    expect(() => allocate(1n, [])).toThrow(
      expect.objectContaining({ code: "KERNEL_ALLOCATION_WITHOUT_WEIGHT" }),
    );
    expect(() => allocate(1n, [2n, -1n])).toThrow(
      expect.objectContaining({ code: "KERNEL_WEIGHT_NEGATIVE", parameters: { position: 2, found: -1n } }),
    );
  });
});
