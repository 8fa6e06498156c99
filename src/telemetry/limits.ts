import { defineDesignChoice } from "#kernel";

/** Most channels that one batch may carry. */
export const maxBatchChannels = defineDesignChoice("telemetry.batch.channels", 256, "channels", {
  zh: "一个批次最多的通道数",
  en: "Most channels in one batch",
});

/** Most rows of one batch. */
export const maxBatchRows = defineDesignChoice("telemetry.batch.rows", 100_000, "rows", {
  zh: "一个批次最多的行数",
  en: "Most rows in one batch",
});

/** Most bytes of the rows of one batch. */
export const maxBatchBytes = defineDesignChoice("telemetry.batch.bytes", 8 * 2 ** 20, "bytes", {
  zh: "一个批次的行最多的字节数",
  en: "Most bytes of the rows of one batch",
});

/**
 * Most bytes of a head's canonical JSON. The entry that seals it is a header of at most 65,535 bytes with the
 * signature, the flags and the elements beside the head, so a head takes the smaller part.
 */
export const maxHeadBytes = defineDesignChoice("telemetry.batch.headBytes", 40_000, "bytes", {
  zh: "批次头最多的字节数",
  en: "Most bytes of a batch's head",
});

/** Most gaps that one head may tell of; a collector with more joins neighbours. */
export const maxBatchGaps = defineDesignChoice("telemetry.batch.gaps", 100, "gaps", {
  zh: "一个批次最多的缺口数",
  en: "Most gaps in one batch",
});

/** Most batches in one request. */
export const maxBatchesAtOnce = defineDesignChoice("telemetry.request.batches", 256, "batches", {
  zh: "一次请求最多的批次数",
  en: "Most batches in one request",
});
