/** What a channel counts in; the stored integer is in this unit. */
export type BaseUnit = "code" | "ms" | "w" | "wh" | "count" | "ppm" | "mvar_h" | "gram" | "fen";

/** A quantity that a machine, a line or a meter reports; stored as an integer in its base unit. */
export interface Channel {
  readonly id: string;
  readonly unit: BaseUnit;
  readonly zh: string;
  readonly en: string;
}

/**
 * Every channel that a mapping may name. One row of a file gives one reading a channel, all with the same
 * interval (from, to), asset and place in the log.
 */
export const channels = [
  // 0 idle, 1 manual, 2 automatic, 3 alarm.
  { id: "state", unit: "code", zh: "运行状态", en: "machine state" },
  { id: "state_duration_ms", unit: "ms", zh: "该状态持续时间", en: "time in the state within the interval" },
  { id: "power_w", unit: "w", zh: "平均功率", en: "mean power over the interval" },
  { id: "cycle_time_ms", unit: "ms", zh: "循环时间", en: "cycle time" },
  { id: "item_count", unit: "count", zh: "产出件数", en: "items produced in the interval" },
  { id: "energy_wh", unit: "wh", zh: "用电量", en: "electrical energy over the interval" },
  { id: "good_count", unit: "count", zh: "合格件数", en: "good items" },
  { id: "reject_count", unit: "count", zh: "拒收件数", en: "rejected items" },
  { id: "rework_count", unit: "count", zh: "返工", en: "1 when the report is of rework" },
  { id: "scrap_count", unit: "count", zh: "待评审件数", en: "items put before the material review board" },
  // The interval itself, so that a report without any count still says when a resource worked.
  { id: "run_interval", unit: "ms", zh: "报工时段", en: "length of a production report" },
  { id: "alarm_code", unit: "code", zh: "报警代码", en: "alarm code" },
  { id: "product_code", unit: "code", zh: "产品代码", en: "product code" },
  // A month's bill is kept apart from the meter's own readings: both count the same electricity.
  { id: "billed_energy_wh", unit: "wh", zh: "账单用电量", en: "electrical energy billed for the month" },
  { id: "billed_sharp_wh", unit: "wh", zh: "账单尖电量", en: "energy billed at the sharp tariff" },
  { id: "billed_peak_wh", unit: "wh", zh: "账单峰电量", en: "energy billed at the peak tariff" },
  { id: "billed_flat_wh", unit: "wh", zh: "账单平电量", en: "energy billed at the flat tariff" },
  { id: "billed_valley_wh", unit: "wh", zh: "账单谷电量", en: "energy billed at the valley tariff" },
  { id: "energy_cost_fen", unit: "fen", zh: "账单电费", en: "cost of the energy billed" },
  { id: "order_quantity", unit: "count", zh: "工单数量", en: "quantity of the work order" },
] as const satisfies readonly Channel[];

export type ChannelId = (typeof channels)[number]["id"];
