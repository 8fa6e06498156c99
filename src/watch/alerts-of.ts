import { type BusinessDay, dayNumberOf, dayOfNumber } from "#kernel";
import {
  type DayNumber,
  dayOfRow,
  type OperatingRows,
  type Sighted,
  type StreamName,
  streamNames,
  type StreamRows,
} from "#operations";
import { type Cohort, emptyCohort } from "./cohort.ts";
import { type Episode, type RuleHit, stepEpisode } from "./episode.ts";
import { findingsOn } from "./evaluate-rules.ts";
import type { OperatingAlert } from "./operating-alert.ts";
import type { OperatingBatch } from "./operating-batch.ts";
import { growSeries } from "./operating-series.ts";
import { replayDays } from "./replay-alerts.ts";
import { ruleOf } from "./rule-list.ts";
import { gravestFirst, tellingOf } from "./telling.ts";
import type { WatchSeries } from "./watch-series.ts";

export interface OperatingReplay {
  readonly enterpriseId: string;
  /** Last day on which the rules are run; every seventh day before it, back to `from`. */
  readonly to: BusinessDay;
  /** The end of the first delivery where left out. */
  readonly from?: BusinessDay;
  /** The day on which the delivery with each platform index was complete, ascending. */
  readonly deliveryEnds: readonly BusinessDay[];
  /** The number of the delivery, from 0, that brought the row with a platform index; the index itself where left out. */
  readonly deliveryOf?: (platformIndex: number) => number;
  /** What is known of the industry on a day; nothing where left out. */
  readonly cohortOn?: (day: DayNumber) => Cohort;
}

/**
 * The alerts that early warning would have raised over one enterprise's operating data, run weekly, on every day with
 * nothing but what was known then: a row that belongs to the days of the delivery it came in is known on its own day;
 * one that came late is known from the end of the delivery that brought it.
 */
export function alertsOf(rows: OperatingRows, replay: OperatingReplay): OperatingAlert[] {
  const ends = replay.deliveryEnds.map((day) => dayNumberOf(day));
  const { onTime, late } = batchesOf(rows, ends, replay.deliveryOf ?? same);
  const growing = growSeries(replay.enterpriseId);
  const book: AlertBook = { raised: [], newest: new Map() };
  const days = weeklyDays(replay, ends[0]);
  let place = 0;
  const runBefore = (end: DayNumber): void => {
    if ((days[place] ?? end) >= end) return;
    const series = growing.snapshot(end - 1);
    for (let asOf = days[place]; asOf !== undefined && asOf < end; asOf = days[++place])
      runRules(series, { asOf, replay, book });
  };
  for (const [index, end] of ends.entries()) {
    growing.add(onTime[index] ?? {});
    runBefore(end);
    growing.add(late[index] ?? {});
  }
  runBefore(dayNumberOf(replay.to) + 1);
  return book.raised.map(toAlert).sort((left, right) => (left.raisedOn < right.raisedOn ? -1 : 1));
}

interface AlertBook {
  readonly raised: RaisedAlert[];
  /** The newest of each rule. */
  readonly newest: Map<string, RaisedAlert>;
}

interface RaisedAlert {
  episode: Episode;
  readonly hit: RuleHit;
}

function runRules(
  series: WatchSeries,
  {
    asOf,
    replay,
    book: { raised, newest },
  }: { readonly asOf: DayNumber; readonly replay: OperatingReplay; readonly book: AlertBook },
): void {
  const known = { asOf, cohortOn: replay.cohortOn ?? (() => emptyCohort) };
  const findings = findingsOn(series, known);
  const telling = tellingOf(series, findings, known);
  for (const finding of gravestFirst(findings)) {
    const { rule } = finding;
    const before = newest.get(rule) ?? null;
    const change = stepEpisode(before?.episode ?? null, finding, asOf, ruleOf(rule).cooldownDays);
    if (change === null) continue;
    if (change.kind !== "raised") {
      if (before !== null) before.episode = change.episode;
      continue;
    }
    const others = [...newest.values()].map(({ episode }) => episode);
    if (!telling.isTold(change.episode, others)) continue;
    const alert = { episode: change.episode, hit: change.hit };
    raised.push(alert);
    newest.set(rule, alert);
  }
}

function toAlert({ episode, hit }: RaisedAlert): OperatingAlert {
  return {
    type: episode.rule,
    raisedOn: dayOfNumber(episode.raisedOn),
    clearedOn: episode.endedOn === null ? null : dayOfNumber(episode.endedOn),
    level: episode.level,
    sentence: hit.sentence,
    figures: hit.figures,
  };
}

/** Every seventh day up to the last one, so that the last day itself is one of them. */
function weeklyDays({ from, to }: OperatingReplay, firstEnd: DayNumber | undefined): number[] {
  const last = dayNumberOf(to);
  const first = from === undefined ? (firstEnd ?? last) : dayNumberOf(from);
  const aligned = first + ((((last - first) % 7) + 7) % 7);
  return replayDays({ from: dayOfNumber(aligned), to, step: "week" });
}

function same(platformIndex: number): number {
  return platformIndex;
}

type Building = { -readonly [Name in StreamName]?: StreamRows[Name][] };

/** Rows by delivery: those of its own days, and those that came late in it. */
function batchesOf(
  rows: OperatingRows,
  ends: readonly DayNumber[],
  deliveryOf: (platformIndex: number) => number,
): { readonly onTime: readonly OperatingBatch[]; readonly late: (OperatingBatch | undefined)[] } {
  const onTime: Building[] = ends.map(() => ({}));
  const late: (Building | undefined)[] = ends.map(() => undefined);
  for (const name of streamNames) {
    for (const row of rows[name] as readonly Sighted<StreamRows[typeof name]>[]) {
      const index = deliveryOf(row.platformIndex);
      if (index >= ends.length) continue;
      const isOnTime = dayOfRow(name, row) > (ends[index - 1] ?? Number.NEGATIVE_INFINITY);
      const batch = isOnTime ? onTime[index] : (late[index] ??= {});
      if (batch !== undefined) ((batch[name] ??= []) as (typeof row)[]).push(row);
    }
  }
  return { onTime, late };
}
