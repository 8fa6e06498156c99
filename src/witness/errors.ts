import { defineFaults } from "#kernel";

/** The error codes of witnessing. */
export const witnessFaults = defineFaults({
  WITNESS_KEY_UNREADABLE: {
    kind: "badInput",
    zh: "{path} 不是见证人的私钥文件",
    en: "{path} is not the private key file of a witness",
  },
  WITNESS_KEY_EXISTS: {
    kind: "conflict",
    zh: "文件 {path} 已存在；见证人的私钥不会被覆盖",
    en: "the file {path} exists already; the key of a witness is never overwritten",
  },
  WITNESS_STATE_DAMAGED: {
    kind: "integrity",
    zh: "见证人记录 {path} 损坏：{problem}；它不再签名，请换用新的密钥",
    en: "the record {path} of the witness is damaged: {problem}; it signs no more, retire this key",
  },
  WITNESS_STATE_OF_ANOTHER: {
    kind: "conflict",
    zh: "记录目录 {directory} 属于见证人 {expected}，不是 {found}",
    en: "the state in {directory} belongs to the witness {expected}, not to {found}",
  },
  WITNESS_STATE_IN_USE: {
    kind: "conflict",
    zh: "记录目录 {directory} 正被进程 {pid} 使用；两个进程共用一把钥匙会签出分叉",
    en: "the state in {directory} is in use by process {pid}; two with one key would sign forks",
  },
  WITNESS_LOG_UNREADABLE: {
    kind: "unavailable",
    zh: "无法从 {address} 读取日志：{problem}",
    en: "the log cannot be read from {address}: {problem}",
  },
  WITNESS_POLICY_UNUSABLE: {
    kind: "badInput",
    zh: "见证策略不能用：{problem}",
    en: "the witness policy cannot be used: {problem}",
  },
});
