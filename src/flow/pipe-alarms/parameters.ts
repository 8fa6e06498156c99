import { defineDesignChoice } from "#kernel";

const minuteMs = 60_000;

/**
 * When alarms of the pipe are raised and when they clear. Each clears at another threshold than it is raised at, so that
 * a value on the edge does not make it flutter.
 */
export const pipeAlarmParameters = {
  silenceRaiseMs: defineDesignChoice("pipe.silence.raise.ms", 10 * minuteMs, "ms", {
    zh: "采集器这么久没有数据，发出中断告警",
    en: "A collector that sends nothing for so long raises silence",
  }),
  silenceClearMs: defineDesignChoice("pipe.silence.clear.ms", 2 * minuteMs, "ms", {
    zh: "恢复后数据不间断这么久，中断告警解除",
    en: "Data without a break of this length clear silence",
  }),
  gapRaiseMs: defineDesignChoice("pipe.gap.raise.ms", minuteMs, "ms", {
    zh: "缺失的批次这么久没有补上，发出缺口告警",
    en: "Batches that stay missing for so long raise a gap",
  }),
  gapLostMs: defineDesignChoice("pipe.gap.lost.ms", 30 * 24 * 60 * minuteMs, "ms", {
    zh: "缺失超过这么久已不可能补上，记为丢失并解除",
    en: "After so long nothing can fill the gap; it is lost, and the alarm clears",
  }),
  skewRaiseMs: defineDesignChoice("pipe.skew.raise.ms", 2 * minuteMs, "ms", {
    zh: "时钟偏差达到此值发出告警",
    en: "A clock this much off raises skew",
  }),
  skewClearMs: defineDesignChoice("pipe.skew.clear.ms", minuteMs, "ms", {
    zh: "时钟偏差降到此值以下解除",
    en: "A clock less than this off clears skew",
  }),
  quarantineWindowMs: defineDesignChoice("pipe.quarantine.window.ms", 10 * minuteMs, "ms", {
    zh: "隔离比例按最近这么久计算",
    en: "The share in quarantine is taken over so long",
  }),
  quarantineRaisePpm: defineDesignChoice("pipe.quarantine.raise.ppm", 50_000, "ppm", {
    zh: "隔离比例达到此值发出告警",
    en: "A share in quarantine from this on raises an alarm",
  }),
  quarantineClearPpm: defineDesignChoice("pipe.quarantine.clear.ppm", 10_000, "ppm", {
    zh: "隔离比例降到此值以下解除",
    en: "A share in quarantine below this clears it",
  }),
  quarantineFewestRows: defineDesignChoice("pipe.quarantine.fewest.rows", 20, "rows", {
    zh: "窗口内隔离的行数少于此值不告警",
    en: "Fewer rows in quarantine within the window raise nothing",
  }),
  tickMs: defineDesignChoice("pipe.tick.ms", 5_000, "ms", {
    zh: "每隔这么久检查一次",
    en: "How often the pipe is looked at",
  }),
} as const;
