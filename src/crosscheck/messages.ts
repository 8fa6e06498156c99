import { defineMessages } from "#kernel";

/** Sentences of contradictions; every one says what was expected and what was found. */
export const crossCheckMessages = defineMessages({
  idleRunning: {
    zh: "{asset} 自 {day} 起每个工作日运行 {found} 小时（此前 {expected}），多出的每小时只用电 {addedKw} 千瓦（正常运行 {runKw} 千瓦），接近空载",
    en: "Since {day}, {asset} runs {found} hours a working day ({expected} before), and each added hour draws {addedKw} kW ({runKw} kW when it works): close to idling",
  },
  idlePlant: {
    zh: "自 {day} 起设备总运行时间由每工作日 {expected} 增至 {found} 小时，而全厂电表按此前规律应为每日 {expectedKwh} 千瓦时，实为 {foundKwh}",
    en: "Since {day} all machines run {found} hours a working day ({expected} before); by the past the plant's meter should show {expectedKwh} kWh a day and shows {foundKwh}",
  },
  clampMoved: {
    zh: "{asset} 自 {day} 起每运行小时用电为此前规律的 {found}%（应约 100%），而运行时间与产量没有相应变化，测点可能被移到别的负载",
    en: "Since {day}, {asset} draws {found} % of what its past says for the same hours (about 100 % expected) while hours and output did not change alike: its clamp may measure another load",
  },
  sensorDrift: {
    zh: "{asset} 的电量读数自 {day} 起逐渐偏离，已达此前规律的 {found}%（应约 100%），运行与产量未变，疑似传感器漂移",
    en: "Since {day} readings of {asset} drift away, by now {found} % of what its past says (about 100 % expected), with hours and output unchanged: a drifting sensor",
  },
  flatLine: {
    zh: "{asset} 的读数自 {day} 起 {days} 天几乎不变（变动 {found}，此前通常 {expected}），疑似传感器直线故障",
    en: "Readings of {asset} hardly move on {days} days from {day} (by {found}, usually {expected}): a flat-lining sensor",
  },
  stuckCounter: {
    zh: "{asset} 自 {day} 起连续 {days} 个运行日计数为 {found}（此前每日约 {expected}），而设备在运行，疑似计数器卡死",
    en: "From {day} the counter of {asset} shows {found} on {days} running days in a row (about {expected} a day before): stuck",
  },
  replay: {
    zh: "{asset} 在 {day} 至 {toDay} 的 {found} 天与 {lag} 天前逐日相同；随机情况下预计 {expected} 天",
    en: "{found} days of {asset} from {day} to {toDay} equal those {lag} days earlier; by chance {expected} would",
  },
  nearReplay: {
    zh: "{asset} 在 {day} 至 {toDay} 的逐日变化与 {lag} 天前相关 {found}（独立的日子约 {expected}），像是改过的旧数据",
    en: "Day by day, {asset} from {day} to {toDay} follows itself of {lag} days earlier with correlation {found} (about {expected} for days of their own): old data, edited",
  },
  clone: {
    zh: "{asset} 在 {day} 至 {toDay} 有 {found} 周的抽样日与另一家企业的设备 {other} 完全相同（应为 {expected}）",
    en: "On {found} weeks from {day} to {toDay} the sampled day of {asset} equals that of {other} of another enterprise ({expected} expected)",
  },
  twinSeries: {
    zh: "本企业 {asset} 与 {other} 在 {day} 至 {toDay} 有 {found} 天读数完全相同（应约 {expected}）",
    en: "{asset} and {other} of this enterprise show the same readings on {found} days from {day} to {toDay} (about {expected} expected)",
  },
  clockRollback: {
    zh: "采集器 {asset} 在 {day} 至 {toDay} 有 {found} 天时钟被拨动（最大偏差 {skew} 秒，此前 {expected} 天）",
    en: "The clock of collector {asset} was set on {found} days from {day} to {toDay} (off by up to {skew} s; {expected} days before)",
  },
  editedImport: {
    zh: "手工导入的 {count} 个读数中 {found}% 以 0 或 5 结尾（自然约 {expected}%），自 {day} 起水平为此前的 {level}%",
    en: "{found} % of {count} readings entered by hand end in 0 or 5 (about {expected} % by nature); from {day} on their level is {level} % of what it was",
  },
  editedLevel: {
    zh: "{asset} 由人工或文件录入，自 {day} 起每运行小时用电为此前规律的 {found}%（应约 100%），像是改过的数据",
    en: "{asset} is entered by hand or file, and since {day} draws {found} % of what its past says for the same hours (about 100 % expected): edited numbers",
  },
  flatLevel: {
    zh: "{asset} 的电量自 {day} 起不再随运行时间变化，为此前规律的 {found}%（应约 100%），疑似传感器直线故障",
    en: "Since {day} the energy of {asset} no longer follows its hours and stands at {found} % of what its past says (about 100 % expected): a flat-lining sensor",
  },
  circularOrders: {
    zh: "发票在 {members} 家企业之间转了 {rounds} 圈又回到本企业，共 {amount} 万元，其中有货物流转的仅 {found}%（应为 100%）",
    en: "Invoices went round {members} enterprises {rounds} times and came back, {amount} × 10,000 yuan in all, with goods behind {found} % of them (100 % expected)",
  },
  reversedInvoices: {
    zh: "{day} 至 {toDay} 有 {count} 张期末发票在 {days} 天内被红冲，占当期开票额 {found}%（通常不超过 {expected}%）",
    en: "From {day} to {toDay}, {count} invoices of period ends were taken back within {days} days: {found} % of what was invoiced (usually at most {expected} %)",
  },
  doublePledge: {
    zh: "{subject} 自 {day} 起同时质押给 {found} 个债权人（应为 {expected} 个）：{creditors}",
    en: "{subject} stands pledged to {found} creditors at once since {day} ({expected} expected): {creditors}",
  },
  payeeSwap: {
    zh: "贷款 {loan} 约定支付给 {expected}，{day} 实际支付给 {found}",
    en: "Loan {loan} was to be paid to {expected}; on {day} it was paid to {found}",
  },
  payeeReturned: {
    zh: "贷款 {loan} 于 {day} 支付给 {expected} 后，{found}% 在 {days} 天内又回到借款人账户",
    en: "After loan {loan} was paid to {expected} on {day}, {found} % of it came back to the borrower within {days} days (0 % expected)",
  },
  multiBankBorrowing: {
    zh: "订单 {order}（{amount} 万元）自 {day} 起有 {found} 家银行的贷款（应为 {expected} 家），合计 {sum} 万元：{banks}",
    en: "Order {order} ({amount} × 10,000 yuan) backs loans of {found} banks since {day} ({expected} expected), {sum} × 10,000 yuan in all: {banks}",
  },
  energyOutput: {
    zh: "自 {day} 起，{what}为此前规律的 {found}%（应约 100%）",
    en: "Since {day}, {what} stands at {found} % of what the past says (about 100 % expected)",
  },
  outputGoods: {
    zh: "自 {day} 起，{what}为此前规律的 {found}%（应约 100%）",
    en: "Since {day}, {what} stands at {found} % of what the past says (about 100 % expected)",
  },
  stockRoll: {
    zh: "{item}：{day} 期初 {opening}，其后入库 {added}、{taking} {taken}，{toDay} 应为 {expected}，盘点为 {found}（一年内差额占流转量 {share}%）",
    en: "{item}: {opening} before {day}, then {added} received and {taken} {taking}, so {expected} on {toDay}, where {found} were counted (the year's gaps are {share} % of what went through)",
  },
  deliveryInvoice: {
    zh: "{day} 至 {toDay} 有 {count} 张发票（{found}%，此前约 {expected}%）没有对应的发货",
    en: "From {day} to {toDay}, {count} invoices ({found} %, about {expected} % before) have no delivery behind them",
  },
  unpaidInvoices: {
    zh: "{day} 至 {toDay} 的{papers}有 {count} 张（{found}%，此前约 {expected}%）过了 {days} 天仍没有付款，共 {amount} 万元，其中 {party} 占 {partyShare}%",
    en: "{count} {papers} of {day} to {toDay} ({found} %, about {expected} % before) are still unpaid after {days} days: {amount} × 10,000 yuan, {partyShare} % of it with {party}",
  },
  amountsDiffer: {
    zh: "{day} 至 {toDay} 的{papers}有 {count} 张（{found}%，此前约 {expected}%）所付金额与票面不符：多付，或逾期仍只付了一部分，共 {amount} 万元",
    en: "For {count} {papers} of {day} to {toDay} ({found} %, about {expected} % before) the amount paid is not that of the invoice: too much, or only a part long after it was due; {amount} × 10,000 yuan",
  },
  paidWithoutInvoice: {
    zh: "{day} 至 {toDay} 有 {count} 笔{money}（{found}%，此前约 {expected}%）找不到对应的发票，共 {amount} 万元，其中 {party} 占 {partyShare}%",
    en: "From {day} to {toDay}, {count} {money} ({found} %, about {expected} % before) meet no invoice: {amount} × 10,000 yuan, {partyShare} % of it with {party}",
  },
  otherParty: {
    zh: "{day} 至 {toDay} 有 {count} 笔{money}（{found}%，此前约 {expected}%）的对方不是所指发票或订单上的{partner}，共 {amount} 万元，如 {party}",
    en: "From {day} to {toDay}, {count} {money} ({found} %, about {expected} % before) are not with the {partner} of the invoice or order that they name: {amount} × 10,000 yuan, {party} among them",
  },
  headcountOutput: {
    zh: "自 {day} 起每工时的设备运行为此前的 {found}%（应约 {expected}%），人数、班次与产出不符",
    en: "Since {day}, machine hours for an hour of work stand at {found} % of before (about {expected} % expected): people, shifts and output disagree",
  },
  emptyPlant: {
    zh: "{day} 至 {toDay} 有 {found} 天无人到岗而设备满负荷运行（应为 {expected} 天）",
    en: "On {found} days from {day} to {toDay} nobody was present while machines ran in full ({expected} expected)",
  },
  declaredSensed: {
    zh: "截至 {day} 的{what}申报收入 {found} 万元，同期发票显示 {expected} 万元",
    en: "The {what} for the period to {day} declares revenue of {found}, invoices of the same time show {expected} (10,000 yuan)",
  },
});
