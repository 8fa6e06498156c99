import { missing, present } from "../definition.ts";
import { proportion } from "../operating/estimates.ts";
import { defineFamily, iso22400, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import { availability, effectiveness, product, quality } from "./machine-ratios.ts";
import { type MachineSums, busyMinutesOf, plannedMinutesOf } from "./machine-sums.ts";

const minutesOfDay = 1440;
const common = { unit: "ratio", range: [0, 1], window: "91 days to T" } as const;

/** How machines are used, in the terms of ISO 22400-2; 开工率 counts days of machines, 稼动率 counts their time. */
export const useIndicators = defineFamily(
  {
    group: "production",
    layer: "device",
    streams: ["machineDays"],
    source: iso22400("time model of a work unit; minutes of days, not of single states"),
  },
  [
    {
      ...common,
      id: "device-operating-rate-91d",
      name: words("开工率（设备日）", "Operating rate, days of machines"),
      definition: words(
        "计划日内运行达到阈值的设备日 ÷ 数据完整的计划设备日；法定节假日不计，无数据的日子不当作停机",
        "Days of machines that ran at least the threshold over planned days of machines that are known; statutory holidays are left out and silence is not standstill",
      ),
      formula: "|{machine-day planned: run ≥ threshold}| / |{machine-day planned and known}|",
      source: ownReason("common usage of 开工率, with its calendar basis stated"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { workedDeviceDays, plannedDeviceDays } = lastQuarter(view);
        return proportion(workedDeviceDays, plannedDeviceDays, "noPlannedTime");
      },
    },
    {
      ...common,
      id: "device-availability-91d",
      streams: ["machineDays", "workforce"],
      name: words("时间稼动率", "Availability"),
      definition: words(
        "实际运行时间 ÷ 负荷时间；负荷时间为计划日的班次数 × 每班时间，按数据已知部分折算",
        "Run time over planned busy time: the shifts of planned days, each of the usual length, as far as the days are known",
      ),
      formula: "A = APT / PBT",
      source: iso22400("availability"),
      expectedDirection: "higherIsBetter",
      compute: (view) => availability(lastQuarter(view)),
    },
    {
      ...common,
      id: "allocation-efficiency-91d",
      streams: ["machineDays", "workforce"],
      range: [0, null],
      name: words("分配效率", "Allocation efficiency"),
      definition: words(
        "开机时间（运行、待机、报警）÷ 负荷时间；大于 1 表示在班次之外开机",
        "Time on (running, idle, in alarm) over planned busy time; above 1 it was on outside its shifts",
      ),
      formula: "AUBT / PBT",
      source: iso22400("allocation efficiency"),
      expectedDirection: "none",
      compute: (view) => {
        const sums = lastQuarter(view);
        return ratio(busyMinutesOf(sums), plannedMinutesOf(sums), "noPlannedTime");
      },
    },
    {
      ...common,
      id: "utilisation-efficiency-91d",
      name: words("利用效率", "Utilisation efficiency"),
      definition: words(
        "运行时间 ÷ 开机时间（运行、待机、报警）",
        "Run time over time on (running, idle, in alarm)",
      ),
      formula: "APT / AUBT",
      source: iso22400("utilization efficiency"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return ratio(sums.runMinutes, busyMinutesOf(sums), "noRunTime");
      },
    },
    {
      ...common,
      id: "technical-efficiency-91d",
      name: words("技术效率", "Technical efficiency"),
      definition: words("运行时间 ÷（运行 + 报警停机）时间", "Run time over run time and time in alarm"),
      formula: "APT / (APT + ADET)",
      source: iso22400("technical efficiency; the delay is the time in alarm"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { runMinutes, alarmMinutes } = lastQuarter(view);
        return ratio(runMinutes, runMinutes + alarmMinutes, "noRunTime");
      },
    },
    {
      ...common,
      id: "idle-time-share-91d",
      name: words("待机时间占比", "Share of idle time"),
      definition: words(
        "开机而未运行也未报警的时间占开机时间的比例（换型调试在内，数据不区分）",
        "Time on that is neither run nor alarm, over time on; set-up is part of it, as the data do not tell it apart",
      ),
      formula: "idle / AUBT",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return ratio(sums.idleMinutes, busyMinutesOf(sums), "noRunTime");
      },
    },
    {
      ...common,
      id: "device-effectiveness-91d",
      streams: ["machineDays", "twins"],
      range: [0, null],
      name: words("性能稼动率", "Effectiveness (performance)"),
      definition: words(
        "有标准节拍的设备：标准节拍 × 产量 ÷ 运行时间",
        "Of machines with a standard cycle: cycle times parts over run time",
      ),
      formula: "E = Σ PRI × PQ / Σ APT",
      source: iso22400("effectiveness"),
      expectedDirection: "higherIsBetter",
      compute: (view) => effectiveness(lastQuarter(view)),
    },
    {
      ...common,
      id: "device-oee-91d",
      streams: ["machineDays", "twins", "workforce"],
      range: [0, null],
      name: words("设备综合效率 OEE（班次口径）", "Overall equipment effectiveness, by shifts"),
      definition: words(
        "时间稼动率 × 性能稼动率 × 良品率；缺任一项则缺失",
        "Availability × effectiveness × quality ratio; missing when any of them is",
      ),
      formula: "OEE = A × E × Q",
      source: iso22400("OEE index"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        return product([availability(sums), effectiveness(sums), quality(sums)]);
      },
    },
    {
      ...common,
      id: "device-nee-91d",
      streams: ["machineDays", "twins", "workforce"],
      range: [0, null],
      name: words("设备净效率 NEE（上界）", "Net equipment effectiveness, upper bound"),
      definition: words(
        "（运行 + 待机）÷ 负荷时间 × 性能稼动率 × 良品率；换型含在待机中，故为上界",
        "Run and idle time over planned busy time, × effectiveness × quality ratio; set-up cannot be told from idle, so it is an upper bound",
      ),
      formula: "NEE ≤ (APT + idle) / PBT × E × Q",
      source: iso22400("NEE index"),
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const sums = lastQuarter(view);
        const processing = ratio(sums.runMinutes + sums.idleMinutes, plannedMinutesOf(sums), "noPlannedTime");
        return product([processing, effectiveness(sums), quality(sums)]);
      },
    },
    {
      ...common,
      id: "calendar-use-91d",
      name: words("日历时间利用率", "Use of calendar time"),
      definition: words(
        "运行时间 ÷ 全部已知时间（24 小时口径）",
        "Run time over all time that is known, nights and holidays in",
      ),
      formula: "Σ run / Σ known",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { runMinutes, knownMinutes } = lastQuarter(view);
        // Two reports of one machine and day may contradict each other; a day has no more minutes for that.
        return ratio(Math.min(runMinutes, knownMinutes), knownMinutes, "noMachineDays");
      },
    },
    {
      ...common,
      id: "run-hours-per-device-day-91d",
      unit: "hours",
      range: [0, 24],
      name: words("单机日均运行时间", "Run hours a machine and day"),
      definition: words(
        "运行时间 ÷ 有数据的设备日，节假日计入",
        "Run time over days of machines that are known, holidays in",
      ),
      formula: "Σ run / Σ known × 24 h",
      expectedDirection: "higherIsBetter",
      compute: (view) => {
        const { runMinutes, knownMinutes } = lastQuarter(view);
        if (knownMinutes === 0) return missing("noMachineDays");
        return present((Math.min(runMinutes, knownMinutes) / knownMinutes) * (minutesOfDay / 60));
      },
    },
  ],
);

/** Sums over the 91 days to T. */
export function lastQuarter({ production, windows }: OperatingView): MachineSums {
  return production().sumsOf(windows.last3);
}
