import { defineFaults } from "#kernel";

/** Faults of the collector: what a person at the device must mend. */
export const edgeFaults = defineFaults({
  EDGE_CONFIG_UNREADABLE: {
    kind: "badInput",
    zh: "配置文件 {file} 读不出来：{problem}",
    en: "The configuration {file} cannot be read: {problem}",
  },
  EDGE_CONFIG_WRONG: {
    kind: "badInput",
    zh: "配置文件 {file} 的 {path}：期望 {expected}，实际 {found}（共 {count} 处）",
    en: "{file}, {path}: expected {expected}, found {found} ({count} in all)",
  },
  EDGE_BAD_OPTION: {
    kind: "badInput",
    zh: "选项 {option} 的值不能使用：期望 {expected}，实际 {found}",
    en: "The value of {option} cannot be used: expected {expected}, found {found}",
  },
  EDGE_KEY_UNREADABLE: {
    kind: "badInput",
    zh: "设备密钥 {path} 读不出来：{problem}",
    en: "The device's key {path} cannot be read: {problem}",
  },
  EDGE_KEY_EXPOSED: {
    kind: "forbidden",
    zh: "设备密钥 {path} 的权限为 {mode}，他人可读；应为 600",
    en: "The device's key {path} has mode {mode}, so others may read it; expected 600",
  },
  EDGE_NOT_ENROLLED: {
    kind: "badInput",
    zh: "采集器尚未登记：没有 {path}；先运行 touchstone collector enrol",
    en: "The collector is not enrolled: there is no {path}; run touchstone collector enrol first",
  },
  EDGE_ALREADY_ENROLLED: {
    kind: "conflict",
    zh: "{path} 已属于采集器 {collector}；换密钥用 rotate-key，另起一台用另一个状态目录",
    en: "{path} belongs to collector {collector} already; rotate-key changes its key, another state directory makes another collector",
  },
  EDGE_STATE_UNREADABLE: {
    kind: "integrity",
    zh: "{path} 不是采集器写的文件；从备份恢复或重新登记",
    en: "{path} is not what a collector wrote; restore it from a backup or enrol again",
  },
  EDGE_STATE_IN_USE: {
    kind: "conflict",
    zh: "状态目录 {path} 正被另一个采集器进程使用",
    en: "The state directory {path} is in use by another collector process",
  },
  EDGE_SERVER_UNREACHABLE: {
    kind: "unavailable",
    zh: "连接不上服务器 {server}：{problem}",
    en: "The server {server} cannot be reached: {problem}",
  },
  EDGE_SERVER_REFUSED: {
    kind: "forbidden",
    zh: "服务器 {server} 拒绝了：{status} {detail}",
    en: "The server {server} refused: {status} {detail}",
  },
  EDGE_SERVER_ODD: {
    kind: "integrity",
    zh: "服务器 {server} 的回答看不懂：期望 {expected}，实际 {found}",
    en: "The answer of {server} makes no sense: expected {expected}, found {found}",
  },
  EDGE_NO_BROWSE: {
    kind: "badInput",
    zh: "{kind} 类型的数据源不能浏览",
    en: "A source of kind {kind} cannot be browsed",
  },
  EDGE_NO_TRUST: {
    kind: "badInput",
    zh: "{kind} 类型的数据源没有需要信任的证书",
    en: "A source of kind {kind} shows nothing that could be trusted",
  },
});
