import type { IndicatorContext } from "./context.ts";
import { type Indicator, type IndicatorOrigin, type IndicatorValue, missing, present } from "./definition.ts";
import { ratio } from "./ratio.ts";

const iso = (what: string): IndicatorOrigin => ({
  kind: "standard",
  citation: `ISO 22400-2:2014, ${what} (as quoted in OPC 40501-1, C.2.4)`,
});
const shared = {
  version: 1,
  group: "machine",
  layer: "device",
  streams: ["machineDays"],
  dataClasses: ["machine"],
  unit: "ratio",
  range: [0, 1],
  window: "first to last reading up to T",
  endOfSeries: false,
  expectedDirection: "higherIsBetter",
} as const;

/** Use of machines in the terms of ISO 22400-2; the plan (calendar basis, hours a day) is a named parameter. */
export const machineIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "operating-rate",
    name: { zh: "开工率", en: "Operating rate" },
    definition: {
      zh: "计划日内运行时间达到阈值的设备日占计划设备日的比例；默认口径为除法定节假日外的每一天",
      en: "Device-days that ran at least the threshold over planned device-days; by default every day but statutory holidays is planned",
    },
    formula: "|{device-day planned: run ≥ threshold}| / (planned days × devices)",
    source: { kind: "own", citation: "own choice: common usage of 开工率, with its calendar basis stated" },
    presentOn: ["sme_machines", "production_log"],
    compute: ({ machines }) => {
      if (machines.devices.length === 0) return missing(whyNoRun(machines.assets.length));
      return ratio(machines.workedDeviceDays, machines.plannedDeviceDays, "noPlannedTime");
    },
  },
  {
    ...shared,
    id: "availability",
    name: { zh: "时间稼动率", en: "Availability" },
    definition: {
      zh: "实际生产时间（自动运行或报工，重叠只计一次）÷ 计划工作时间（负荷时间）",
      en: "Actual production time (automatic operation or reported work, overlaps once) over planned busy time",
    },
    formula: "A = APT / PBT",
    source: iso("availability"),
    presentOn: ["sme_machines", "production_log"],
    compute: availability,
  },
  {
    ...shared,
    id: "performance",
    name: { zh: "性能稼动率", en: "Performance (effectiveness)" },
    definition: {
      zh: "理想单件时间 × 产量 ÷ 实际生产时间；没有标准工时时，理想单件时间取本机单件时间的第 10 百分位",
      en: "Planned run time per item times produced quantity over actual production time; without a standard time, the asset's own 10th percentile stands for it",
    },
    formula: "E = Σ PRI × PQ / Σ APT",
    range: [0, null],
    source: iso("effectiveness; the planned run time per item is our proxy where none is given"),
    presentOn: ["sme_machines", "production_log"],
    compute: performance,
  },
  {
    ...shared,
    id: "quality-ratio",
    name: { zh: "良品率", en: "Quality ratio" },
    definition: {
      zh: "合格件数 ÷（合格 + 拒收 + 待评审）件数",
      en: "Good quantity over produced quantity (good, rejected and put before the review board)",
    },
    formula: "Q = GQ / PQ",
    source: iso("quality ratio"),
    presentOn: ["production_log"],
    compute: quality,
  },
  {
    ...shared,
    id: "oee",
    name: { zh: "设备综合效率 OEE", en: "Overall equipment effectiveness" },
    definition: {
      zh: "时间稼动率 × 性能稼动率 × 良品率；缺任一项则缺失",
      en: "Availability × effectiveness × quality ratio; missing when any of them is",
    },
    formula: "OEE = A × E × Q",
    range: [0, null],
    source: iso("OEE index"),
    presentOn: ["production_log"],
    compute: (context) => {
      const parts = [availability(context), performance(context), quality(context)];
      const absent = parts.find((part) => part.value === null);
      return absent ?? present(parts.reduce((product, part) => product * (part.value ?? 0), 1));
    },
  },
  {
    ...shared,
    id: "alarm-time-share",
    name: { zh: "报警时间占比", en: "Share of alarm time" },
    definition: {
      zh: "处于报警状态的时间占有状态读数时间的比例",
      en: "Time in alarm over the time for which a state is known",
    },
    formula: "Σ alarm / Σ (run + manual + idle + alarm)",
    source: { kind: "own", citation: "own choice" },
    presentOn: ["sme_machines"],
    expectedDirection: "lowerIsBetter",
    compute: ({ machines }) => {
      const hours = machines.devices.flatMap((device) => device.hours);
      const alarm = hours.reduce((sum, hour) => sum + hour.alarmMs, 0);
      const known = hours.reduce(
        (sum, hour) => sum + hour.runMs + hour.manualMs + hour.idleMs + hour.alarmMs,
        0,
      );
      const reportsStates = hours.some((hour) => hour.manualMs + hour.idleMs + hour.alarmMs > 0);
      return reportsStates ? ratio(alarm, known, "noRunTime") : missing(whyNoRun(machines.assets.length));
    },
  },
];

function whyNoRun(assets: number): "noReadings" | "noRunTime" {
  return assets === 0 ? "noReadings" : "noRunTime";
}

function availability({ machines }: IndicatorContext): IndicatorValue {
  if (machines.devices.length === 0) return missing(whyNoRun(machines.assets.length));
  if (machines.productionMs > machines.plannedMs) return missing("ranBeyondPlan");
  return ratio(machines.productionMs, machines.plannedMs, "noPlannedTime");
}

function performance({ machines }: IndicatorContext): IndicatorValue {
  if (machines.devices.length === 0) return missing(whyNoRun(machines.assets.length));
  const counting = machines.devices.filter(
    (device) => device.bestItemMs !== null && device.producedCount > 0n,
  );
  if (counting.length === 0) return missing("noProductionCounts");
  let plannedMs = 0n;
  let runMs = 0;
  for (const device of counting) {
    plannedMs += BigInt(device.bestItemMs ?? 0) * device.producedCount;
    runMs += device.hours.reduce((sum, hour) => sum + hour.runMs, 0);
  }
  return ratio(plannedMs, runMs, "noRunTime");
}

function quality({ machines: { assets } }: IndicatorContext): IndicatorValue {
  if (assets.length === 0) return missing("noReadings");
  const counting = assets.filter((asset) => asset.countsGood && asset.countsRejects);
  if (counting.length === 0) return missing("noQualityCounts");
  const good = counting.reduce((sum, asset) => sum + asset.goodCount, 0n);
  const bad = counting.reduce((sum, asset) => sum + asset.rejectCount + asset.scrapCount, 0n);
  return ratio(good, good + bad, "noProductionCounts");
}
