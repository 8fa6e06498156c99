import { type IndicatorValue, missing, present } from "../definition.ts";
import { proportion } from "../operating/estimates.ts";
import { defineFamily, iso22400, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { type MachineSums, addSums, emptySums, producedOf } from "./machine-sums.ts";
import { lastQuarter } from "./use-indicators.ts";

const common = { unit: "ratio", range: [0, 1], window: "91 days to T" } as const;

/** What the machines made, how much of it was good, and how often they stopped. */
export const outputIndicators = defineFamily(
  {
    group: "production",
    layer: "device",
    streams: ["machineDays"],
    source: iso22400("quantities of a work unit"),
  },
  [
    {
      ...common,
      id: "device-quality-ratio-91d",
      name: words("良品率", "Quality ratio"),
      definition: words(
        "合格件 ÷（合格 + 拒收 + 报废）件",
        "Good parts over good, rejected and scrapped parts",
      ),
      formula: "Q = GQ / PQ",
      source: iso22400("quality ratio"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return proportion(sums.goodCount, producedOf(sums), "noProductionCounts");
      },
    },
    {
      ...common,
      id: "first-pass-yield-91d",
      streams: ["machineDays", "twins"],
      name: words("一次通过率（跨工序连乘）", "First-pass yield, rolled over work centres"),
      definition: words(
        "各工作中心良品率的连乘：一件产品不返工走完全部工序的机会",
        "Product of the quality ratios of the work centres: the chance that a part passes all of them without rework",
      ),
      formula: "Π over work centres of GQ / PQ",
      source: iso22400("first pass yield; rolled over work centres by our own choice"),
      expectedDirection: "higherIsBetter",
      compute: rolledYield,
    },
    {
      ...common,
      id: "scrap-ratio-91d",
      name: words("报废率", "Scrap ratio"),
      definition: words("报废件 ÷ 产量", "Scrapped parts over parts produced"),
      formula: "SQ / PQ",
      source: iso22400("scrap ratio"),
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return proportion(sums.scrapCount, producedOf(sums), "noProductionCounts");
      },
    },
    {
      ...common,
      id: "rework-ratio-91d",
      name: words("返工待审率", "Rework ratio"),
      definition: words(
        "拒收（待返工或评审，未报废）件 ÷ 产量",
        "Rejected parts that were not scrapped, which go to rework or review, over parts produced",
      ),
      formula: "RQ / PQ",
      source: iso22400("rework ratio; rejected parts stand for reworked ones"),
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return proportion(sums.rejectCount, producedOf(sums), "noProductionCounts");
      },
    },
    {
      ...common,
      id: "throughput-rate-91d",
      unit: "units/h",
      range: [0, null],
      name: words("单位时间产出", "Throughput rate"),
      definition: words("产量 ÷ 运行时间", "Parts produced over run time"),
      formula: "PQ / APT",
      source: iso22400("throughput rate; per run time, as order times are not known by machine"),
      expectedDirection: "none",
      compute: (view) => {
        const sums = lastQuarter(view);
        if (producedOf(sums) === 0) return missing("noProductionCounts");
        return ratio(producedOf(sums) * 60, sums.runMinutes, "noRunTime");
      },
    },
    {
      ...common,
      id: "equipment-load-ratio-91d",
      streams: ["machineDays", "twins"],
      range: [0, null],
      name: words("设备负荷率", "Equipment load ratio"),
      definition: words(
        "有标准节拍的设备：产量 ÷ 全部已知时间按标准节拍的产能",
        "Of machines with a standard cycle: parts produced over what all known time could have made",
      ),
      formula: "PQ / (known time / PRI)",
      source: iso22400("equipment load ratio"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { twins, byAsset } = view.production();
        let idealMs = 0;
        let knownMinutes = 0;
        for (const [asset, sums] of byAsset(view.windows.last3)) {
          if ((twins.get(asset)?.idealCycleMs ?? null) === null) continue;
          idealMs += sums.idealMs;
          knownMinutes += sums.knownMinutes;
        }
        if (idealMs === 0) return missing("noProductionCounts");
        return ratio(idealMs, knownMinutes * 60_000, "noProductionCounts");
      },
    },
    {
      ...common,
      id: "alarm-day-share-91d",
      name: words("报警设备日占比", "Share of days with an alarm"),
      definition: words(
        "出现报警的设备日 ÷ 有数据的设备日",
        "Days of machines with an alarm over days of machines that are known",
      ),
      formula: "|{machine-day: alarm > 0}| / |{machine-day known}|",
      source: ownReason("how often, where the time in alarm says how long"),
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { alarmDays, deviceDays } = lastQuarter(view);
        return proportion(alarmDays, deviceDays, "noMachineDays");
      },
    },
    {
      ...common,
      id: "mean-time-between-failures-91d",
      unit: "hours",
      range: [0, null],
      name: words("平均故障间隔（按报警日）", "Mean operating time between failures, by days with alarms"),
      definition: words(
        "运行时间 ÷（报警设备日 + 1）；日数据不区分单次报警，一天的报警算一次故障",
        "Run time over days with an alarm plus one; sums of days do not tell alarms apart, so a day's alarms are one failure",
      ),
      formula: "Σ APT / (FE + 1), FE = machine-days with an alarm",
      source: iso22400("mean operating time between failures"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { runMinutes, alarmDays } = lastQuarter(view);
        if (runMinutes === 0) return missing("noRunTime");
        const hours = runMinutes / 60 / (alarmDays + 1);
        return present(hours, hours / Math.sqrt(alarmDays + 1));
      },
    },
    {
      ...common,
      id: "mean-time-to-restoration-91d",
      unit: "hours",
      range: [0, 24],
      name: words("平均恢复时间（按报警日）", "Mean time to restoration, by days with alarms"),
      definition: words("报警时间 ÷ 报警设备日", "Time in alarm over days of machines with an alarm"),
      formula: "Σ alarm time / FE",
      source: iso22400("mean time to restoration"),
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { alarmMinutes, alarmDays } = lastQuarter(view);
        return ratio(alarmMinutes, alarmDays * 60, "tooFewCases");
      },
    },
  ],
);

function rolledYield(view: OperatingView): IndicatorValue {
  const { twins, byAsset } = view.production();
  const centres = new Map<string, MachineSums>();
  for (const [asset, sums] of byAsset(view.windows.last3)) {
    const centre = twins.get(asset)?.workCentre ?? "";
    centres.set(centre, addSums(centres.get(centre) ?? emptySums(), sums));
  }
  const counting = [...centres.values()].filter((sums) => producedOf(sums) > 0);
  if (counting.length === 0) return missing("noProductionCounts");
  return present(counting.reduce((yields, sums) => yields * (sums.goodCount / producedOf(sums)), 1));
}
