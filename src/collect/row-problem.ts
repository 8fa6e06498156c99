/** Why a row is in quarantine: one sentence a code, in both languages, with `{name}` parameters. */
export const rowProblems = {
  ROW_TOO_LONG: {
    zh: "这一行超过 {limit} 字节，只保留了开头。",
    en: "The row is longer than {limit} bytes; only its beginning was kept.",
  },
  ROW_CUT_OFF: {
    zh: "文件在这一行中间结束。",
    en: "The file ends in the middle of this row.",
  },
  ROW_QUOTE_OPEN: { zh: "引号没有配对。", en: "A quotation mark is not closed." },
  ROW_COLUMNS: {
    zh: "应有 {expected} 列，实有 {found} 列。",
    en: "{expected} columns expected, {found} found.",
  },
  ROW_NOT_JSON: { zh: "不是 JSON 对象。", en: "The row is not a JSON object." },
  ROW_ENCODING: {
    zh: "{field}不是有效的 {encoding} 文字。",
    en: "{field} is not valid {encoding} text.",
  },
  ENTERPRISE_MISSING: {
    zh: "没有企业代号，或其中有不可用的字符。",
    en: "The enterprise's code is missing, or holds characters that cannot be used.",
  },
  NAME_MALFORMED: {
    zh: "{field}应为不超过 {limit} 个字符的文字，不含控制字符：“{found}”。",
    en: "{field} should be text of at most {limit} characters without control characters: “{found}”.",
  },
  NUMBER_MALFORMED: {
    zh: "发票号码应为 1–20 位数字：“{found}”。",
    en: "The invoice number should be 1 to 20 digits: “{found}”.",
  },
  DATE_MALFORMED: {
    zh: "日期应为年/月/日：“{found}”。",
    en: "The date should be year/month/day: “{found}”.",
  },
  MONTH_MALFORMED: {
    zh: "{field}应为年月，如 202403：“{found}”。",
    en: "{field} should be a month such as 202403: “{found}”.",
  },
  COUNTERPARTY_MISSING: { zh: "没有对方单位代号。", en: "The counterparty's code is missing." },
  AMOUNT_MALFORMED: {
    zh: "{field}应为数字，最多两位小数：“{found}”。",
    en: "{field} should be an amount of money: “{found}”.",
  },
  AMOUNT_BELOW_FEN: {
    zh: "{field}不足一分的部分不为零：“{found}”。",
    en: "{field} has a part smaller than one fen: “{found}”.",
  },
  AMOUNT_TOO_LARGE: {
    zh: "{field}超出可记录的范围：“{found}”。",
    en: "{field} is larger than can be recorded: “{found}”.",
  },
  AMOUNT_MISSING: { zh: "收入和支出都没有金额。", en: "The row has no amount, neither in nor out." },
  AMOUNT_BOTH_WAYS: { zh: "收入和支出都有金额。", en: "The row has an amount both in and out." },
  DIRECTION_UNKNOWN: {
    zh: "{field}应表明借或贷：“{found}”。",
    en: "{field} should say debit or credit: “{found}”.",
  },
  ROW_TOTAL: {
    zh: "这是合计行，不是一笔记录，没有计入。",
    en: "This is a row of totals, not a record; it does not count.",
  },
  LINE_OF_BROKEN_INVOICE: {
    zh: "发票 {number} 的另一行有误，整张发票都未采用。",
    en: "Another line of invoice {number} cannot be read, so none of the invoice was taken.",
  },
  DOCUMENT_NUMBER_MISSING: { zh: "没有单据编号。", en: "The document's number is missing." },
  DOCUMENT_VALUE_MISSING: { zh: "没有数量或金额。", en: "The row has neither a quantity nor an amount." },
  FIELD_MISSING: { zh: "没有{field}。", en: "{field} is missing." },
  WORD_UNKNOWN: {
    zh: "{field}应为 {expected} 之一：“{found}”。",
    en: "{field} should be one of {expected}: “{found}”.",
  },
  DAY_MISSING: {
    zh: "没有日期，表头上方也没有期间。",
    en: "The day is missing, and no period stands above the table.",
  },
  STATUS_UNKNOWN: {
    zh: "发票状态应为有效发票、作废发票，或正常、作废、已红冲：“{found}”。",
    en: "The status should be 有效发票 (valid) or 作废发票 (void), or 正常, 作废, 已红冲: “{found}”.",
  },
  TIME_MISSING: { zh: "没有{field}。", en: "{field} is missing." },
  TIME_MALFORMED: {
    zh: "{field}应为 {expected}：“{found}”。",
    en: "{field} should be {expected}: “{found}”.",
  },
  TIME_DAMAGED: {
    zh: "{field}“{found}”只剩分和秒，是表格软件损坏的时间。",
    en: "{field} “{found}” has only minutes and seconds left: a time damaged by a spreadsheet.",
  },
  TIME_BACKWARDS: {
    zh: "结束时间“{to}”早于开始时间“{from}”。",
    en: "The end “{to}” is before the start “{from}”.",
  },
  VALUE_MALFORMED: { zh: "{field}应为数：“{found}”。", en: "{field} should be a number: “{found}”." },
  VALUE_TOO_LARGE: {
    zh: "{field}超出可记录的范围：“{found}”。",
    en: "{field} is larger than can be recorded: “{found}”.",
  },
  VALUE_MISSING: { zh: "没有任何通道的读数。", en: "No channel has a value." },
  LABEL_UNKNOWN: {
    zh: "是否违约应为“是”或“否”：“{found}”。",
    en: "是否违约 (defaulted) should be 是 or 否: “{found}”.",
  },
  RATE_MALFORMED: {
    zh: "{field}应为 0 到 1 之间的小数：“{found}”。",
    en: "{field} should be a decimal from 0 to 1: “{found}”.",
  },
  // From here on rows of collectors.
  ELEMENT_UNKNOWN: {
    zh: "采集器未绑定编号为“{element}”的设备。",
    en: "No element with the code “{element}” is bound to the collector.",
  },
  CHANNEL_UNKNOWN: { zh: "没有名为“{channel}”的通道。", en: "There is no channel “{channel}”." },
  VALUE_IMPOSSIBLE: {
    zh: "{element} 的 {channel} 为 {found}，超出物理上可能的范围 {min} 至 {max}。",
    en: "{channel} of {element} is {found}, outside what is physically possible, {min} to {max}.",
  },
  TIME_FUTURE: {
    zh: "{element} 的 {channel} 的时间晚于平台收到它的时间。",
    en: "{channel} of {element} is later than the platform received it.",
  },
  TIME_OUTSIDE_BATCH: {
    zh: "{element} 的 {channel} 的时间不在批次声明的时段内。",
    en: "{channel} of {element} is outside the times that its batch names.",
  },
  BATCH_CHAIN_FORK: {
    zh: "采集器的批次链分叉：同一批次之后出现两个不同的批次。",
    en: "The collector's chain forks: two different batches follow the same one.",
  },
  BATCH_TWO_EPOCHS: {
    zh: "采集器的两个开机纪元同时在发送，密钥可能被复制。",
    en: "Two boot epochs of the collector send at the same time; its key may have been copied.",
  },
  BATCH_SEQUENCE_CONFLICT: {
    zh: "同一序号有两个内容不同的批次。",
    en: "Two batches with different content bear the same sequence number.",
  },
  BATCH_COLLECTOR_QUARANTINED: {
    zh: "采集器处于隔离状态，批次照样封存，但不计入。",
    en: "The collector is in quarantine; its batches are sealed and do not count.",
  },
  BATCH_TOO_OLD: {
    zh: "批次收到时已超过允许的时限。",
    en: "The batch was older than allowed when it arrived.",
  },
  BATCH_REPLAYED: {
    zh: "更早的消息被重新发送。",
    en: "An earlier message was sent again.",
  },
  MESSAGE_NO_BIRTH: {
    zh: "节点还没有上线声明，无法知道这些数值是什么。",
    en: "The node was not born: nobody can say what its values are.",
  },
  MESSAGE_MALFORMED: { zh: "消息无法读出。", en: "The message cannot be read." },
  MESSAGE_MIXED_ENTERPRISES: {
    zh: "一条消息里有多家企业的设备。",
    en: "The message names elements of several enterprises.",
  },
} as const;

export type RowProblemCode = keyof typeof rowProblems;

/** One quarantined row: which of the batch, which field, and why. */
export interface RowProblem {
  /** Place of the row in its batch's payload, from 0. */
  readonly ordinal: number;
  readonly field: string;
  readonly code: RowProblemCode;
  readonly parameters: Readonly<Record<string, string | number>>;
}
