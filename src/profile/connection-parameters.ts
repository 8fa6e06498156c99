import { defineDesignChoice } from "#kernel";

/** How before and after are compared; our own choice. */
export const connectionParameters = {
  days: defineDesignChoice("connection.days", 90, "days", {
    zh: "接入前期与近期各取的天数",
    en: "Days before and after that are compared",
  }),
  leastWeeks: defineDesignChoice("connection.least-weeks", 6, "count", {
    zh: "前后两期各至少需要的周数",
    en: "Weeks that either side needs at least",
  }),
  leastChangePpm: defineDesignChoice("connection.least-change", 5_000, "ppm", {
    zh: "变化不足此比例视为没有变化",
    en: "A change below this is none",
  }),
  fenPerKilowattHour: defineDesignChoice("connection.fen-per-kwh", 75, "fen", {
    zh: "估算节约时的电价（每千瓦时）",
    en: "Price of a kilowatt-hour that savings are reckoned at",
  }),
} as const;
