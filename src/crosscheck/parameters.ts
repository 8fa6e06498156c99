import { defineDesignChoice } from "#kernel";

/** Thresholds of the cross-checks; each is our own choice and shown as such. */
export const crossCheckParameters = {
  accusationStrength: choice("accusation.strength", 0.9, "0–1", {
    zh: "涉嫌造假的矛盾达到这一强度才算指认",
    en: "A contradiction that suggests fraud counts as an accusation from this strength on",
  }),
  mostChance: choice("chance.most", 0.001, "0–1", {
    zh: "出于偶然的可能（已按尝试次数放大）高于此值的矛盾不提出",
    en: "A contradiction that chance explains more often than this (tries counted) is not raised",
  }),
  blockDays: choice("block.days", 5, "working days", {
    zh: "比较水平时把这么多个正常工作日合为一块，取中位数",
    en: "Levels are compared by medians over blocks of so many ordinary working days",
  }),
  fewestBlocksBefore: choice("block.fewest-before", 8, "blocks", {
    zh: "变化之前至少要有这么多块",
    en: "Fewest blocks before a change of level",
  }),
  fewestBlocksAfter: choice("block.fewest-after", 3, "blocks", {
    zh: "变化之后至少要有这么多块",
    en: "Fewest blocks after a change of level",
  }),
  leastSeparation: choice("level.separation.least", 0.88, "0–1", {
    zh: "变化前后各块落在两水平中线自己一侧的比例下限",
    en: "Share of blocks on their own side of the middle between two levels, at least",
  }),
  spreadsOfShift: choice("level.spreads", 2.5, "spreads", {
    zh: "水平变化至少是此前离散程度的这么多倍",
    en: "A change of level is at least so many spreads of the blocks before",
  }),
  leastEnergyShift: choice("energy.shift.least", 0.1, "log ratio", {
    zh: "每运行小时用电的水平变化达到这一对数比才算异常",
    en: "Change of energy for a running hour, log ratio, that counts",
  }),
  mostScale: choice("energy.scale.most", 0.3, "log ratio", {
    zh: "产出与工时关系不变而用电变化不超过这一对数比，视为传感器量程或校准变化",
    en: "While hours still go with output, a step of no more than this log ratio is a sensor's scale, not another load",
  }),
  leastIdleShift: choice("idle.energy.least", 0.07, "log ratio", {
    zh: "空转：每运行小时用电至少下降这一对数比",
    en: "Idle running: energy for a running hour falls at least by this log ratio",
  }),
  leastDrift: choice("energy.drift.least", 0.06, "log ratio", {
    zh: "逐渐变化（漂移）达到这一对数比才算异常",
    en: "Gradual change (drift), log ratio, that counts",
  }),
  leastPlantShift: choice("plant.shift.least", 0.35, "log ratio", {
    zh: "全厂电表与设备运行之间的水平变化达到这一对数比才算异常（未接入的设备也在电表后面）",
    en: "Change of the plant's meter against machine hours, log ratio, that counts (machines that are not connected are behind it as well)",
  }),
  leastPlantDrift: choice("plant.drift.least", 0.15, "log ratio", {
    zh: "全厂电表相对设备运行逐渐偏离达到这一对数比才算漂移",
    en: "Gradual change of the plant's meter against machine hours, log ratio, that counts as drift",
  }),
  driftShare: choice("energy.drift.share", 0.5, "0–1", {
    zh: "后一段内逐渐形成的部分占这一比例以上，视为漂移而不是突变",
    en: "Above this share of the shift coming gradually it is a drift, not a step",
  }),
  rampFewestDays: choice("energy.ramp.days.fewest", 45, "days", {
    zh: "变化历时至少这么多天才算逐渐形成",
    en: "A change takes at least so many days to count as gradual",
  }),
  idleHoursRise: choice("idle.hours.rise", 0.1, "ratio", {
    zh: "空转：运行时间至少增加这一比例",
    en: "Idle running: run time rises at least by this share",
  }),
  idlePowerShare: choice("idle.power.share", 0.6, "0–1", {
    zh: "空转：新增运行小时的平均功率低于原运行功率的这一比例",
    en: "Idle running: added hours draw less than this share of the power of running",
  }),
  flatFewestDays: choice("flat.days.fewest", 8, "days", {
    zh: "读数连续这么多天不变算作直线",
    en: "A reading that does not move on so many days in a row is a flat line",
  }),
  flatSpreadShare: choice("flat.spread.share", 0.1, "0–1", {
    zh: "直线段的起伏低于此前起伏的这一比例",
    en: "A flat line moves less than this share of what it moved before",
  }),
  stuckFewestDays: choice("stuck.days.fewest", 5, "days", {
    zh: "设备运行而计数不动，连续这么多个运行日算作卡死",
    en: "A counter that stands still on so many running days in a row is stuck",
  }),
  replayFewestDays: choice("replay.days.fewest", 10, "days", {
    zh: "至少这么多个有信息量的日子完全重复才算重放",
    en: "Fewest telling days repeated exactly at one lag that make a replay",
  }),
  replayShare: choice("replay.share", 0.5, "0–1", {
    zh: "重复区段内重复日子所占比例下限（编辑过的重放仍会被发现）",
    en: "Share of a stretch's days that repeat, at least, so that edited replays are found as well",
  }),
  restChange: choice("rest.change", 0.002, "0–1", {
    zh: "日用量与前后两天相差都不超过这一比例，视为停用或保温，不含信息",
    en: "A day of a meter that differs from both neighbours by no more than this share is rest and tells nothing",
  }),
  cloneFewestWeeks: choice("clone.weeks.fewest", 4, "weeks", {
    zh: "两家企业的设备至少这么多周抽样日完全相同才算克隆",
    en: "Fewest weeks whose sampled day is the same on two enterprises that make a clone",
  }),
  likenessFewestDays: choice("likeness.days.fewest", 16, "days", {
    zh: "近似重放、近似克隆至少比较这么多天",
    en: "Fewest days of a near-replay or near-clone",
  }),
  likenessLeast: choice("likeness.least", 0.99, "0–1", {
    zh: "去掉周内规律后的相关系数达到此值算作近似相同",
    en: "Correlation of what is left after the week's pattern from which series count as nearly the same",
  }),
  plantSpreads: choice("plant.spreads", 5, "spreads", {
    zh: "全厂电表的水平变化至少是此前离散程度的这么多倍",
    en: "A change of the plant's meter is at least so many spreads of the blocks before",
  }),
  clockSkewSeconds: choice("clock.skew", 3600, "s", {
    zh: "采集器时钟偏差超过此值视为被拨动",
    en: "A collector's clock further off than this was set",
  }),
  clockFewestDays: choice("clock.days.fewest", 2, "days", {
    zh: "时钟被拨动的日子至少这么多才提出",
    en: "Fewest days of a set clock that raise it",
  }),
  editedFewestValues: choice("edited.values.fewest", 30, "values", {
    zh: "检验末位数字至少需要这么多个手工值",
    en: "Fewest values of hand for a test of last digits",
  }),
  editedRoundShare: choice("edited.round.share", 0.35, "0–1", {
    zh: "末位为 0 或 5 的比例达到此值才算偏好整数（随机约为 0.2）",
    en: "Share of last digits 0 and 5 from which numbers count as made up (0.2 by chance)",
  }),
  editedLevel: choice("edited.level", 0.05, "log ratio", {
    zh: "手工值相对电表的水平变化达到这一对数比，才与整数偏好一起视为修改",
    en: "Change of level against the meter, log ratio, from which round numbers count as edited",
  }),
  ringFewestRounds: choice("ring.rounds.fewest", 2, "rounds", {
    zh: "环形贸易至少转这么多圈",
    en: "Fewest rounds of a trade ring",
  }),
  ringWindowDays: choice("ring.window", 45, "days", {
    zh: "一圈内各笔发票相隔不超过这么多天",
    en: "Invoices of one round lie at most so many days apart",
  }),
  ringAmountSpread: choice("ring.amount.spread", 0.15, "ratio", {
    zh: "一圈内各笔金额相差不超过这一比例",
    en: "Amounts of one round differ at most by this share",
  }),
  ringDeliveredShare: choice("ring.delivered.share", 0.5, "0–1", {
    zh: "环内有货物流转支持的发票比例低于此值才算虚假",
    en: "Below this share of a ring's invoices with goods behind them it is a sham",
  }),
  reversedFewest: choice("reversed.invoices.fewest", 4, "invoices", {
    zh: "至少这么多张蓝字发票在期末后被红冲",
    en: "Fewest invoices taken back soon after a period's end",
  }),
  reversedDays: choice("reversed.days", 35, "days", {
    zh: "期末开票后这么多天内红冲算作冲回",
    en: "A red invoice within so many days takes back a period's end",
  }),
  reversedShare: choice("reversed.share", 0.03, "0–1", {
    zh: "被冲回金额占当期开票的比例下限",
    en: "Share of a period's invoices taken back, at least",
  }),
  reversedHabit: choice("reversed.habit", 0.03, "0–1", {
    zh: "正常企业红冲金额占比的上限（同行数据不足时使用）",
    en: "Share of invoices that honest enterprises take back, at most, where neighbours do not tell",
  }),
  unbackedHabit: choice("reversed.unbacked.habit", 0.3, "0–1", {
    zh: "无订单发货支持的发票平时不超过这一比例时，只看没有货物支持的红冲",
    en: "Where no more than this share of invoices usually has no goods behind it, only reversals without goods count",
  }),
  orderTolerance: choice("order.tolerance", 0.05, "ratio", {
    zh: "订单、发货、发票、付款金额相差不超过此比例视为一致",
    en: "Orders, deliveries, invoices and payments agree within this share",
  }),
  graceDays: choice("order.grace", 30, "days", {
    zh: "到期后这么多天内尚未到的流不算缺失",
    en: "A flow is not missing until so many days after it was due",
  }),
  termDays: choice("order.term", 90, "days", {
    zh: "没有约定时，开票后这么多天应当收到货款",
    en: "Without an agreed day, payment is due so many days after the invoice",
  }),
  leastFlowShift: choice("flow.shift.least", 0.6, "log ratio", {
    zh: "产出、材料、发货、用工之间的比例变化达到这一对数比才算矛盾",
    en: "Change of the ratio between output, material, deliveries or work, log ratio, that counts",
  }),
  stockTolerance: choice("stock.tolerance", 0.05, "0–1", {
    zh: "库存滚动推算与盘点的差额占流转量的比例低于此值视为计量误差",
    en: "A gap between stock rolled forward and counted below this share of what went through is an error of measurement",
  }),
  declaredGap: choice("declared.gap", 0.3, "log ratio", {
    zh: "申报与发票、收款推算的差距达到这一对数比才算矛盾",
    en: "Gap between what is declared and what invoices and receipts say, log ratio, that counts",
  }),
  peersFewest: choice("peers.fewest", 10, "enterprises", {
    zh: "k 匿名：同行、指数单元至少这么多家企业",
    en: "k-anonymity: fewest enterprises in a comparison or an index cell",
  }),
  dominantShare: choice("peers.dominant.share", 0.5, "0–1", {
    zh: "单家企业占比高于此值的指数单元不公布",
    en: "An index cell in which one enterprise has more than this share is withheld",
  }),
  fewestChecks: choice("grade.checks.fewest", 4, "checks", {
    zh: "至少做成这么多项核验才评真实性等级",
    en: "Fewest checks that could be made for a grade",
  }),
} as const;

/** The values alone, so that a caller may try others. */
export type CrossCheckParameters = { readonly [Name in keyof typeof crossCheckParameters]: number };

export const defaultCrossCheckParameters = Object.fromEntries(
  Object.entries(crossCheckParameters).map(([name, { value }]) => [name, value]),
) as CrossCheckParameters;

function choice(
  id: string,
  value: number,
  unit: string,
  words: { readonly zh: string; readonly en: string },
): ReturnType<typeof defineDesignChoice> {
  return defineDesignChoice(`crosscheck.${id}`, value, unit, words);
}
