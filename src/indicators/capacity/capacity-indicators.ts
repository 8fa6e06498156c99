import { type IndicatorValue, missing, present } from "../definition.ts";
import { daysTo } from "../operating/day-range.ts";
import { changeOf } from "../operating/estimates.ts";
import { defineFamily, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { type MachineSums, addSums, emptySums, producedOf } from "../production/machine-sums.ts";
import { ratio } from "../ratio.ts";
import { meanShifts } from "../people/workforce-sums.ts";

const mostShifts = 3;
const quarterDays = 91;
const quartersBack = 12;

/** How much more could be made with what there is (可扩展空间). */
export const capacityIndicators = defineFamily(
  {
    group: "capacity",
    layer: "device",
    streams: ["machineDays"],
    source: ownReason("可扩展空间 of the articles, from machine time"),
  },
  [
    {
      id: "spare-capacity-hours-91d",
      name: words("空余机时占比", "Spare machine time"),
      definition: words(
        "计划日（非法定节假日）内未运行的已知时间占比，24 小时口径",
        "Share of the known time of planned days on which machines did not run, by 24 hours",
      ),
      formula: "1 − Σ run(planned days) / Σ known(planned days)",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const days = view
          .production()
          .daysOf(view.windows.last3)
          .filter(({ day }) => view.production().plan.isPlanned(day));
        const known = days.reduce((sum, site) => sum + site.knownMinutes, 0);
        const run = days.reduce((sum, site) => sum + site.runMinutes, 0);
        return ratio(known - Math.min(run, known), known, "noPlannedTime");
      },
    },
    {
      id: "spare-capacity-shifts-91d",
      layer: "ordersEnergy",
      streams: ["workforce"],
      name: words("空余班次占比", "Spare shifts"),
      definition: words(
        "1 − 近 91 天平均班次数 ÷ 3",
        "One less the mean shifts of worked days of the 91 days to T over three",
      ),
      formula: "1 − mean shifts / 3",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const shifts = meanShifts(view, view.windows.last3);
        return shifts.value === null ? shifts : present(Math.max(0, 1 - shifts.value / mostShifts));
      },
    },
    {
      id: "use-of-peak-capacity-91d",
      name: words("产能利用率（对自身峰值）", "Use of own peak capacity"),
      definition: words(
        "近 91 天每设备日运行时间 ÷ 近三年最高的 91 天季度的同一数值",
        "Run time a known machine-day of the 91 days to T over that of the best 91-day season of the last three years",
      ),
      formula: "(run/known)[T−90…T] / max over seasons (run/known)",
      unit: "ratio",
      range: [0, 1],
      window: "three years to T, in 91-day seasons",
      expectedDirection: "higherIsBetter",
      compute: useOfPeak,
    },
    {
      id: "bottleneck-use-91d",
      streams: ["machineDays", "twins"],
      name: words("瓶颈工序利用率", "Use of the bottleneck"),
      definition: words(
        "各工作中心运行时间 ÷ 已知时间的最大值",
        "Highest run over known time of a work centre",
      ),
      formula: "max over work centres of Σ run / Σ known",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const shares = [...byCentre(view).values()].flatMap(({ runMinutes, knownMinutes }) =>
          knownMinutes > 0 ? [runMinutes / knownMinutes] : [],
        );
        return shares.length === 0 ? missing("noMachineDays") : present(Math.max(...shares));
      },
    },
    {
      id: "installed-power-growth-12m",
      streams: ["twins"],
      name: words("装机功率年增长", "Growth of rated power, 12 months"),
      definition: words(
        "截止日在用设备额定功率与 365 天前已投产部分相比的增长",
        "Rated power of the machines in service at T against that of those in service 365 days before, minus 1",
      ),
      formula: "Σ rated W(T) / Σ rated W(T − 365) − 1",
      unit: "ratio",
      range: [0, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const dated = view.production().machines.filter(({ inServiceOn }) => inServiceOn !== null);
        const rated = (machines: typeof dated) =>
          machines.reduce((sum, { ratedWatt }) => sum + (ratedWatt ?? 0), 0);
        const before = dated.filter(({ inServiceOn }) => (inServiceOn ?? view.lastDay) <= view.lastDay - 365);
        return changeOf(rated(dated), rated(before), "noEarlierFigure");
      },
    },
    {
      id: "spare-output-a-day-91d",
      name: words("可增产比例（对自身最好日）", "Output headroom to own best days"),
      definition: words(
        "近 365 天日产量第 95 百分位 ÷ 近 91 天日均产量 − 1",
        "95th percentile of daily output of the 365 days to T over the mean daily output of the 91 days to T, minus 1",
      ),
      formula: "P95(daily output, 365 d) / mean(daily output, 91 d) − 1",
      unit: "ratio",
      range: [-1, null],
      window: "365 days to T",
      expectedDirection: "none",
      compute: (view) => {
        const year = view
          .production()
          .daysOf(view.windows.last12)
          .map(({ made }) => made)
          .sort((left, right) => left - right);
        const quarter = view.production().daysOf(view.windows.last3);
        const best = year[Math.ceil(0.95 * year.length) - 1] ?? 0;
        const made = quarter.reduce((sum, site) => sum + site.made, 0);
        return changeOf(best * quarter.length, made, "noProductionCounts");
      },
    },
    {
      id: "good-output-per-kw-91d",
      streams: ["machineDays", "twins"],
      name: words("单位装机功率产出", "Output for each rated kilowatt hour"),
      definition: words(
        "合格件 ÷（额定功率 × 已知小时），按台账有功率的设备",
        "Good parts over rated power times known hours, of machines whose power is known",
      ),
      formula: "Σ GQ / Σ (rated kW × known h)",
      unit: "units/h",
      range: [0, null],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { twins, byAsset } = view.production();
        let [good, wattMinutes, made] = [0, 0, 0];
        for (const [asset, sums] of byAsset(view.windows.last3)) {
          const ratedWatt = twins.get(asset)?.ratedWatt ?? null;
          if (ratedWatt === null) continue;
          good += sums.goodCount;
          made += producedOf(sums);
          wattMinutes += ratedWatt * sums.knownMinutes;
        }
        return made === 0 ? missing("noProductionCounts") : ratio(good * 60_000, wattMinutes, "noFigure");
      },
    },
  ],
);

function byCentre(view: OperatingView): ReadonlyMap<string, MachineSums> {
  const { twins, byAsset } = view.production();
  const centres = new Map<string, MachineSums>();
  for (const [asset, sums] of byAsset(view.windows.last3)) {
    const centre = twins.get(asset)?.workCentre ?? "";
    centres.set(centre, addSums(centres.get(centre) ?? emptySums(), sums));
  }
  return centres;
}

function useOfPeak(view: OperatingView): IndicatorValue {
  const { firstDay, sumsOf } = view.production();
  let [best, now, seasons] = [0, 0, 0];
  for (let season = 0; season < quartersBack; season++) {
    const window = daysTo(view.lastDay - season * quarterDays, quarterDays);
    if (firstDay === null || window.fromDay < firstDay) break;
    const { runMinutes, knownMinutes } = sumsOf(window);
    if (knownMinutes === 0) continue;
    const rate = runMinutes / knownMinutes;
    if (season === 0) now = rate;
    best = Math.max(best, rate);
    seasons++;
  }
  if (seasons < 2) return missing("noEarlierFigure");
  return ratio(now, best, "noRunTime");
}
