import { defineFaults } from "#kernel";

/** Faults of early warning. */
export const watchFaults = defineFaults({
  WATCH_ALERT_NOT_FOUND: { kind: "notFound", zh: "没有预警 {id}", en: "There is no alert {id}" },
  WATCH_ACTION_NOT_POSSIBLE: {
    kind: "conflict",
    zh: "预警 {id} 处于 {state} 状态，不能执行 {action}",
    en: "The alert {id} is {state}: {action} is not possible",
  },
  WATCH_ALERT_CHANGED: {
    kind: "conflict",
    zh: "预警 {id} 刚被别人处理过，请刷新后再试",
    en: "The alert {id} was changed by somebody else; look at it again",
  },
  WATCH_REASON_DOES_NOT_FIT: {
    kind: "badInput",
    zh: "原因 {reason} 不适用于 {state}",
    en: "The reason {reason} does not fit {state}",
  },
  WATCH_OWNER_UNKNOWN: {
    kind: "badInput",
    zh: "本机构没有人员 {id}，或其角色不能处理预警",
    en: "There is no person {id} here whose role handles alerts",
  },
  WATCH_RUN_BACKWARDS: {
    kind: "conflict",
    zh: "{asOf} 早于已完成的 {latest}：预警过程不能倒着重算，回看请用回放",
    en: "{asOf} is before {latest}, which is done: episodes cannot run backwards; use a replay to look back",
  },
  WATCH_DAY_AHEAD: {
    kind: "badInput",
    zh: "{asOf} 还没有到（今天 {today}）",
    en: "{asOf} is not yet over (today is {today})",
  },
  WATCH_ENTRY_EXISTS: {
    kind: "conflict",
    zh: "企业 {enterprise} 已在关注名单上",
    en: "The enterprise {enterprise} is on the watch list already",
  },
  WATCH_ENTRY_NOT_FOUND: {
    kind: "notFound",
    zh: "关注名单中没有 {id}",
    en: "There is no entry {id} on the watch list",
  },
  WATCH_ENTERPRISE_UNKNOWN: {
    kind: "notFound",
    zh: "本机构名册中没有企业 {id}",
    en: "The enterprise {id} is not in the register of this party",
  },
  WATCH_CHANNEL_NOT_FOUND: { kind: "notFound", zh: "没有通知渠道 {id}", en: "There is no channel {id}" },
  WATCH_CHANNEL_SETTINGS: {
    kind: "badInput",
    zh: "渠道设置不完整：{problem}",
    en: "The settings of the channel are not complete: {problem}",
  },
  WATCH_CHANNEL_NAME_TAKEN: {
    kind: "conflict",
    zh: "已有名为“{name}”的渠道",
    en: "There is a channel named “{name}” already",
  },
});
