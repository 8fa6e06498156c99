import { dayOfNumber, medianOf, robustSpreadOf, weekdayOf } from "#kernel";
import { isOrdinaryDay, isOrdinaryWorkingDay } from "./ordinary-day.ts";
import type { AnomalySeries } from "./anomaly.ts";

/** What is kept of the past to say how far a value is from what its time of the week usually has; JSON. */
export interface SeasonState {
  readonly step: AnomalySeries["step"];
  /** Newest values of each kind of time, oldest first. */
  readonly byKind: Record<string, number[]>;
  /** Newest distances from what was usual, as shares of it, oldest first. */
  readonly distances: number[];
  /** Their robust standard deviation, 0 while unknown, and how many came since it was worked out. */
  scale: number;
  sinceScaled: number;
  /** Newest values of any time, for what is usual at all. */
  readonly newest: number[];
  level: number;
}

const keptOfKind = { day: 6, hour: 12 } as const;
const keptDistances = { day: 90, hour: 720 } as const;
const fewestOfKind = 4;
const fewestDistances = 20;
/** Even a counter of the same thing differs by this share from week to week. */
const smallestScale = 0.02;
/** What is used when hardly anything runs is measured against this share of the usual load. */
const levelShare = 0.1;
const scaledEvery = { day: 1, hour: 24 } as const;
const hoursADay = 24;

export function emptySeason(step: AnomalySeries["step"]): SeasonState {
  return {
    step,
    byKind: {},
    distances: [],
    scale: 0,
    sinceScaled: 0,
    newest: [],
    level: 0,
  };
}

/**
 * How many robust standard deviations a value is from the median of its kind of time: the weekday, or the hour of a
 * working or free day. NaN for an unknown value, for days around the lunar new year and statutory holidays, which are
 * neither judged nor learnt from, and while too little is known. The value is learnt from afterwards, an outlying one
 * as well: medians do not mind.
 */
export function seasonResidual(state: SeasonState, at: number, value: number): number {
  const day = state.step === "day" ? at : Math.floor(at / hoursADay);
  if (Number.isNaN(value) || !isOrdinaryDay(day)) return Number.NaN;
  const kind = kindOf(state.step, at, day);
  const kept = (state.byKind[kind] ??= []);
  const usual = kept.length < fewestOfKind ? Number.NaN : medianOf(kept);
  kept.push(value);
  if (kept.length > keptOfKind[state.step]) kept.shift();
  keepNewest(state, value);
  if (Number.isNaN(usual)) return Number.NaN;
  const { distances } = state;
  const distance = (value - usual) / Math.max(Math.abs(usual), levelShare * state.level, 1e-9);
  const isKnown = distances.length >= fewestDistances;
  if (isKnown && (state.scale === 0 || state.sinceScaled >= scaledEvery[state.step])) {
    state.scale = Math.max(robustSpreadOf(distances, 0), smallestScale);
    state.level = medianOf(state.newest);
    state.sinceScaled = 0;
  }
  state.sinceScaled++;
  distances.push(distance);
  if (distances.length > keptDistances[state.step]) distances.shift();
  return isKnown ? distance / state.scale : Number.NaN;
}

function keepNewest({ newest, step }: SeasonState, value: number): void {
  if (value > 0) newest.push(value);
  if (newest.length > keptDistances[step]) newest.shift();
}

/** A week-end that is worked is like no week-end, a weekday that is not like no weekday; Saturdays are their own. */
function kindOf(step: AnomalySeries["step"], at: number, day: number): string {
  const weekday = weekdayOf(dayOfNumber(day));
  const isWorked = isOrdinaryWorkingDay(day);
  if (step === "day") return isWorked ? `w${Math.min(weekday, 6)}` : `r${weekday}`;
  return `${isWorked ? "w" : `r${weekday}-`}${at % hoursADay}`;
}
