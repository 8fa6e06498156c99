import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDay, parseDayText } from "./parse-day.ts";
import { compileTime } from "./parse-time.ts";

const dayOf = (text: string): number => {
  const bytes = Buffer.from(text, "utf8");
  return parseDay(bytes, 0, bytes.length);
};

describe("days", () => {
  it("agree with the calendar of the platform, padded or not", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -25_000, max: 120_000 }),
        fc.constantFrom("/", "-", "."),
        (day, separator) => {
          const [year, month, date] = new Date(day * 86_400_000).toISOString().slice(0, 10).split("-") as [
            string,
            string,
            string,
          ];
          expect(dayOf([year, month, date].join(separator))).toBe(day);
          expect(dayOf([year, Number(month), Number(date)].join(separator))).toBe(day);
        },
      ),
    );
  });

  it("are refused when the calendar has none such, or the parts are out of order", () => {
    for (const text of [
      "2019/2/29",
      "2019/13/1",
      "2019/0/1",
      "2019/4/31",
      "18/7/2017",
      "2017/7",
      "2017/7-1",
      "1899/12/31",
      "2017/7/18/1",
      "",
    ]) {
      expect(dayOf(text)).toBeNaN();
    }
  });

  it("are understood in the other spellings of Chinese exports", () => {
    for (const text of ["2017年7月18日", "20170718", "2017/7/18 0:00:00", "２０１７/７/１８"]) {
      expect(parseDayText(text)).toBe(dayOf("2017/7/18"));
    }
  });
});

describe("instants", () => {
  it("are read in the zone of the file, summer time included", () => {
    const shanghai = compileTime("YYYY-MM-DD HH:mm", "Asia/Shanghai");
    expect(shanghai("2020-02-21 08:00")).toBe(Date.UTC(2020, 1, 21));
    const berlin = compileTime("DD.MM.YYYY HH:mm:ss", "Europe/Berlin");
    expect(berlin("01.07.2020 12:00:00")).toBe(Date.UTC(2020, 6, 1, 10));
    expect(berlin("01.12.2020 12:00:00.25")).toBe(Date.UTC(2020, 11, 1, 11) + 250);
    expect(compileTime("YYYY-MM-DD HH:mm", "+08:00")("2020-02-21 08:00")).toBe(Date.UTC(2020, 1, 21));
  });

  it("take an offset written in the stamp instead of the zone", () => {
    const parse = compileTime("YYYY-MM-DD HH:mm:ssZ", "Asia/Tokyo");
    expect(parse("2022-08-31 22:00:00+00:00")).toBe(Date.UTC(2022, 7, 31, 22));
    expect(parse("2022-08-31T22:00:00+0800")).toBe(Date.UTC(2022, 7, 31, 14));
  });

  it("are refused when they are not of the format", () => {
    const parse = compileTime("DD/MM/YYYY HH:mm", "UTC");
    for (const text of [
      "",
      "24:00.0",
      "2018/01/01 00:15",
      "01/13/2018 00:15",
      "01/01/2018 25:00",
      "01/01/2018 10:61",
    ]) {
      expect(parse(text)).toBeNaN();
    }
    expect(parse("01/01/2018 24:00")).toBe(Date.UTC(2018, 0, 2));
  });
});
