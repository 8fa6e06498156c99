import { dayNumberOf } from "#kernel";
import type { DayNumber } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { daysTo } from "../operating/day-range.ts";
import { changeOf, variationEstimate } from "../operating/estimates.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import { defineFamily, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { type DayWindow, lunarDayYearsEarlier } from "../windows.ts";
import { type MachineSums, addSums, busyMinutesOf, emptySums, producedOf } from "./machine-sums.ts";
import type { SiteDay } from "./production-view.ts";

const lunar = ownReason("windows at equal distance from the Chinese new year, after X-13ARIMA-SEATS genhol");
const weeks = 26;
const fewestWeeks = 12;

/** How the running of machines changes: against a lunar year before, from week to week, and by stops. */
export const runIndicators = defineFamily(
  {
    group: "production",
    layer: "device",
    streams: ["machineDays"],
    source: ownReason("rates of use say how much, these say whither"),
  },
  [
    {
      id: "run-change-lunar-91d",
      name: words("运行时间同比（农历）", "Run time on the year before (lunar)"),
      definition: words(
        "截止日前 91 天单机日均运行时间与上一农历年同期相比的变化",
        "Run time a known machine-day of the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "(run/known)[T−90…T] / (run/known)[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: lunar,
      expectedDirection: "higherIsBetter",
      compute: (view) => lunarChange(view, view.windows.last3, view.windows.prior3, runRate),
    },
    {
      id: "run-change-lunar-28d",
      name: words("近四周运行时间同比（农历）", "Run time of four weeks on the year before (lunar)"),
      definition: words(
        "截止日前 28 天单机日均运行时间与上一农历年同期相比的变化",
        "Run time a known machine-day of the 28 days to T against the 28 days that end as far from the new year before, minus 1",
      ),
      formula: "(run/known)[T−27…T] / (run/known)[L−27…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "28 days to T",
      source: lunar,
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const earlier = lunarDayYearsEarlier(view.facts.asOf, 1);
        const prior = earlier === null ? null : daysTo(dayNumberOf(earlier), 28);
        return lunarChange(view, daysTo(view.lastDay, 28), prior, runRate);
      },
    },
    {
      id: "output-change-lunar-91d",
      name: words("产量同比（农历）", "Output on the year before (lunar)"),
      definition: words(
        "截止日前 91 天每设备日产量与上一农历年同期相比的变化",
        "Parts a known machine-day of the 91 days to T against the 91 days that end as far from the new year before, minus 1",
      ),
      formula: "(PQ/known)[T−90…T] / (PQ/known)[L−90…L] − 1",
      unit: "ratio",
      range: [-1, null],
      window: "91 days to T and to L",
      source: lunar,
      expectedDirection: "higherIsBetter",
      compute: (view) => lunarChange(view, view.windows.last3, view.windows.prior3, producedOf),
    },
    {
      id: "run-volatility-26w",
      name: words("周运行时间波动系数", "Volatility of weekly run time"),
      definition: words(
        "最近 26 个完整周的日均运行时间的变异系数，含法定节假日的周不计",
        "Coefficient of variation of the run time of the last 26 weeks, those with a statutory holiday left out",
      ),
      formula: "sd(weekly run / known) / mean(weekly run / known)",
      unit: "ratio",
      range: [0, null],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        variationEstimate(weeklyRates(view), fewestWeeks, { tooFew: "tooFewDays", notPositive: "noRunTime" }),
    },
    {
      id: "longest-stop-182d",
      name: words("最长全停天数", "Longest stop of all machines"),
      definition: words(
        "近 182 天内全部设备连续未运行的最长天数；法定节假日和无数据的日子不计，也不打断",
        "Longest run of days of the last 182 on which no machine ran; statutory holidays and days without data neither count nor interrupt it",
      ),
      formula: "max length of {day: Σ run < threshold}",
      unit: "days",
      range: [0, 182],
      window: "182 days to T",
      expectedDirection: "lowerIsBetter",
      compute: longestStop,
    },
    {
      id: "holiday-run-share-12m",
      name: words("节假日开工占比", "Share of run time on holidays"),
      definition: words(
        "法定节假日的运行时间占全部运行时间的比例",
        "Run time on statutory holidays over all run time",
      ),
      formula: "Σ run(holidays) / Σ run",
      unit: "ratio",
      range: [0, 1],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const sums = view.production().sumsOf(view.windows.last12);
        return ratio(sums.runMinutes - sums.productionMinutes, sums.runMinutes, "noRunTime");
      },
    },
    {
      id: "new-device-use-91d",
      streams: ["machineDays", "twins"],
      name: words("新设备利用率", "Use of new machines"),
      definition: words(
        "投产不满一年的设备：运行时间 ÷ 已知时间，与其余设备之比",
        "Of machines in service for less than a year: run over known time, against that of the others",
      ),
      formula: "(run/known)(new) / (run/known)(others)",
      unit: "ratio",
      range: [0, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: newDeviceUse,
    },
    {
      id: "run-spread-over-devices-91d",
      name: words("设备间负荷不均系数", "Spread of run time over machines"),
      definition: words(
        "各设备运行时间占已知时间比例的变异系数，至少三台",
        "Coefficient of variation over machines of run over known time, from three machines on",
      ),
      formula: "sd(run/known over machines) / mean",
      unit: "ratio",
      range: [0, null],
      window: "91 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const rates = [...view.production().byAsset(view.windows.last3).values()].flatMap((sums) =>
          sums.knownMinutes > 0 ? [sums.runMinutes / sums.knownMinutes] : [],
        );
        return variationEstimate(rates, 3, { tooFew: "tooFewCases", notPositive: "noRunTime" });
      },
    },
  ],
);

function runRate({ runMinutes }: MachineSums): number {
  return runMinutes;
}

/** Change of a sum for each known minute, so that a gap or a machine connected later is no change. */
function lunarChange(
  view: OperatingView,
  recent: DayWindow,
  prior: DayWindow | null,
  read: (sums: MachineSums) => number,
): IndicatorValue {
  if (prior === null) return missing("calendarUnknown");
  const { firstDay, sumsOf } = view.production();
  if (firstDay === null || firstDay > prior.fromDay) return missing("noEarlierFigure");
  const [now, before] = [sumsOf(recent), sumsOf(prior)];
  if (now.knownMinutes === 0) return missing("noMachineDays");
  return changeOf(read(now) * before.knownMinutes, read(before) * now.knownMinutes, "noEarlierFigure");
}

function weeklyRates(view: OperatingView): number[] {
  const { daysOf, plan } = view.production();
  const rates: number[] = [];
  for (let week = 0; week < weeks; week++) {
    const window = daysTo(view.lastDay - 7 * week, 7);
    const days = daysOf(window);
    const isHoliday = [0, 1, 2, 3, 4, 5, 6].some((offset) => !plan.isPlanned(window.fromDay + offset));
    const known = sum(days, ({ knownMinutes }) => knownMinutes);
    if (isHoliday || days.length < 7 || known === 0) continue;
    rates.push(sum(days, ({ runMinutes }) => runMinutes) / known);
  }
  return rates;
}

function longestStop(view: OperatingView): IndicatorValue {
  const { daysOf, plan } = view.production();
  const byDay = new Map(daysOf(view.windows.last6).map((site) => [site.day, site]));
  if (byDay.size === 0) return missing("noMachineDays");
  let longest = 0;
  let stopped = 0;
  for (let day: DayNumber = view.windows.last6.fromDay; day <= view.lastDay; day++) {
    const site = byDay.get(day);
    if (site === undefined || !plan.isPlanned(day)) continue;
    stopped = site.runMinutes < plan.runThresholdMinutes ? stopped + 1 : 0;
    longest = Math.max(longest, stopped);
  }
  return present(longest);
}

function newDeviceUse(view: OperatingView): IndicatorValue {
  const { twins, byAsset } = view.production();
  const newest = view.lastDay - operatingParameters.newDeviceDays.value;
  let [ofNew, ofOthers] = [emptySums(), emptySums()];
  for (const [asset, sums] of byAsset(view.windows.last3)) {
    const inServiceOn = twins.get(asset)?.inServiceOn ?? null;
    if (inServiceOn !== null && inServiceOn > newest) ofNew = addSums(ofNew, sums);
    else ofOthers = addSums(ofOthers, sums);
  }
  if (ofNew.knownMinutes === 0) return missing("noFigure");
  if (busyMinutesOf(ofOthers) === 0) return missing("noEarlierFigure");
  return ratio(
    ofNew.runMinutes * ofOthers.knownMinutes,
    ofOthers.runMinutes * ofNew.knownMinutes,
    "noRunTime",
  );
}

function sum(days: readonly SiteDay[], read: (site: SiteDay) => number): number {
  return days.reduce((total, site) => total + read(site), 0);
}
