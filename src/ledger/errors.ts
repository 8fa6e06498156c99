import { defineFaults } from "#kernel";

/** The error codes of the ledger. */
export const ledgerFaults = defineFaults({
  LEDGER_RESERVED_FIELD: {
    kind: "badInput",
    zh: "记录头不能自带由账本填写的字段 {field}",
    en: "the header must not bring the field {field}, which the ledger fills in",
  },
  LEDGER_BAD_ENTRY: {
    kind: "badInput",
    zh: "日志 {origin} 的记录不合要求：{problem}",
    en: "the entry for log {origin} is not acceptable: {problem}",
  },
  LEDGER_ENTRY_TOO_LARGE: {
    kind: "badInput",
    zh: "日志 {origin} 的记录头有 {bytes} 字节，上限为 65535",
    en: "the entry header for log {origin} has {bytes} bytes, at most 65535 are allowed",
  },
  LEDGER_UNKNOWN_LOG: {
    kind: "notFound",
    zh: "没有名为 {origin} 的日志",
    en: "there is no log named {origin}",
  },
  LEDGER_NOT_ANCHORED: {
    kind: "conflict",
    zh: "日志 {origin} 还没有被检查点覆盖",
    en: "the log {origin} is not yet covered by a checkpoint",
  },
  LEDGER_NOT_CONTINUED: {
    kind: "conflict",
    zh: "给出的状态（{size} 条）不是日志 {origin} 的早期状态",
    en: "the given state of {size} entries is not an earlier one of log {origin}",
  },
  LEDGER_RESULT_NOT_SEALED: {
    kind: "notFound",
    zh: "日志 {origin} 中没有封存过这个结果",
    en: "the result was never sealed in log {origin}",
  },
  LEDGER_NO_SUCH_ROW: {
    kind: "notFound",
    zh: "日志 {origin} 没有第 {index} 条记录的第 {ordinal} 行",
    en: "log {origin} has no row {ordinal} in entry {index}",
  },
  LEDGER_DAMAGED: {
    kind: "integrity",
    zh: "账本文件 {file} 在偏移 {offset} 处损坏：{problem}",
    en: "the ledger's file {file} is damaged at offset {offset}: {problem}",
  },
  LEDGER_INDEX_DAMAGED: {
    kind: "integrity",
    zh: "由记录派生的索引文件 {file} 在偏移 {offset} 处损坏；将从记录重建",
    en: "the index {file}, derived from the entries, is damaged at offset {offset}; it is made again from them",
  },
  LEDGER_ORIGIN_DIFFERS: {
    kind: "badInput",
    zh: "数据目录属于平台日志 {found}，不是 {expected}",
    en: "the data directory belongs to platform log {found}, not {expected}",
  },
  LEDGER_NO_SUCH_ENTRY: {
    kind: "notFound",
    zh: "日志 {origin} 没有第 {index} 条记录",
    en: "log {origin} has no entry {index}",
  },
  LEDGER_ERASED: {
    kind: "notFound",
    zh: "日志 {origin} 第 {index} 条记录的数据已于 {day} 依法删除；哈希与证明仍然有效",
    en: "the rows of entry {index} in log {origin} were erased on {day}; hashes and proofs still hold",
  },
  LEDGER_NOTHING_TO_ERASE: {
    kind: "notFound",
    zh: "日志 {origin} 中没有可删除的 {dataClass} 数据（月份 {month}）",
    en: "log {origin} holds no {dataClass} rows to erase (month {month})",
  },
  LEDGER_READ_ONLY: {
    kind: "unavailable",
    zh: "账本只读：写入文件 {file} 失败（{systemCode}）：{problem}",
    en: "the ledger is read only: writing the file {file} failed ({systemCode}): {problem}",
  },
  LEDGER_CLOSED: {
    kind: "unavailable",
    zh: "账本已关闭",
    en: "the ledger is closed",
  },
  LEDGER_WRITER_FAILED: {
    kind: "internal",
    zh: "账本写入线程失败：{problem}",
    en: "the ledger's writer thread failed: {problem}",
  },
});
