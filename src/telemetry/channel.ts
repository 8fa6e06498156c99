/** What a channel counts in; the stored integer is in this unit. */
export type BaseUnit =
  | "code"
  | "ms"
  | "w"
  | "wh"
  | "count"
  | "ppm"
  | "varh"
  | "gram"
  | "fen"
  | "ma"
  | "mv"
  | "var"
  | "va"
  | "litre"
  | "kj"
  | "mk"
  | "um_per_s"
  | "pa"
  | "milli";

/** What a channel's values do: where it is known, checks know what to expect of them. */
export type ChannelSort =
  /** A state or a code, which holds until the next. */
  | "code"
  /** A measured level. */
  | "level"
  /** What happened within the interval: adds up. */
  | "amount"
  /** A counter's standing, which only grows until the meter is changed. */
  | "register";

/** A quantity that a machine, a line or a meter reports; stored as an integer in its base unit. */
export interface Channel {
  readonly id: string;
  readonly unit: BaseUnit;
  readonly zh: string;
  readonly en: string;
  /** Left out for the amounts of files. */
  readonly sort?: ChannelSort;
}

/**
 * Every channel that a mapping or a collector may name. One row of a file gives one reading a channel, all with
 * the same interval (from, to), asset and place in the log.
 */
export const channels = [
  // 0 idle, 1 manual, 2 automatic, 3 alarm.
  { id: "state", unit: "code", sort: "code", zh: "运行状态", en: "machine state" },
  { id: "state_duration_ms", unit: "ms", zh: "该状态持续时间", en: "time in the state within the interval" },
  { id: "power_w", unit: "w", sort: "level", zh: "平均功率", en: "mean power over the interval" },
  { id: "cycle_time_ms", unit: "ms", sort: "level", zh: "循环时间", en: "cycle time" },
  { id: "item_count", unit: "count", sort: "amount", zh: "产出件数", en: "items produced in the interval" },
  { id: "energy_wh", unit: "wh", sort: "amount", zh: "用电量", en: "electrical energy over the interval" },
  { id: "good_count", unit: "count", sort: "amount", zh: "合格件数", en: "good items" },
  { id: "reject_count", unit: "count", sort: "amount", zh: "拒收件数", en: "rejected items" },
  { id: "rework_count", unit: "count", zh: "返工", en: "1 when the report is of rework" },
  { id: "scrap_count", unit: "count", zh: "待评审件数", en: "items put before the material review board" },
  // The interval itself, so that a report without any count still says when a resource worked.
  { id: "run_interval", unit: "ms", zh: "报工时段", en: "length of a production report" },
  { id: "alarm_code", unit: "code", sort: "code", zh: "报警代码", en: "alarm code" },
  { id: "product_code", unit: "code", sort: "code", zh: "产品代码", en: "product code" },
  // A month's bill is kept apart from the meter's own readings: both count the same electricity.
  { id: "billed_energy_wh", unit: "wh", zh: "账单用电量", en: "electrical energy billed for the month" },
  { id: "billed_sharp_wh", unit: "wh", zh: "账单尖电量", en: "energy billed at the sharp tariff" },
  { id: "billed_peak_wh", unit: "wh", zh: "账单峰电量", en: "energy billed at the peak tariff" },
  { id: "billed_flat_wh", unit: "wh", zh: "账单平电量", en: "energy billed at the flat tariff" },
  { id: "billed_valley_wh", unit: "wh", zh: "账单谷电量", en: "energy billed at the valley tariff" },
  { id: "energy_cost_fen", unit: "fen", zh: "账单电费", en: "cost of the energy billed" },
  { id: "order_quantity", unit: "count", zh: "工单数量", en: "quantity of the work order" },
  // From here on what collectors and meters report by themselves.
  {
    id: "energy_register_wh",
    unit: "wh",
    sort: "register",
    zh: "正向有功电能示值",
    en: "active energy register",
  },
  {
    id: "reverse_energy_register_wh",
    unit: "wh",
    sort: "register",
    zh: "反向有功电能示值",
    en: "register of active energy fed back",
  },
  {
    id: "reactive_energy_register_varh",
    unit: "varh",
    sort: "register",
    zh: "无功电能示值",
    en: "reactive energy register",
  },
  { id: "reactive_power_var", unit: "var", sort: "level", zh: "无功功率", en: "reactive power" },
  { id: "apparent_power_va", unit: "va", sort: "level", zh: "视在功率", en: "apparent power" },
  { id: "power_factor_ppm", unit: "ppm", sort: "level", zh: "功率因数", en: "power factor" },
  { id: "demand_w", unit: "w", sort: "level", zh: "最大需量", en: "maximum demand" },
  { id: "current_ma", unit: "ma", sort: "level", zh: "电流", en: "current" },
  { id: "voltage_mv", unit: "mv", sort: "level", zh: "电压", en: "voltage" },
  { id: "gas_litre", unit: "litre", sort: "amount", zh: "用气量", en: "gas over the interval" },
  { id: "gas_register_litre", unit: "litre", sort: "register", zh: "燃气表示值", en: "gas register" },
  { id: "water_litre", unit: "litre", sort: "amount", zh: "用水量", en: "water over the interval" },
  { id: "water_register_litre", unit: "litre", sort: "register", zh: "水表示值", en: "water register" },
  { id: "heat_kj", unit: "kj", sort: "amount", zh: "用热量", en: "heat over the interval" },
  { id: "heat_register_kj", unit: "kj", sort: "register", zh: "热量表示值", en: "heat register" },
  { id: "temperature_mk", unit: "mk", sort: "level", zh: "温度", en: "temperature (kelvin, thousandths)" },
  {
    id: "vibration_um_per_s",
    unit: "um_per_s",
    sort: "level",
    zh: "振动速度",
    en: "vibration velocity, RMS",
  },
  { id: "pressure_pa", unit: "pa", sort: "level", zh: "压力", en: "gauge pressure" },
  { id: "spindle_load_ppm", unit: "ppm", sort: "level", zh: "主轴负载", en: "spindle load" },
  {
    id: "spindle_speed_mrpm",
    unit: "milli",
    sort: "level",
    zh: "主轴转速",
    en: "spindle speed, thousandths of 1/min",
  },
  { id: "feed_override_ppm", unit: "ppm", sort: "level", zh: "进给倍率", en: "feed override" },
  {
    id: "item_register_count",
    unit: "count",
    sort: "register",
    zh: "产出计数器",
    en: "counter of items produced",
  },
  {
    id: "run_register_ms",
    unit: "ms",
    sort: "register",
    zh: "累计运行时间",
    en: "running time since installation",
  },
  { id: "material_gram", unit: "gram", sort: "amount", zh: "用料重量", en: "material used in the interval" },
  { id: "stock_gram", unit: "gram", sort: "level", zh: "库存重量", en: "weight in stock" },
  { id: "stock_count", unit: "count", sort: "level", zh: "库存件数", en: "items in stock" },
  { id: "headcount", unit: "count", sort: "level", zh: "在岗人数", en: "people at work" },
  { id: "shift_code", unit: "code", sort: "code", zh: "班次", en: "shift" },
  { id: "worked_ms", unit: "ms", sort: "amount", zh: "工时", en: "working time over the interval" },
  { id: "link_up", unit: "code", sort: "code", zh: "网络连通", en: "1 while the network element answers" },
  { id: "link_loss_ppm", unit: "ppm", sort: "level", zh: "丢包率", en: "share of packets lost" },
] as const satisfies readonly Channel[];

export type ChannelId = (typeof channels)[number]["id"];

const byId: ReadonlyMap<string, Channel & { readonly id: ChannelId }> = new Map(
  channels.map((channel) => [channel.id, channel]),
);

/** The channel of an id; undefined where the catalogue has none. */
export function findChannel(id: string): (Channel & { readonly id: ChannelId }) | undefined {
  return byId.get(id);
}
