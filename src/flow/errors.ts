import { defineFaults } from "#kernel";

export const flowFaults = defineFaults({
  FLOW_NO_ENTERPRISES: {
    kind: "badInput",
    zh: "没有读到任何企业：期望至少一份发票或设备数据文件，实际读了 {files} 个文件，存入 0 行",
    en: "No enterprise was read: expected at least one file of invoices or machine data, found {files} files and no row to store",
  },
  FLOW_NO_BASIS: {
    kind: "forbidden",
    zh: "文件中的 {enterprises} 家企业都没有授信评价的依据：请先登记并取得授权，或在上传时写明纸质授权的编号",
    en: "None of the {enterprises} enterprises may be evaluated: register them and obtain their consent first, or name the signed authorisation when uploading",
  },
  FLOW_FIGURE_UNKNOWN: {
    kind: "notFound",
    zh: "没有代号为 {id} 的指标",
    en: "There is no indicator {id}",
  },
  FLOW_TRACE_NOT_FOUND: {
    kind: "notFound",
    zh: "企业 {enterprise} 的单据中没有 {found}",
    en: "No document of {enterprise} names {found}",
  },
  FLOW_ROW_NOT_FOUND: {
    kind: "notFound",
    zh: "企业 {enterprise} 的日志中没有第 {index} 条的第 {ordinal} 行",
    en: "The log of {enterprise} has no row {ordinal} of entry {index}",
  },
  FLOW_PIPE_ALARM_NOT_FOUND: {
    kind: "notFound",
    zh: "没有编号为 {id} 的数据通路告警",
    en: "There is no alarm of the pipe {id}",
  },
  FLOW_BAD_DATASET_FILE: {
    kind: "badInput",
    zh: "{file} 不能使用：期望 dataset@1 的说明，实际 {found}",
    en: "{file} cannot be used: expected a description dataset@1, found {found}",
  },
  FLOW_NO_REGION: {
    kind: "badInput",
    zh: "{path} 不是区域数据的说明：期望 {expected}，实际 {found}",
    en: "{path} does not describe a region: expected {expected}, found {found}",
  },
  FLOW_OUTPUT_NOT_OURS: {
    kind: "badInput",
    zh: "输出位置 {path} 不能使用：期望一个新的或由本程序写出的文件夹，实际是 {found}",
    en: "The output place {path} cannot be used: expected a new folder or one this program wrote, found {found}",
  },
  FLOW_ENTERPRISE_OF_OTHERS: {
    kind: "forbidden",
    zh: "数据集 {dataset} 由其他机构首次导入，其中的 {enterprise} 未在本机构登记：请先登记该企业并取得授权，或另取数据集名称",
    en: "The data set {dataset} was first imported by another party, and {enterprise} is not registered by this one: register it and obtain its consent first, or give the data set another name",
  },
  FLOW_MAPPING_NOT_FOUND: {
    kind: "notFound",
    zh: "没有名为 {id} 的列映射",
    en: "There is no mapping of columns named {id}",
  },
  FLOW_IMPORT_NOT_FOUND: {
    kind: "notFound",
    zh: "没有导入 {id}",
    en: "There is no import {id}",
  },
  FLOW_FILE_NOT_IN_UPLOAD: {
    kind: "notFound",
    zh: "上传中没有文件 {file}",
    en: "The upload has no file {file}",
  },
  FLOW_ROW_NOT_IN_QUARANTINE: {
    kind: "conflict",
    zh: "日志 {origin} 第 {index} 条记录的第 {ordinal} 行不在隔离区，或已经更正过。",
    en: "Row {ordinal} of entry {index} in log {origin} is not in quarantine, or was corrected before.",
  },
  FLOW_ROW_STILL_WRONG: {
    kind: "badInput",
    zh: "第 {row} 行更正后仍有误：{reason}",
    en: "Row {row} is still wrong after its correction: {reason}",
  },
  FLOW_FILE_NOT_SEALED: {
    kind: "notFound",
    zh: "数据集 {dataset} 中没有封存过文件 {file} 的行；未识别的文件请连同映射重新导入。",
    en: "No row of {file} is sealed in the data set {dataset}; import a file that was not recognised again with its mapping.",
  },
  FLOW_WORKER_FAILED: {
    kind: "internal",
    zh: "计算线程意外结束：{detail}",
    en: "A computing thread ended unexpectedly: {detail}",
  },
  FLOW_SHADOW_NO_LOANS: {
    kind: "conflict",
    zh: "台账中没有可对比的借据：请先接收本行的每日文件",
    en: "The loan book has no loans to compare: receive the bank's daily files first",
  },
  FLOW_SHADOW_NO_EVALUATION: {
    kind: "conflict",
    zh: "{asOf} 及以前没有包含这些借款人的评价结果：请先完成一次评价",
    en: "No evaluation as of {asOf} or earlier has one of the borrowers: evaluate them first",
  },
  FLOW_SHADOW_DAY_AHEAD: {
    kind: "badInput",
    zh: "对比日 {asOf} 晚于今天 {today}",
    en: "The day {asOf} is after today, {today}",
  },
});
