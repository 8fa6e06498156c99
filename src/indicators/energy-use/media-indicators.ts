import { type IndicatorValue, missing, present } from "../definition.ts";
import { operatingParameters } from "../operating/operating-parameters.ts";
import { defineFamily, ownReason, words } from "../operating/operating-indicator.ts";
import type { OperatingView } from "../operating/operating-view.ts";
import { ratio } from "../ratio.ts";
import type { Medium } from "./energy-use-view.ts";
import { sumTrade } from "../trade-view.ts";

const common = { window: "91 days to T", range: [0, null] } as const;
const perUnit = {
  kind: "standard",
  citation: "GB/T 2589-2020 综合能耗计算通则, 单位产品综合能耗",
} as const;
const litresPerCubicMetre = 1000;
const fenPerYuan = 100;
const minutesPerHour = 60;

/** Electricity, gas, water and heat for each part, by night, and at the peak. */
export const mediaIndicators = defineFamily(
  {
    group: "energyUse",
    layer: "ordersEnergy",
    streams: ["machineDays", "meterDays"],
    source: perUnit,
  },
  [
    {
      ...common,
      id: "electricity-per-unit-91d",
      name: words("单位产品电耗（日数据）", "Electricity a part, from days"),
      definition: words("电表用电量 ÷ 产量", "Electricity of the meters over parts made"),
      formula: "Σ kWh / PQ",
      unit: "kWh/unit",
      expectedDirection: "lowerIsBetter",
      compute: (view) => quantityPerUnit(view, "electricity", 1000),
    },
    {
      ...common,
      id: "gas-per-unit-91d",
      name: words("单位产品气耗", "Gas a part"),
      definition: words("燃气用量 ÷ 产量", "Gas of the meters over parts made"),
      formula: "Σ L / PQ",
      unit: "L/unit",
      expectedDirection: "lowerIsBetter",
      compute: (view) => quantityPerUnit(view, "gas", 1),
    },
    {
      ...common,
      id: "water-per-unit-91d",
      name: words("单位产品水耗", "Water a part"),
      definition: words("用水量 ÷ 产量", "Water of the meters over parts made"),
      formula: "Σ L / PQ",
      unit: "L/unit",
      expectedDirection: "lowerIsBetter",
      compute: (view) => quantityPerUnit(view, "water", 1),
    },
    {
      ...common,
      id: "heat-per-unit-91d",
      name: words("单位产品热耗", "Heat a part"),
      definition: words("用热量 ÷ 产量", "Heat of the meters over parts made"),
      formula: "Σ kWh / PQ",
      unit: "kWh/unit",
      expectedDirection: "lowerIsBetter",
      compute: (view) => quantityPerUnit(view, "heat", 1000),
    },
    {
      ...common,
      id: "energy-per-unit-coal-91d",
      name: words("单位产品综合能耗（标煤）", "Energy a part, in standard coal"),
      definition: words(
        "电、气按当量系数折标准煤合计 ÷ 产量",
        "Electricity and gas in standard coal by their equivalents, over parts made",
      ),
      formula: "(0.1229 × kWh + 1.33 × m³ gas) / PQ",
      unit: "kgce/unit",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const electricity = view.energyUse().sumsOf("electricity", view.windows.last3);
        const gas = view.energyUse().sumsOf("gas", view.windows.last3);
        if (electricity.meterDays + gas.meterDays === 0) return missing("noEnergyReadings");
        const coal =
          (electricity.quantity / 1000) * operatingParameters.electricityCoal.value +
          (gas.quantity / litresPerCubicMetre) * operatingParameters.gasCoal.value;
        return ratio(coal, madeInQuarter(view), "noProductionCounts");
      },
    },
    {
      ...common,
      id: "electricity-per-sales-91d",
      streams: ["meterDays", "invoices"],
      name: words("单位销售额电耗", "Electricity for each yuan of sales"),
      definition: words(
        "电表用电量 ÷ 不含税销售额（有效销项发票）",
        "Electricity of the meters over net sales of valid invoices",
      ),
      formula: "Σ kWh / Σ net sales",
      unit: "kWh/CNY",
      expectedDirection: "lowerIsBetter",
      compute: (view) => {
        const { quantity, meterDays } = view.energyUse().sumsOf("electricity", view.windows.last3);
        if (meterDays === 0) return missing("noEnergyReadings");
        const { netFen } = sumTrade(view.trade().sales, view.windows.last3);
        return ratio(quantity * fenPerYuan, Number(netFen) * 1000, "nonPositiveSales");
      },
    },
    {
      ...common,
      id: "electricity-night-share-91d",
      streams: ["meterDays"],
      range: [0, 1],
      name: words("夜间用电占比（22–6 点）", "Night share of electricity, 22 to 6"),
      definition: words(
        "22 点至次日 6 点的用电量 ÷ 有夜间读数的用电量",
        "Electricity from 22 to 6 over the electricity of meters and days for which the night is known",
      ),
      formula: "Σ night kWh / Σ kWh",
      unit: "ratio",
      source: ownReason("the night shift shows itself at the meter"),
      expectedDirection: "none",
      compute: ({ energyUse, windows }) => {
        const sums = energyUse().sumsOf("electricity", windows.last3);
        return ratio(sums.nightQuantity, sums.nightKnownQuantity, "noFigure");
      },
    },
    {
      ...common,
      id: "electricity-peak-91d",
      streams: ["meterDays"],
      name: words("最大需量", "Peak demand"),
      definition: words("各电表日峰值之和的最大值", "Highest sum of the meters' peaks on one day"),
      formula: "max over days of Σ peak W",
      unit: "kW",
      source: ownReason("the peak is what the site can draw, the mean what it does"),
      expectedDirection: "none",
      compute: ({ energyUse, windows }) => {
        const { peakWatt } = energyUse().sumsOf("electricity", windows.last3);
        return peakWatt === null ? missing("noFigure") : present(peakWatt / 1000);
      },
    },
    {
      ...common,
      id: "load-factor-91d",
      streams: ["meterDays"],
      name: words("负荷率", "Load factor"),
      definition: words("平均功率 ÷ 最大需量", "Mean power over peak demand"),
      formula: "mean W / peak W",
      unit: "ratio",
      source: {
        kind: "practice",
        citation: "负荷率 as electricity suppliers use it: mean over maximum demand",
      },
      expectedDirection: "higherIsBetter",
      compute: ({ energyUse, windows }) => {
        const sums = energyUse().sumsOf("electricity", windows.last3);
        if (sums.peakWatt === null) return missing("noFigure");
        return ratio(sums.quantity * minutesPerHour, sums.siteMinutes * sums.peakWatt, "noFigure");
      },
    },
    {
      ...common,
      id: "peak-to-rated-power-91d",
      streams: ["meterDays", "twins"],
      name: words("最大需量与装机功率比", "Peak demand over rated power"),
      definition: words(
        "最大需量 ÷ 在用设备额定功率之和",
        "Peak demand over the rated power of machines in service",
      ),
      formula: "peak W / Σ rated W",
      unit: "ratio",
      source: ownReason("a meter that never sees the machines it should feed is not theirs"),
      expectedDirection: "none",
      compute: ({ energyUse, windows, production }) => {
        const { peakWatt } = energyUse().sumsOf("electricity", windows.last3);
        if (peakWatt === null) return missing("noFigure");
        const rated = production().machines.reduce((sum, { ratedWatt }) => sum + (ratedWatt ?? 0), 0);
        return ratio(peakWatt, rated, "noFigure");
      },
    },
  ],
);

function quantityPerUnit(view: OperatingView, medium: Medium, divisor: number): IndicatorValue {
  const { quantity, meterDays } = view.energyUse().sumsOf(medium, view.windows.last3);
  if (meterDays === 0) return missing("noMeterDays");
  return ratio(quantity, madeInQuarter(view) * divisor, "noProductionCounts");
}

function madeInQuarter({ production, windows }: OperatingView): number {
  const { goodCount, rejectCount, scrapCount } = production().sumsOf(windows.last3);
  return goodCount + rejectCount + scrapCount;
}
