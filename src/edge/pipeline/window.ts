import type { EpochMs } from "#kernel";
import { counterIncrease } from "./counter.ts";
import { add, compare, type ExactDecimal, multiply, zero } from "./exact-decimal.ts";

/** A sample on its way: scaled, exact. */
export interface TimedValue {
  readonly atMs: EpochMs;
  readonly value: ExactDecimal;
}

export interface WindowRule {
  readonly everyMs: number;
  readonly how: "last" | "mean" | "timeMean" | "min" | "max" | "integral" | "increase";
  readonly rollsOverAt: ExactDecimal | null;
}

/** A window in the making. Windows lie on the clock's grid: from `startMs`, a multiple of `everyMs`, until the next. */
export interface OpenWindow {
  readonly startMs: EpochMs;
  readonly samples: number;
  /** What `how` asks for, so far; for the integral and the time mean in value × ms. */
  readonly gathered: ExactDecimal;
  /** Time that the samples speak for. */
  readonly fromMs: EpochMs;
  readonly coveredMs: number;
}

/** The last sample of a channel and until when it was counted already; it outlives its window. */
export interface Carried extends TimedValue {
  readonly countedToMs: EpochMs;
}

export interface WindowState {
  readonly open: OpenWindow | null;
  readonly carried: Carried | null;
}

/** What a closed window says: the value is `sum ÷ divisor`. */
export interface WindowResult {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly sum: ExactDecimal;
  readonly divisor: bigint;
  readonly samples: number;
}

export const noWindow: WindowState = { open: null, carried: null };

const hourMs = 3_600_000n;

/**
 * Adds a sample; windows before its own are closed by it.
 * @returns null where the sample's window is closed already, or a later sample came before it and the order counts
 */
export function addToWindow(
  rule: WindowRule,
  state: WindowState,
  sample: TimedValue,
): { readonly state: WindowState; readonly closed: readonly WindowResult[] } | null {
  const startMs = Math.floor(sample.atMs / rule.everyMs) * rule.everyMs;
  if (state.open !== null && startMs < state.open.startMs) return null;
  const isLate = state.carried !== null && sample.atMs < state.carried.atMs;
  if (isLate && needsOrder(rule)) return null;
  const closed: WindowResult[] = [];
  let present = state;
  while (present.open !== null && present.open.startMs < startMs) {
    const ended = closeWindow(rule, present);
    if (ended.result !== null) closed.push(ended.result);
    present = ended.state;
  }
  const open = present.open ?? emptyWindow(startMs);
  const held = countHeld(rule, open, present.carried, sample.atMs);
  const carried = isLate ? present.carried : { ...sample, countedToMs: sample.atMs };
  return { state: { open: gather(rule, held, present.carried, sample), carried }, closed };
}

/** Closes the open window as it is; a value that still holds opens the next one. */
export function closeWindow(
  rule: WindowRule,
  state: WindowState,
): { readonly state: WindowState; readonly result: WindowResult | null } {
  const { carried } = state;
  if (state.open === null) return { state, result: null };
  const endMs = state.open.startMs + rule.everyMs;
  const open = countHeld(rule, state.open, carried, endMs);
  const stillHolds = isHolding(rule) && carried !== null && carried.atMs + rule.everyMs > endMs;
  return {
    state: {
      open: stillHolds ? emptyWindow(endMs) : null,
      carried: carried === null ? null : { ...carried, countedToMs: Math.max(carried.countedToMs, endMs) },
    },
    result: resultOf(rule, open, endMs),
  };
}

function emptyWindow(startMs: EpochMs): OpenWindow {
  return { startMs, samples: 0, gathered: zero, fromMs: startMs, coveredMs: 0 };
}

function isHolding(rule: WindowRule): boolean {
  return rule.how === "integral" || rule.how === "timeMean";
}

function needsOrder(rule: WindowRule): boolean {
  return rule.how !== "mean" && rule.how !== "min" && rule.how !== "max";
}

/** A value holds until the next sample, but no longer than one window: beyond that nobody knows. */
function countHeld(
  rule: WindowRule,
  open: OpenWindow,
  carried: Carried | null,
  untilMs: EpochMs,
): OpenWindow {
  if (!isHolding(rule) || carried === null) return open;
  const fromMs = Math.max(carried.countedToMs, open.startMs);
  const toMs = Math.min(untilMs, carried.atMs + rule.everyMs);
  if (toMs <= fromMs) return open;
  const length = { digits: BigInt(toMs - fromMs), exponent: 0 };
  return {
    ...open,
    gathered: add(open.gathered, multiply(carried.value, length)),
    fromMs: open.coveredMs === 0 ? fromMs : open.fromMs,
    coveredMs: open.coveredMs + (toMs - fromMs),
  };
}

function gather(
  rule: WindowRule,
  open: OpenWindow,
  carried: Carried | null,
  { atMs, value }: TimedValue,
): OpenWindow {
  const isFirst = open.samples === 0;
  const next = { ...open, samples: open.samples + 1 };
  switch (rule.how) {
    case "integral":
    case "timeMean":
      return next;
    case "last":
      return { ...next, gathered: value };
    case "mean":
      return { ...next, gathered: add(open.gathered, value) };
    case "min":
      return { ...next, gathered: isFirst || compare(value, open.gathered) < 0 ? value : open.gathered };
    case "max":
      return { ...next, gathered: isFirst || compare(value, open.gathered) > 0 ? value : open.gathered };
    case "increase": {
      if (carried === null) return { ...open, fromMs: atMs };
      const step = counterIncrease(carried.value, value, rule.rollsOverAt);
      // A step from before the window before covers all that time, and says so.
      const isOld = carried.atMs < open.startMs - rule.everyMs;
      return {
        ...next,
        gathered: add(open.gathered, step),
        fromMs: isFirst && isOld ? carried.atMs : open.fromMs,
      };
    }
  }
}

function resultOf(rule: WindowRule, open: OpenWindow, endMs: EpochMs): WindowResult | null {
  const { fromMs, samples, gathered } = open;
  if (isHolding(rule)) {
    if (open.coveredMs === 0) return null;
    const divisor = rule.how === "integral" ? hourMs : BigInt(open.coveredMs);
    return { fromMs, toMs: Math.min(fromMs + open.coveredMs, endMs), sum: gathered, divisor, samples };
  }
  if (samples === 0) return null;
  return { fromMs, toMs: endMs, sum: gathered, divisor: rule.how === "mean" ? BigInt(samples) : 1n, samples };
}
