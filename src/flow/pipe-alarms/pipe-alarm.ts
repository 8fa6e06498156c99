import type { EpochMs, Message } from "#kernel";

/** What can be the matter with the pipe. */
export const pipeAlarmKinds = ["silence", "gap", "skew", "clone", "quarantineGrowth"] as const;
export type PipeAlarmKind = (typeof pipeAlarmKinds)[number];

/** By what an alarm ended; every kind has its ways, so that none stays for ever. */
export const clearings = [
  /** Data come again, for long enough. */
  "dataAgain",
  /** Every missing sequence came. */
  "filled",
  /** What is missing is too old to be taken: it is lost, and stands as a gap in the calendar. */
  "lost",
  "clockRight",
  /** A person released the collector, or revoked it. */
  "released",
  "revoked",
  "quarantineCalm",
] as const;
export type Clearing = (typeof clearings)[number];

/** Numbers of an alarm, as its sentence shows them. */
export type AlarmFigures = Readonly<Record<string, string | number>>;

/** One episode of one kind at one collector. */
export interface PipeAlarm {
  readonly id: string;
  readonly partyId: string;
  readonly kind: PipeAlarmKind;
  readonly collector: string;
  readonly enterpriseId: string | null;
  readonly raisedAtMs: EpochMs;
  readonly seenAtMs: EpochMs;
  readonly clearedAtMs: EpochMs | null;
  readonly clearedBy: Clearing | null;
  readonly figures: AlarmFigures;
}

/** Name and sentence of each kind; `{name}` are figures. */
export const pipeAlarmWords: Readonly<
  Record<PipeAlarmKind, { readonly name: Message; readonly sentence: Message }>
> = {
  silence: {
    name: { zh: "中断", en: "Silence" },
    sentence: {
      zh: "{minutes} 分钟没有收到任何数据",
      en: "Nothing received for {minutes} minutes",
    },
  },
  gap: {
    name: { zh: "缺口", en: "Gap" },
    sentence: {
      zh: "缺 {missing} 个批次，最早一处已 {minutes} 分钟未补上",
      en: "{missing} batches are missing, the oldest for {minutes} minutes",
    },
  },
  skew: {
    name: { zh: "时钟偏差", en: "Clock skew" },
    sentence: {
      zh: "采集器时钟与平台相差 {seconds} 秒",
      en: "The collector's clock differs from the platform's by {seconds} seconds",
    },
  },
  clone: {
    name: { zh: "疑似克隆", en: "Possible clone" },
    sentence: {
      zh: "同一密钥的两份数据相互矛盾（{reason}），采集器已隔离",
      en: "Two copies under one key contradict each other ({reason}); the collector is in quarantine",
    },
  },
  quarantineGrowth: {
    name: { zh: "隔离增多", en: "Quarantine grows" },
    sentence: {
      zh: "最近 {minutes} 分钟收到的 {received} 行中有 {percent}% 被隔离",
      en: "{percent}% of the {received} rows of the last {minutes} minutes are in quarantine",
    },
  },
};
