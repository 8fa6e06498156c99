import { addMonths, type BusinessDay, dayNumberOf, dayOfNumber, lastDayOf, monthOf } from "#kernel";
import { type Episode, type RuleHit, stepEpisode } from "./episode.ts";
import { cohortsOf, findingsOn, type LookDay } from "./evaluate-rules.ts";
import type { RuleCode } from "./rule.ts";
import { gravestFirst, tellingOfRun } from "./telling.ts";
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
  const told = new Map<string, Map<RuleCode, Episode>>();
  const raised = new Map<string, ReplayedAlert>();
  const cohortOn = cohortsOf(all);
  for (const asOf of replayDays(options)) {
    for (const series of all) {
      const newest = told.get(series.enterpriseId) ?? new Map<RuleCode, Episode>();
      told.set(series.enterpriseId, newest);
      for (const { episode, hit } of stepsOf(series, newest, { asOf, cohortOn })) {
        newest.set(episode.rule, episode);
        const key = `${episode.enterpriseId}/${episode.rule}/${episode.raisedOn}`;
        const alert = hit === null ? raised.get(key) : { hit };
        if (alert !== undefined) raised.set(key, { hit: alert.hit, episode });
      }
    }
  }
  return [...raised.values()];
}

/** What a day does to the episodes of one enterprise; with the hit of those that it raises. */
function* stepsOf(
  series: WatchSeries,
  newest: ReadonlyMap<RuleCode, Episode>,
  known: LookDay,
): Generator<{ readonly episode: Episode; readonly hit: RuleHit | null }> {
  const findings = findingsOn(series, known);
  const telling = tellingOfRun(series, findings, known);
  for (const finding of gravestFirst(findings)) {
    const change = stepEpisode(newest.get(finding.rule) ?? null, finding, known.asOf);
    if (change === null) continue;
    if (change.kind !== "raised") yield { episode: change.episode, hit: null };
    else if (telling.isTold(change.episode, newest.values()))
      yield { episode: change.episode, hit: change.hit };
  }
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
