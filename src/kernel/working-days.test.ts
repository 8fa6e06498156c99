import { describe, expect, it } from "vitest";
import {
  addDays,
  daysBetween,
  isWorkingDay,
  nextWorkingDayFrom,
  weekdayOf,
  workingDayStatusOf,
  workingDaysBetween,
} from "./index.ts";
import { workingDayNotices } from "./working-day-notices.ts";

describe("working days by the State Council's notices", () => {
  it.each([
    ["2016-02-06", true, "a Saturday worked for the new year"],
    ["2017-10-04", false, "mid-autumn inside the long national holiday"],
    ["2018-12-29", true, "a Saturday worked by the notice of the next year"],
    ["2018-12-31", false, "a Monday off by the notice of the next year"],
    ["2019-05-03", false, "Labour Day as amended in March"],
    ["2020-02-01", false, "the new year as prolonged in January"],
    ["2022-12-31", false, "a Saturday before new year"],
    ["2024-02-09", true, "the eve of the new year, which was not a day off in 2024"],
    ["2025-01-28", false, "the eve of the new year, a statutory day since 2025"],
    ["2026-02-23", false, "the ninth day of the longest new year"],
    ["2026-11-23", true, "a Monday"],
  ])("%s is worked: %s (%s)", (day, expected) => {
    expect(isWorkingDay(day)).toBe(expected);
  });

  // Weekdays of the year less the 11 statutory days (13 since 2025), each given in full; in 2020 two days fewer,
  // because the new year was prolonged without a swap.
  it.each([
    [2016, 250],
    [2017, 249],
    [2018, 250],
    [2019, 250],
    [2020, 249],
    [2021, 250],
    [2022, 249],
    [2023, 249],
    [2024, 251],
    [2025, 248],
    [2026, 248],
  ])("%s has %s working days", (year, expected) => {
    expect(workingDaysBetween(`${year}-01-01`, `${year}-12-31`)).toBe(expected);
  });

  it("works only week-ends, and gives every swap for a weekday off", () => {
    for (const notice of workingDayNotices) {
      for (const text of notice.workedWeekends) {
        const day = text.length === 5 ? `${notice.year}-${text}` : text;
        expect(weekdayOf(day), `${notice.source} ${day}`).toBeGreaterThanOrEqual(6);
      }
    }
  });

  it("lists notices in the order in which they became public", () => {
    const days = workingDayNotices.map((notice) => notice.announcedOn);
    expect(days).toEqual([...days].sort());
  });
});

describe("what was known on a day", () => {
  it("does not know a notice before it is public", () => {
    expect(workingDayStatusOf("2020-02-01", "2020-01-20")).toEqual({
      isWorkingDay: true,
      reason: "swap",
      certainty: "announced",
    });
    expect(workingDayStatusOf("2020-02-01", "2020-01-27").reason).toBe("holiday");
    expect(workingDayStatusOf("2025-10-08", "2024-06-30")).toEqual({
      isWorkingDay: true,
      reason: "weekday",
      certainty: "provisional",
    });
  });

  it("flags a year without a notice as provisional, with statutory days only", () => {
    expect(workingDayStatusOf("2030-02-03")).toEqual({
      isWorkingDay: false,
      reason: "holiday",
      certainty: "provisional",
    });
    expect(workingDayStatusOf("2030-02-08").isWorkingDay).toBe(true);
    expect(workingDayStatusOf("2031-10-02").reason).toBe("holiday");
    expect(workingDayStatusOf("2040-05-01").reason).toBe("holiday");
  });
});

it("moves a day off to the next working day", () => {
  expect(nextWorkingDayFrom("2026-10-01")).toBe("2026-10-08");
  expect(nextWorkingDayFrom("2026-10-08")).toBe("2026-10-08");
  const next = nextWorkingDayFrom("2026-02-15");
  expect(next).toBe("2026-02-24");
  expect(workingDaysBetween("2026-02-15", addDays(next, -1))).toBe(0);
  expect(daysBetween("2026-02-15", next)).toBe(9);
});
