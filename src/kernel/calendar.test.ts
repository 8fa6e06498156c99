import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addDays,
  addMonths,
  businessDayOf,
  dayNumberOf,
  dayOfNumber,
  daysBetween,
  isBusinessDay,
  lastDayOf,
  lunarFestivalsOf,
  lunarNewYearOf,
  lunarNewYearOffsetOf,
  monthOf,
  monthsBetween,
  shanghaiTimeOf,
  startOfDayMs,
  weekdayOf,
} from "./index.ts";

const dayNumber = fc.integer({ min: dayNumberOf("2000-01-01"), max: dayNumberOf("2060-12-31") });

describe("business days in Asia/Shanghai", () => {
  it("begins a day at 16:00 UTC of the day before", () => {
    expect(businessDayOf(Date.parse("2026-11-21T15:59:59.999Z"))).toBe("2026-11-21");
    expect(businessDayOf(Date.parse("2026-11-21T16:00:00Z"))).toBe("2026-11-22");
  });

  it("agrees with the time zone database", () => {
    const shanghai = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short" });
    const wallClock = new Intl.DateTimeFormat("sv-SE", {
      timeZone: "Asia/Shanghai",
      dateStyle: "short",
      timeStyle: "medium",
    });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1992, 0), max: Date.UTC(2060, 0) }), (instantMs) => {
        expect(businessDayOf(instantMs)).toBe(shanghai.format(instantMs));
        expect(shanghaiTimeOf(instantMs)).toBe(wallClock.format(instantMs));
      }),
    );
  });

  it("starts in the day that it starts", () => {
    fc.assert(
      fc.property(dayNumber, (number) => {
        const day = dayOfNumber(number);
        expect(businessDayOf(startOfDayMs(day))).toBe(day);
        expect(businessDayOf(startOfDayMs(day) - 1)).toBe(addDays(day, -1));
      }),
    );
  });

  it("counts days so that adding them comes back", () => {
    fc.assert(
      fc.property(dayNumber, fc.integer({ min: -5000, max: 5000 }), (number, days) => {
        const day = dayOfNumber(number);
        expect(daysBetween(day, addDays(day, days))).toBe(days);
      }),
    );
  });

  it.each(["2023-02-29", "2024-2-9", "2024-13-01", "2024-00-10", "20240101", "1899/12/31", ""])(
    "does not take %j for a day",
    (text) => {
      expect(isBusinessDay(text)).toBe(false);
      expect(() => addDays(text, 1)).toThrow(expect.objectContaining({ code: "KERNEL_DAY_MALFORMED" }));
    },
  );

  it("knows weekdays and months", () => {
    expect(weekdayOf("2026-11-22")).toBe(7);
    expect(weekdayOf("2016-02-08")).toBe(1);
    expect(weekdayOf("1969-12-31")).toBe(3);
    expect(monthOf("2020-02-21")).toBe("2020-02");
    expect(addMonths("2019-12", 2)).toBe("2020-02");
    expect(addMonths("2020-01", -13)).toBe("2018-12");
    expect(monthsBetween("2016-10", "2020-02")).toBe(40);
    expect(lastDayOf("2020-02")).toBe("2020-02-29");
    expect(lastDayOf("2019-12")).toBe("2019-12-31");
  });
});

describe("lunar festivals", () => {
  it("gives the new years that ICU's calendar gets wrong", () => {
    expect(lunarNewYearOf(2027)).toBe("2027-02-06");
    expect(lunarNewYearOf(2030)).toBe("2030-02-03");
  });

  it("is otherwise within a day of ICU's calendar, which is close enough to catch a typing error", () => {
    const chinese = new Intl.DateTimeFormat("en-u-ca-chinese", {
      timeZone: "UTC",
      month: "numeric",
      day: "numeric",
    });
    const monthDay = (day: string): string => chinese.format(Date.parse(`${day}T00:00:00Z`));
    for (let year = 2016; year <= 2035; year++) {
      const { newYear, dragonBoat, midAutumn, doubleNinth } = lunarFestivalsOf(year);
      const pairs: [string, string][] = [
        [newYear, "1/1"],
        [dragonBoat, "5/5"],
        [midAutumn, "8/15"],
        [doubleNinth, "9/9"],
      ];
      for (const [day, expected] of pairs) {
        const near = [-1, 0, 1].map((shift) => monthDay(addDays(day, shift)));
        expect(near, `${day} should be ${expected}`).toContain(expected);
      }
    }
  });

  it("puts a full-moon festival 14 days after a new moon that is 29 or 30 days after another", () => {
    for (let year = 2017; year <= 2035; year++) {
      const length = daysBetween(lunarNewYearOf(year - 1), lunarNewYearOf(year));
      expect([354, 355, 383, 384, 385], `lunar year before ${year}`).toContain(length);
      expect(lunarFestivalsOf(year).lantern).toBe(addDays(lunarNewYearOf(year), 14));
    }
  });

  it("measures days from the nearest new year", () => {
    expect(lunarNewYearOffsetOf("2020-01-24")).toBe(-1);
    expect(lunarNewYearOffsetOf("2020-01-25")).toBe(0);
    expect(lunarNewYearOffsetOf("2020-12-31")).toBe(daysBetween("2021-02-12", "2020-12-31"));
  });

  it("refuses a year that it does not know", () => {
    expect(() => lunarNewYearOf(2036)).toThrow(
      expect.objectContaining({ code: "KERNEL_LUNAR_YEAR_UNKNOWN" }),
    );
  });
});
