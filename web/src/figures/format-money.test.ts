import { expect, it } from "vitest";
import { fenOfWan, formatExactMoney, formatOverviewMoney } from "./format-money.ts";

it("shows overviews in 万元 with two decimals, rounded half away from zero", () => {
  expect(formatOverviewMoney("100000000")).toBe("100.00");
  expect(formatOverviewMoney("1234567890123")).toBe("1,234,567.89");
  expect(formatOverviewMoney("5000")).toBe("0.01");
  expect(formatOverviewMoney("-5000")).toBe("−0.01");
});

it("shows a rounded-away amount as zero without a minus", () => {
  expect(formatOverviewMoney("-4999")).toBe("0.00");
});

it("shows exact money to the fen, beyond what a floating-point number holds", () => {
  expect(formatExactMoney("900719925474099301")).toBe("¥9,007,199,254,740,993.01");
  expect(formatExactMoney("-7")).toBe("−¥0.07");
});

it("shows what does not exist as a dash and never as a zero", () => {
  expect(formatOverviewMoney(null)).toBe("—");
  expect(formatExactMoney(null)).toBe("—");
});

it("reads an amount typed in 万元 to the fen, and nothing that is not one", () => {
  expect(fenOfWan("10000")).toBe("10000000000");
  expect(fenOfWan(" 0.000001 ")).toBe("1");
  for (const text of ["", "1e4", "-1", "1.0000001", "１０", "10,000"]) expect(fenOfWan(text)).toBeNull();
});
