import { addMonths, type BusinessDay, dayNumberOf, dayOfNumber, lastDayOf, monthOf } from "#kernel";
import { type Episode, type RuleHit, stepEpisode } from "./episode.ts";
import { evaluateRules } from "./evaluate-rules.ts";
import type { WatchSeries } from "./watch-series.ts";

/** An alert that would have been raised. */
export interface ReplayedAlert {
  readonly episode: Episode;
  /** What was found on the day on which it was raised. */
  readonly hit: RuleHit;
}

export interface ReplayOptions {
  readonly from: BusinessDay;
  readonly to: BusinessDay;
  /** Every day, every seventh from the first on, or the last day of each month. */
  readonly step: "day" | "week" | "month";
}

/**
 * What would have been raised, and when, had the rules been run on each of the days: on every one they see only what
 * had happened by then. What is late in reaching us is not late in a replay; a run of the past that must also know
 * no more than was received then loads its series at that platform index.
 */
export function replayAlerts(all: readonly WatchSeries[], options: ReplayOptions): ReplayedAlert[] {
  const newest = new Map<string, Episode>();
  const raised = new Map<string, ReplayedAlert>();
  for (const asOf of replayDays(options)) {
    for (const finding of evaluateRules(all, asOf)) {
      const key = `${finding.enterpriseId}/${finding.rule}`;
      const change = stepEpisode(newest.get(key) ?? null, finding, asOf);
      if (change === null) continue;
      newest.set(key, change.episode);
      const alertKey = `${key}/${change.episode.raisedOn}`;
      const alert = change.kind === "raised" ? { hit: change.hit } : raised.get(alertKey);
      if (alert !== undefined) raised.set(alertKey, { hit: alert.hit, episode: change.episode });
    }
  }
  return [...raised.values()];
}

/** The days of a replay, as days since 1970-01-01. */
export function replayDays({ from, to, step }: ReplayOptions): number[] {
  const days: number[] = [];
  const last = dayNumberOf(to);
  if (step !== "month") {
    const stride = step === "day" ? 1 : 7;
    for (let day = dayNumberOf(from); day <= last; day += stride) days.push(day);
    return days;
  }
  for (let month = monthOf(from); lastDayOf(month) <= dayOfNumber(last); month = addMonths(month, 1)) {
    days.push(dayNumberOf(lastDayOf(month)));
  }
  return days;
}
