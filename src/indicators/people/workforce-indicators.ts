import { type IndicatorValue, missing } from "../definition.ts";
import { daysTo } from "../operating/day-range.ts";
import { changeOf } from "../operating/estimates.ts";
import { defineFamily, iso22400, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import { log10Count, log10Yuan, ratio } from "../ratio.ts";
import { sumTrade } from "../trade-view.ts";
import { meanHeadcount, meanShifts, peopleIn } from "./workforce-sums.ts";

/** People and shifts, and what each makes and sells (用工与班次). */
export const workforceIndicators = defineFamily(
  { group: "workforce", layer: "ordersEnergy", streams: ["workforce"], source: ownChoice },
  [
    {
      id: "headcount-log-28d",
      name: words("在岗人数（对数）", "Headcount, log"),
      definition: words(
        "近 28 天平均在册人数的常用对数",
        "Common logarithm of the mean headcount of the 28 days to T",
      ),
      formula: "log10(mean headcount[T−27…T])",
      unit: "log10 count",
      range: [null, null],
      window: "28 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const people = meanHeadcount(view, daysTo(view.lastDay, 28));
        return people.value === null ? people : log10Count(people.value, "noWorkforce");
      },
    },
    {
      id: "headcount-change-182d",
      name: words("人数变化（半年）", "Change of headcount, half a year"),
      definition: words(
        "近 28 天平均在册人数与 182 天前起 28 天相比的变化",
        "Mean headcount of the 28 days to T against that of the first 28 of the 182 days to T, minus 1",
      ),
      formula: "mean headcount[T−27…T] / mean headcount[T−181…T−154] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        changeBetween(
          meanHeadcount(view, daysTo(view.lastDay, 28)),
          meanHeadcount(view, daysTo(view.lastDay - 154, 28)),
        ),
    },
    {
      id: "headcount-change-12m",
      name: words("人数变化（一年）", "Change of headcount, a year"),
      definition: words(
        "近 28 天平均在册人数与一年前 28 天相比的变化",
        "Mean headcount of the 28 days to T against that of the 28 days a year before, minus 1",
      ),
      formula: "mean headcount[T−27…T] / mean headcount[T−391…T−364] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "730 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        changeBetween(
          meanHeadcount(view, daysTo(view.lastDay, 28)),
          meanHeadcount(view, daysTo(view.lastDay - 364, 28)),
        ),
    },
    {
      id: "attendance-rate-91d",
      name: words("出勤率", "Attendance"),
      definition: words(
        "有班次的日子：出勤人数 ÷ 在册人数",
        "Of days with shifts: people present over headcount",
      ),
      formula: "Σ present / Σ headcount (shifts > 0)",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      source: iso22400("worker efficiency stands on attendance; the rate itself is common usage"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const worked = peopleIn(view, view.windows.last3).filter(({ shifts }) => shifts > 0);
        const headcount = worked.reduce((sum, day) => sum + day.headcount, 0);
        const present = worked.reduce((sum, day) => sum + Math.min(day.present, day.headcount), 0);
        return ratio(present, headcount, "noWorkforce");
      },
    },
    {
      id: "shifts-91d",
      name: words("平均班次数", "Shifts"),
      definition: words(
        "近 91 天有班次的日子的平均班次数",
        "Mean shifts of the worked days of the 91 days to T",
      ),
      formula: "mean shifts (shifts > 0)",
      unit: "shifts",
      range: [0, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => meanShifts(view, view.windows.last3),
    },
    {
      id: "shifts-change-182d",
      name: words("班次变化（半年）", "Change of shifts, half a year"),
      definition: words(
        "近 28 天平均班次数与 182 天前起 28 天相比的变化",
        "Mean shifts of the 28 days to T against those of the first 28 of the 182 days to T, minus 1",
      ),
      formula: "mean shifts[T−27…T] / mean shifts[T−181…T−154] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "182 days to T",
      source: ownReason("two shifts become one before the books know"),
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        changeBetween(
          meanShifts(view, daysTo(view.lastDay, 28)),
          meanShifts(view, daysTo(view.lastDay - 154, 28)),
        ),
    },
    {
      id: "worked-day-share-91d",
      name: words("开班日占比", "Share of days worked"),
      definition: words(
        "近 91 天有班次的日子 ÷ 有用工数据的日子",
        "Days with shifts over days with workforce data in the 91 days to T",
      ),
      formula: "|{day: shifts > 0}| / |{day known}|",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const days = peopleIn(view, view.windows.last3);
        return ratio(days.filter(({ shifts }) => shifts > 0).length, days.length, "noWorkforce");
      },
    },
    {
      id: "output-per-head-91d",
      streams: ["workforce", "machineDays"],
      name: words("人均日产量", "Output a head and day"),
      definition: words(
        "近 91 天合格件 ÷ 出勤人日",
        "Good parts of the 91 days to T over days of people present",
      ),
      formula: "Σ GQ / Σ present",
      unit: "units/head-day",
      range: [0, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sums = view.production().sumsOf(view.windows.last3);
        if (sums.goodCount + sums.rejectCount + sums.scrapCount === 0) return missing("noProductionCounts");
        const present = peopleIn(view, view.windows.last3).reduce((sum, day) => sum + day.present, 0);
        return ratio(sums.goodCount, present, "noWorkforce");
      },
    },
    {
      id: "sales-per-head-log-12m",
      streams: ["workforce", "invoices"],
      name: words("人均销售额（对数）", "Sales a head, log"),
      definition: words(
        "近 365 天不含税销售额 ÷ 平均在册人数的常用对数",
        "Common logarithm of the net sales of the 365 days to T over mean headcount",
      ),
      formula: "log10(Σ net sales / mean headcount / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "365 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const people = meanHeadcount(view, view.windows.last12);
        if (people.value === null) return people;
        if (people.value <= 0) return missing("noWorkforce");
        const { netFen } = sumTrade(view.trade().sales, view.windows.last12);
        return log10Yuan(Number(netFen) / people.value, "nonPositiveSales");
      },
    },
    {
      id: "machines-per-head",
      streams: ["workforce", "twins"],
      name: words("人均设备数", "Machines a head"),
      definition: words(
        "在用设备数 ÷ 近 28 天平均在册人数",
        "Machines in service over the mean headcount of the 28 days to T",
      ),
      formula: "|machines| / mean headcount",
      unit: "ratio",
      range: [0, null],
      window: "28 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const people = meanHeadcount(view, daysTo(view.lastDay, 28));
        return people.value === null
          ? people
          : ratio(view.production().machines.length, people.value, "noWorkforce");
      },
    },
  ],
);

function changeBetween(now: IndicatorValue, before: IndicatorValue): IndicatorValue {
  if (now.value === null) return now;
  if (before.value === null) return missing("noEarlierFigure");
  return changeOf(now.value, before.value, "noEarlierFigure");
}
