import type { TwinRow } from "#operations";
import { type IndicatorValue, missing, present } from "../definition.ts";
import { daysTo, rowsOfWindow } from "../operating/day-range.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import { defineFamily, ownChoice, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { log10Yuan, ratio } from "../ratio.ts";

const daysOfMonth = 365 / 12;
const minutesOfDay = 1440;

/** What machines there are, how old, whose, and how well they are read (设备参数). */
export const deviceIndicators = defineFamily(
  { group: "deviceParameters", layer: "device", streams: ["twins"], source: ownChoice },
  [
    {
      id: "device-count",
      name: words("在用设备数", "Machines in service"),
      definition: words(
        "台账中已投产的设备数（计量表不计）",
        "Machines of the register that are in service at T; meters do not count",
      ),
      formula: "|{machine: in service ≤ T}|",
      unit: "count",
      range: [1, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: (view) => ofMachines(view, (machines) => present(machines.length)),
    },
    {
      id: "production-line-count",
      name: words("产线（工作中心）数", "Production lines"),
      definition: words("在用设备所属的不同工作中心数", "Different work centres of the machines in service"),
      formula: "|{work centre of machines in service}|",
      unit: "count",
      range: [1, null],
      window: "at T",
      expectedDirection: "none",
      compute: (view) =>
        ofMachines(view, (machines) => present(new Set(machines.map(({ workCentre }) => workCentre)).size)),
    },
    {
      id: "rated-power-total",
      name: words("装机功率", "Rated power"),
      definition: words("在用设备额定功率之和", "Sum of the rated power of the machines in service"),
      formula: "Σ rated W",
      unit: "kW",
      range: [0, null],
      window: "at T",
      expectedDirection: "none",
      compute: (view) =>
        ofMachines(view, (machines) => {
          const rated = machines.flatMap(({ ratedWatt }) => (ratedWatt === null ? [] : [ratedWatt]));
          return rated.length === 0
            ? missing("noFigure")
            : present(rated.reduce((sum, watt) => sum + watt, 0) / 1000);
        }),
    },
    {
      id: "device-value-log",
      name: words("设备原值（对数）", "Purchase value of machines, log"),
      definition: words(
        "在用设备购置原值之和的常用对数",
        "Common logarithm of the purchase prices of the machines in service",
      ),
      formula: "log10(Σ purchase price / 1 CNY)",
      unit: "log10 CNY",
      range: [null, null],
      window: "at T",
      expectedDirection: "higherIsBetter",
      compute: (view) => ofMachines(view, (machines) => log10Yuan(valueOf(machines), "noFigure")),
    },
    {
      id: "device-age-months",
      name: words("设备平均役龄（按原值加权）", "Age of machines, weighted by value"),
      definition: words(
        "在用设备自投产至截止日的月数，按购置原值加权",
        "Months in service at T of the machines, weighted by their purchase price",
      ),
      formula: "Σ price × months in service / Σ price",
      unit: "months",
      range: [0, null],
      window: "at T",
      expectedDirection: "none",
      compute: (view) => ofMachines(view, (machines) => meanAge(machines, view.lastDay)),
    },
    {
      id: "device-newness",
      name: words("设备新度系数", "Newness of machines"),
      definition: words(
        "按直线折旧的净值 ÷ 原值；寿命与残值取台账",
        "Net over gross purchase value by straight-line depreciation, with life and residual value of the register",
      ),
      formula: "Σ price × (1 − (1 − residual) × min(1, age/life)) / Σ price",
      unit: "ratio",
      range: [0, 1],
      window: "at T",
      source: {
        kind: "practice",
        citation: "固定资产新度系数 = net over gross value; straight line as in 企业所得税法实施条例 Art. 59",
      },
      expectedDirection: "higherIsBetter",
      compute: (view) => ofMachines(view, (machines) => newness(machines, view.lastDay)),
    },
    {
      id: "new-device-share-12m",
      name: words("近一年新增设备占比", "Share of machines of the last 12 months"),
      definition: words(
        "投产不满一年的设备原值占比",
        "Share in purchase value of machines in service for less than a year",
      ),
      formula: "Σ price(age < 365 d) / Σ price",
      unit: "ratio",
      range: [0, 1],
      window: "365 days to T",
      source: ownReason("expansion ahead of orders is one of the ways into default"),
      expectedDirection: "none",
      compute: (view) =>
        ofMachines(view, (machines) => {
          const newest = view.lastDay - operatingParameters.newDeviceDays.value;
          const known = machines.filter(({ inServiceOn }) => inServiceOn !== null);
          return ratio(
            valueOf(known.filter(({ inServiceOn }) => (inServiceOn ?? newest) > newest)),
            valueOf(known),
            "noFigure",
          );
        }),
    },
    {
      id: "encumbered-device-share",
      name: words("设备权利负担占比", "Share of encumbered machines"),
      definition: words(
        "有租赁、抵押或质押负担的设备原值占比",
        "Share in purchase value of machines that are leased, mortgaged or pledged",
      ),
      formula: "Σ price(encumbered) / Σ price",
      unit: "ratio",
      range: [0, 1],
      window: "at T",
      expectedDirection: "lowerIsBetter",
      compute: (view) =>
        ofMachines(view, (machines) =>
          ratio(
            valueOf(machines.filter(({ encumbrance }) => encumbrance !== "")),
            valueOf(machines),
            "noFigure",
          ),
        ),
    },
    {
      id: "connected-device-share-28d",
      streams: ["twins", "machineDays"],
      name: words("设备接入率", "Share of machines connected"),
      definition: words(
        "近 28 天有运行数据的在用设备占比",
        "Share of the machines in service that were read in the 28 days to T",
      ),
      formula: "|{machine read in 28 d}| / |{machine in service}|",
      unit: "ratio",
      range: [0, 1],
      window: "28 days to T",
      expectedDirection: "higherIsBetter",
      compute: (view) =>
        ofMachines(view, (machines) => {
          const read = view.production().byAsset(daysTo(view.lastDay, 28));
          const seen = machines.filter(({ asset }) => (read.get(asset)?.knownMinutes ?? 0) > 0);
          return ratio(seen.length, machines.length, "noTwins");
        }),
    },
    {
      id: "device-data-coverage-91d",
      streams: ["machineDays"],
      name: words("设备数据覆盖率", "Coverage of machine data"),
      definition: words(
        "近 91 天已知分钟 ÷ 有数据的设备日的全部分钟",
        "Known minutes over all minutes of the machine-days read in the 91 days to T",
      ),
      formula: "Σ known / (1440 × machine-days)",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: ({ production, windows }) => {
        const { knownMinutes, deviceDays } = production().sumsOf(windows.last3);
        return ratio(knownMinutes, deviceDays * minutesOfDay, "noMachineDays");
      },
    },
    {
      id: "device-signed-share-91d",
      streams: ["machineDays"],
      name: words("设备签名数据占比", "Share of device-signed data"),
      definition: words(
        "近 91 天由设备自身签名的设备日占比",
        "Share of the machine-days of the 91 days to T that the device itself signed",
      ),
      formula: "|{machine-day signed by device}| / |{machine-day}|",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "higherIsBetter",
      compute: ({ production, windows }) => {
        const { signedDays, deviceDays } = production().sumsOf(windows.last3);
        return ratio(signedDays, deviceDays, "noMachineDays");
      },
    },
    {
      id: "collector-late-share-91d",
      streams: ["collectorDays"],
      name: words("读数迟到占比", "Share of late readings"),
      definition: words(
        "近 91 天采集器迟到的读数占比",
        "Share of the collectors' readings of the 91 days to T that came late",
      ),
      formula: "Σ late / Σ readings",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => collectorShare(view, ({ late }) => late),
    },
    {
      id: "collector-repeat-share-91d",
      streams: ["collectorDays"],
      name: words("重复读数占比", "Share of repeated readings"),
      definition: words(
        "近 91 天与先前内容相同、编号却是新的读数占比",
        "Share of the readings of the 91 days to T that equal earlier ones under new numbers",
      ),
      formula: "Σ repeated / Σ readings",
      unit: "ratio",
      range: [0, 1],
      window: "91 days to T",
      expectedDirection: "lowerIsBetter",
      compute: (view) => collectorShare(view, ({ repeated }) => repeated),
    },
  ],
);

function ofMachines(
  view: OperatingView,
  compute: (machines: readonly TwinRow[]) => IndicatorValue,
): IndicatorValue {
  const { machines } = view.production();
  return machines.length === 0 ? missing("noTwins") : compute(machines);
}

function valueOf(machines: readonly TwinRow[]): bigint {
  return machines.reduce((sum, { purchaseFen }) => sum + (purchaseFen ?? 0n), 0n);
}

function meanAge(machines: readonly TwinRow[], lastDay: number): IndicatorValue {
  let [weighted, total] = [0n, 0n];
  for (const { purchaseFen, inServiceOn } of machines) {
    if (purchaseFen === null || inServiceOn === null) continue;
    weighted += purchaseFen * BigInt(lastDay - inServiceOn);
    total += purchaseFen;
  }
  return total <= 0n ? missing("noFigure") : present(Number(weighted) / Number(total) / daysOfMonth);
}

function newness(machines: readonly TwinRow[], lastDay: number): IndicatorValue {
  let [net, gross] = [0, 0];
  for (const { purchaseFen, inServiceOn, lifeMonths, residualPpm } of machines) {
    if (purchaseFen === null || inServiceOn === null || lifeMonths === null || lifeMonths <= 0) continue;
    const used = Math.min(1, (lastDay - inServiceOn) / daysOfMonth / lifeMonths);
    net += Number(purchaseFen) * (1 - (1 - (residualPpm ?? 0) / 1_000_000) * used);
    gross += Number(purchaseFen);
  }
  return ratio(net, gross, "noFigure");
}

function collectorShare(
  { facts, windows }: OperatingView,
  read: (day: OperatingView["facts"]["collectorDays"][number]) => number,
): IndicatorValue {
  const days = rowsOfWindow(facts.collectorDays, ({ day }) => day, windows.last3);
  const readings = days.reduce((sum, day) => sum + day.readings, 0);
  return ratio(
    Math.min(
      readings,
      days.reduce((sum, day) => sum + read(day), 0),
    ),
    readings,
    "noCollectorDays",
  );
}
