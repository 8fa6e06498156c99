import { defineParameter } from "#kernel";

/** Which days are planned for work: all, all but statutory holidays, or working days by the kernel's calendar. */
export type PlanBasis = "everyDay" | "withoutHolidays" | "workingDays";

/** What a machine was meant to do; without it, no rate of use has a meaning. */
export interface ProductionPlan {
  readonly basis: PlanBasis;
  /** Planned busy hours of a planned day, in (0, 24]. */
  readonly hoursPerDay: number;
  /** A device-day counts as worked from this many minutes of running on. */
  readonly runThresholdMinutes: number;
  /** Local hours of the night tariff: from inclusive, to exclusive, over midnight. */
  readonly nightFromHour: number;
  readonly nightToHour: number;
  /** The site's zone, whole hours east of UTC (Asia/Shanghai is 8). */
  readonly zoneHours: number;
}

/** Named numbers of the room, to be listed wherever they shape a result. */
export const planParameters = {
  basis: defineParameter<PlanBasis>({
    id: "indicators.plan.basis",
    value: "withoutHolidays",
    unit: "",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "计划日的口径：除法定节假日外的每一天（周末计入）",
    en: "Planned days: every day but statutory holidays; week-ends count",
  }),
  hoursPerDay: defineParameter({
    id: "indicators.plan.hours-per-day",
    value: 24,
    unit: "h",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "每个计划日的计划工作时间；没有班次数据时按日历时间 24 小时",
    en: "Planned busy hours of a planned day; calendar time when shifts are not known",
  }),
  runThresholdMinutes: defineParameter({
    id: "indicators.plan.run-threshold-minutes",
    value: 60,
    unit: "min",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "设备当日运行达到此时长才计为开工",
    en: "Minutes of running from which a device-day counts as worked",
  }),
  nightFromHour: defineParameter({
    id: "indicators.plan.night-from-hour",
    value: 23,
    unit: "h",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "夜间（低谷电价）开始的当地时间，各省不同",
    en: "Local hour at which the night (valley tariff) begins; it differs by province",
  }),
  nightToHour: defineParameter({
    id: "indicators.plan.night-to-hour",
    value: 7,
    unit: "h",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "夜间（低谷电价）结束的当地时间",
    en: "Local hour at which the night (valley tariff) ends",
  }),
  zoneHours: defineParameter({
    id: "indicators.plan.zone-hours",
    value: 8,
    unit: "h",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "厂区时区，默认北京时间",
    en: "Zone of the site, China's by default",
  }),
};

/** The plan that holds when the enterprise has not stated its own. */
export const defaultPlan: ProductionPlan = {
  basis: planParameters.basis.value,
  hoursPerDay: planParameters.hoursPerDay.value,
  runThresholdMinutes: planParameters.runThresholdMinutes.value,
  nightFromHour: planParameters.nightFromHour.value,
  nightToHour: planParameters.nightToHour.value,
  zoneHours: planParameters.zoneHours.value,
};
