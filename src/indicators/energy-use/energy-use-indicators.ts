import type { FittedLine } from "#kernel";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { changeOf } from "../operating/estimates.ts";
import { defineFamily, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import type { EnergyDay } from "./energy-use-view.ts";

const wattHoursPerKwh = 1000;
const fewestDays = 10;
const common = { window: "91 days to T" } as const;
const regression = {
  kind: "paper",
  citation: "Sen 1968, Estimates of the regression coefficient based on Kendall's tau, JASA 63(324)",
} as const;

/** Base and variable parts of electricity, and how it follows the machines. */
export const energyUseIndicators = defineFamily(
  {
    group: "energyUse",
    layer: "ordersEnergy",
    streams: ["machineDays", "meterDays"],
    source: ownReason("base against variable load tells production from machines that only run"),
  },
  [
    {
      ...common,
      id: "electricity-base-day-91d",
      name: words("日基础用电", "Base electricity a day"),
      definition: words(
        "完整日的用电量对运行小时的稳健回归在零小时处的值：不生产也要用的电",
        "Where the robust line of daily electricity on run hours meets zero hours: what is used when nothing runs",
      ),
      formula: "intercept of Theil–Sen(daily kWh on run hours)",
      unit: "kWh/day",
      range: [0, null],
      source: regression,
      expectedDirection: "none",
      compute: (view) => fitted(view, view.energyUse().onRunHours(), "intercept"),
    },
    {
      ...common,
      id: "electricity-per-run-hour-91d",
      name: words("单位运行小时用电（变动部分）", "Electricity a run hour, variable part"),
      definition: words(
        "完整日的用电量对运行小时的稳健回归斜率",
        "Slope of the robust line of daily electricity on run hours, over complete days",
      ),
      formula: "slope of Theil–Sen(daily kWh on run hours)",
      unit: "kWh/h",
      range: [0, null],
      source: regression,
      expectedDirection: "none",
      compute: (view) => fitted(view, view.energyUse().onRunHours(), "slope"),
    },
    {
      ...common,
      id: "electricity-per-unit-variable-91d",
      name: words("单位产量用电（变动部分）", "Electricity a part, variable part"),
      definition: words(
        "完整日的用电量对产量的稳健回归斜率",
        "Slope of the robust line of daily electricity on parts made, over complete days",
      ),
      formula: "slope of Theil–Sen(daily kWh on parts made)",
      unit: "kWh/unit",
      range: [0, null],
      source: regression,
      expectedDirection: "lowerIsBetter",
      compute: (view) => fitted(view, view.energyUse().onOutput(), "slope"),
    },
    {
      ...common,
      id: "electricity-base-share-91d",
      name: words("基础用电占比", "Share of base electricity"),
      definition: words(
        "日基础用电 ÷ 相同日子的日均用电",
        "Base electricity a day over the mean of the same days",
      ),
      formula: "intercept / mean(daily kWh)",
      unit: "ratio",
      range: [0, null],
      source: regression,
      expectedDirection: "lowerIsBetter",
      compute: baseShare,
    },
    {
      ...common,
      id: "electricity-run-concordance-91d",
      name: words("电量与运行一致性", "Concordance of electricity and run time"),
      definition: words(
        "完整日的用电量与运行小时的肯德尔秩相关（τ-b）",
        "Kendall rank correlation (τ-b) of daily electricity and run hours, over complete days",
      ),
      formula: "τ-b(daily kWh, run hours)",
      unit: "rank",
      range: [-1, 1],
      source: {
        kind: "paper",
        citation: "Kendall 1945, The treatment of ties in ranking problems, Biometrika 33(3)",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => concordance(view.energyUse().days(), ({ runHours }) => runHours),
    },
    {
      ...common,
      id: "electricity-output-concordance-91d",
      name: words("电量与产量一致性", "Concordance of electricity and output"),
      definition: words(
        "完整日的用电量与产量的肯德尔秩相关（τ-b）",
        "Kendall rank correlation (τ-b) of daily electricity and parts made, over complete days",
      ),
      formula: "τ-b(daily kWh, parts made)",
      unit: "rank",
      range: [-1, 1],
      source: {
        kind: "paper",
        citation: "Kendall 1945, The treatment of ties in ranking problems, Biometrika 33(3)",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => concordance(view.energyUse().days(), ({ made }) => made),
    },
    {
      ...common,
      id: "electricity-change-lunar-91d",
      streams: ["meterDays"],
      name: words("用电量同比（农历）", "Electricity on the year before (lunar)"),
      definition: words(
        "截止日前 91 天的用电量（按已知时间折算）与上一农历年同期相比的变化",
        "Electricity a known meter-minute of the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "(Wh/known)[T−90…T] / (Wh/known)[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: ownReason("windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol"),
      expectedDirection: "higherIsBetter",
      compute: ({ energyUse, windows, facts }) => {
        if (windows.prior3 === null) return missing("calendarUnknown");
        if ((facts.meterDays[0]?.day ?? 0) > windows.prior3.fromDay) return missing("noEarlierFigure");
        const now = energyUse().sumsOf("electricity", windows.last3);
        const before = energyUse().sumsOf("electricity", windows.prior3);
        if (now.knownMinutes === 0) return missing("noMeterDays");
        return changeOf(
          now.quantity * before.knownMinutes,
          before.quantity * now.knownMinutes,
          "noEarlierFigure",
        );
      },
    },
  ],
);

function fitted(view: OperatingView, line: FittedLine | null, part: "slope" | "intercept"): IndicatorValue {
  if (line === null) return whyNoLine(view);
  const value = line[part] / wattHoursPerKwh;
  if (value < 0) return missing("nonPositiveResult");
  return present(value, line[`${part}Error`] / wattHoursPerKwh);
}

function baseShare(view: OperatingView): IndicatorValue {
  const line = view.energyUse().onRunHours();
  if (line === null) return whyNoLine(view);
  if (line.intercept < 0) return missing("nonPositiveResult");
  const days = view.energyUse().days();
  const total = days.reduce((sum, { wattHours }) => sum + wattHours, 0);
  const share = ratio(line.intercept * days.length, total, "noEnergyReadings");
  return share.value === null ? share : present(share.value, (line.interceptError * days.length) / total);
}

function whyNoLine(view: OperatingView): IndicatorValue {
  return missing(view.energyUse().days().length < fewestDays ? "tooFewDays" : "noVariation");
}

/** Exact in its counts; pairs tied in either are left out of the denominator of that one. */
function concordance(days: readonly EnergyDay[], read: (day: EnergyDay) => number): IndicatorValue {
  if (days.length < fewestDays) return missing("tooFewDays");
  let agreeing = 0;
  let untiedLeft = 0;
  let untiedRight = 0;
  for (const [at, left] of days.entries()) {
    for (let other = at + 1; other < days.length; other++) {
      const right = days[other];
      if (right === undefined) continue;
      const energy = Math.sign(right.wattHours - left.wattHours);
      const work = Math.sign(read(right) - read(left));
      agreeing += energy * work;
      untiedLeft += Math.abs(energy);
      untiedRight += Math.abs(work);
    }
  }
  if (untiedLeft === 0 || untiedRight === 0) return missing("noVariation");
  const count = days.length;
  const error = Math.sqrt((2 * (2 * count + 5)) / (9 * count * (count - 1)));
  return present(agreeing / Math.sqrt(untiedLeft * untiedRight), error);
}
