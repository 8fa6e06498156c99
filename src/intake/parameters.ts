import { defineDesignChoice } from "#kernel";

const dayMs = 86_400_000;

/** Thresholds of the way in; every one is our own choice and shown as such. */
export const intakeParameters = {
  lateAfterMs: defineDesignChoice("intake.late.ms", 15 * 60_000, "ms", {
    zh: "产生后超过这么久才收到的批次标记为迟到",
    en: "A batch that arrives longer after it was made is flagged late",
  }),
  tooOldAfterMs: defineDesignChoice("intake.tooOld.ms", 30 * dayMs, "ms", {
    zh: "最新一条读数早于这么久的批次照样封存，但隔离",
    en: "A batch whose newest reading is older is sealed, in quarantine",
  }),
  skewMs: defineDesignChoice("intake.skew.ms", 120_000, "ms", {
    zh: "采集器时钟快于平台这么多即标记；慢则以运行时长对照",
    en: "A collector's clock that is ahead of the platform's by this much is flagged",
  }),
  clockJumpMs: defineDesignChoice("intake.clockJump.ms", 60_000, "ms", {
    zh: "两个批次之间时钟与运行时长之差超过这么多，标记为跳变",
    en: "Wall clock and uptime that drift apart by this much between two batches are a clock jump",
  }),
  futureMs: defineDesignChoice("intake.future.ms", 10 * 60_000, "ms", {
    zh: "晚于收到时刻这么多的读数隔离",
    en: "Readings observed this much after they were received are in quarantine",
  }),
  flatLineMs: defineDesignChoice("intake.flatLine.ms", 8 * 3_600_000, "ms", {
    zh: "一个测量通道这么久数值不变（零除外）即标记",
    en: "A measured channel (other than at zero) that does not change for this long is flagged",
  }),
  liveOverlapMs: defineDesignChoice("intake.liveOverlap.ms", 5_000, "ms", {
    zh: "旧开机纪元在新纪元开始后仍产生批次，容许的时差",
    en: "How far an older boot epoch may still make batches after a newer one began",
  }),
  messageWaitMs: defineDesignChoice("intake.messageWait.ms", 4, "ms", {
    zh: "网关消息合并封存前最多等待",
    en: "How long gateway messages wait to be sealed together",
  }),
  messageRows: defineDesignChoice("intake.messageRows", 1_000, "rows", {
    zh: "一条网关记录最多的消息数",
    en: "Most messages of one entry",
  }),
  messageBytes: defineDesignChoice("intake.messageBytes", 2 ** 20, "bytes", {
    zh: "一条网关记录的消息最多的字节数",
    en: "Most bytes of the messages of one entry",
  }),
  messageHeaderBytes: defineDesignChoice("intake.messageHeaderBytes", 56_000, "bytes", {
    zh: "一条网关记录头中消息来源最多的字节数",
    en: "Most bytes that the sources may take in an entry's header",
  }),
  payloadBytes: defineDesignChoice("intake.payloadBytes", 256 * 1024, "bytes", {
    zh: "一条网关消息最多的字节数",
    en: "Most bytes of one gateway message",
  }),
  saturatedBytes: defineDesignChoice("intake.saturatedBytes", 32 * 2 ** 20, "bytes", {
    zh: "等待落盘的字节数超过它，传输层暂停读取",
    en: "With more bytes waiting for the disk, transports stop reading",
  }),
  refusedBytes: defineDesignChoice("intake.refusedBytes", 64 * 2 ** 20, "bytes", {
    zh: "等待落盘的字节数超过它，一律答复“稍后再来”",
    en: "With more bytes waiting for the disk, everything is answered “busy”",
  }),
  burstSeconds: defineDesignChoice("intake.burst.s", 10, "s", {
    zh: "采集器可一次用完这么多秒的配额",
    en: "How many seconds of its quota a collector may use at once",
  }),
  gapsKept: defineDesignChoice("intake.gapsKept", 100, "gaps", {
    zh: "每个采集器列出的缺口数上限",
    en: "Most open gaps listed per collector",
  }),
  gapLostMs: defineDesignChoice("intake.gapLost.ms", 30 * dayMs, "ms", {
    zh: "缺失超过这么久的序号不再等待，记为丢失",
    en: "Sequences missing for longer are waited for no more: they are lost",
  }),
  epochsKept: defineDesignChoice("intake.epochsKept", 1_000, "epochs", {
    zh: "每个采集器记住的开机纪元数上限，更早的视为重放",
    en: "Most boot epochs remembered per collector; what belongs to earlier ones is a replay",
  }),
  chunksKept: defineDesignChoice("intake.chunksKept", 10_240, "chunks", {
    zh: "每个采集器记住位置的序号段（每段 256 个）上限，更早的视为重放",
    en: "Most runs of 256 sequences per collector whose places are remembered; earlier ones are a replay",
  }),
  topicsKept: defineDesignChoice("intake.topicsKept", 4_096, "topics", {
    zh: "每个网关记住最新消息的主题数上限",
    en: "Most topics per gateway whose newest message or birth is remembered",
  }),
  retryAfterMs: defineDesignChoice("intake.retryAfter.ms", 1_000, "ms", {
    zh: "答复“稍后再来”时建议的等待",
    en: "How long a sender is asked to wait when busy",
  }),
} as const;
