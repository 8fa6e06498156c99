import { type Indicator, type IndicatorOrigin, type IndicatorValue, missing, present } from "./definition.ts";
import { type MachineView, hourMs } from "./machine-view.ts";
import { ratio } from "./ratio.ts";

const own = (why: string): IndicatorOrigin => ({ kind: "own", citation: `own choice: ${why}` });
const wattMsPerKwh = 3.6e9;
const fewestSiteHours = 24;
const shared = {
  version: 1,
  group: "energy",
  layer: "ordersEnergy",
  streams: ["meterDays"],
  dataClasses: ["energy"],
  window: "first to last reading up to T",
  endOfSeries: false,
} as const;

/** Electricity: how much a part takes, what runs when nothing is made, and what runs at night. */
export const energyIndicators: readonly Indicator[] = [
  {
    ...shared,
    id: "energy-per-unit",
    streams: ["machineDays", "meterDays"],
    dataClasses: ["energy", "machine"],
    name: { zh: "单位产品电耗", en: "Electricity per unit" },
    definition: {
      zh: "同时有电力与产量读数的设备：用电量 ÷ 产量（有合格计数时用合格品）",
      en: "Of the assets that report both: electricity over quantity produced (good quantity where it is counted)",
    },
    formula: "Σ kWh / Σ units",
    unit: "kWh/unit",
    range: [0, null],
    source: {
      kind: "standard",
      citation: "GB/T 2589-2020 综合能耗计算通则, 单位产品综合能耗 (electricity only)",
    },
    presentOn: ["sme_machines"],
    expectedDirection: "lowerIsBetter",
    compute: energyPerUnit,
  },
  {
    ...shared,
    id: "base-load",
    name: { zh: "基础负荷", en: "Base load" },
    definition: {
      zh: "读数完整的小时的平均功率的第 5 百分位（最近秩）；有电表时只计电表，否则计各设备自报的功率",
      en: "5th percentile (nearest rank) of the site's mean power over completely metered hours; meters alone count where there are any, else the power that machines report",
    },
    formula: "P5 of hourly mean power",
    unit: "kW",
    range: [0, null],
    source: own("a low quantile instead of the minimum, which one outage would set to zero"),
    presentOn: ["sme_machines", "steel_energy"],
    expectedDirection: "none",
    compute: ({ machines }) => baseLoad(machines),
  },
  {
    ...shared,
    id: "base-load-share",
    name: { zh: "基础负荷占比", en: "Base-load share" },
    definition: {
      zh: "基础负荷 ÷ 相同小时的平均功率",
      en: "Base load over the mean power of the same hours",
    },
    formula: "P5 of hourly mean power / mean of hourly mean power",
    unit: "ratio",
    range: [0, null],
    source: own("base against variable load tells production from a plant that is only switched on"),
    presentOn: ["sme_machines", "steel_energy"],
    expectedDirection: "lowerIsBetter",
    compute: ({ machines }) => {
      const load = baseLoad(machines);
      if (load.value === null) return load;
      const total = machines.siteHours.reduce((sum, hour) => sum + hour.energyWattMs, 0n);
      if (total <= 0n) return missing("noEnergyReadings");
      return present(load.value / (Number(total) / wattMsPerKwh / machines.siteHours.length));
    },
  },
  {
    ...shared,
    id: "night-share",
    name: { zh: "夜间用电占比", en: "Night share of electricity" },
    definition: {
      zh: "夜间时段（默认当地 23–7 点）用电量占比",
      en: "Share of the electricity used in night hours (23 to 7 local time by default)",
    },
    formula: "Σ kWh(night) / Σ kWh",
    unit: "ratio",
    range: [0, 1],
    source: own("the valley-tariff hours of most provinces"),
    presentOn: ["sme_machines", "steel_energy"],
    expectedDirection: "none",
    compute: ({ machines }) => {
      if (machines.meteredMs === 0) return missing(whyNoEnergy(machines));
      return ratio(machines.nightWattMs, machines.energyWattMs, "noEnergyReadings");
    },
  },
];

function whyNoEnergy(machines: MachineView): "noReadings" | "noEnergyReadings" {
  return machines.assets.length === 0 ? "noReadings" : "noEnergyReadings";
}

function energyPerUnit({ machines }: { readonly machines: MachineView }): IndicatorValue {
  if (machines.meteredMs === 0) return missing(whyNoEnergy(machines));
  let energyWattMs = 0n;
  let units = 0n;
  for (const asset of machines.assets) {
    const made = asset.countsGood ? asset.goodCount : asset.producedCount;
    if (made <= 0n || !asset.hours.some((hour) => hour.meteredMs > 0)) continue;
    energyWattMs += asset.hours.reduce((sum, hour) => sum + hour.energyWattMs, 0n);
    units += made;
  }
  if (units === 0n) return missing("noProductionCounts");
  return present(Number(energyWattMs) / wattMsPerKwh / Number(units));
}

function baseLoad(machines: MachineView): IndicatorValue {
  if (machines.meteredMs === 0) return missing(whyNoEnergy(machines));
  if (machines.siteHours.length < fewestSiteHours) return missing("tooFewHours");
  const loads = machines.siteHours
    .map((hour) => hour.energyWattMs)
    .sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
  const rank = Math.ceil(0.05 * loads.length) - 1;
  return present(Number(loads[rank] ?? 0n) / hourMs / 1000);
}
