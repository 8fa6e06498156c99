/** An instant: UTC milliseconds since 1970-01-01. Field names end in `AtMs`. */
export type EpochMs = number;

/** The only way to learn the time; passed in, so that a test or a replay can set it. */
export type Clock = () => EpochMs;

export const systemClock: Clock = () => Date.now();

/** A business day `YYYY-MM-DD` in Asia/Shanghai. */
export type BusinessDay = string;
