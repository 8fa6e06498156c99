import { z } from "zod";

/** Where a channel's readings go when the buffer is full: raw samples first, oldest first; then the others. */
const priorities = ["high", "raw"] as const;

/**
 * What is done to a channel's samples before they are signed. The steps: reading = value × multiply + add; then the
 * window; then the dead band; then the unit, and rounding to an integer times 10^scale in the channel's base unit.
 */
export const channelMapSchema = z.strictObject({
  /** Code of the element in the enterprise's registry. */
  element: z.string().min(1).max(64),
  /** Id of the channel in the catalogue of `#telemetry`. */
  channel: z.string().min(1).max(64),
  /** Unit that the source counts in, for example `kWh` or `bar`; left out, the channel's base unit. */
  unit: z.string().max(16).optional(),
  /** Codes of the texts, truths or numbers that a source says, for example `{"RUN": 2, "true": 2}`; others are refused. */
  states: z.record(z.string(), z.int()).optional(),
  multiply: z.number().refine(Number.isFinite, "expected a finite number").default(1),
  add: z.number().default(0),
  scale: z.int().min(-3).max(3).default(0),
  /** A change that is smaller than this is not sent, but every `heartbeatMs` a value is. */
  deadBand: z
    .strictObject({
      kind: z.enum(["absolute", "percent", "percentOfSpan"]),
      /** In the source's unit after multiply and add, or per cent of the last value sent or of the span. */
      threshold: z.number().nonnegative(),
      /** For `percentOfSpan`: greatest minus smallest value of the sensor, in the same unit. */
      span: z.number().positive().optional(),
      heartbeatMs: z.int().min(100).max(86_400_000).default(60_000),
    })
    .optional(),
  /** One reading for each window of the clock's grid, from the samples that fall into it. */
  window: z
    .strictObject({
      everyMs: z.int().min(100).max(86_400_000),
      /**
       * `mean` is of the samples, `timeMean` weighs each with how long it held, `integral` is value times hours (a power
       * becomes energy), `increase` the sum of the steps of a counter.
       */
      how: z.enum(["last", "mean", "timeMean", "min", "max", "integral", "increase"]),
      /** For `increase`: the counter starts from 0 again after this value; left out, a fall is a reset to 0. */
      rollsOverAt: z.number().positive().optional(),
    })
    .optional(),
  priority: z.enum(priorities).default("raw"),
});

/** A channel map after parsing: defaults filled in. */
export type ChannelMap = z.output<typeof channelMapSchema>;
