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
import { isAroundNewYear } from "#association";
import { type AlertFamily, familyOf, sourceOf } from "./alert-family.ts";
import { type Cohort, emptyCohort } from "./cohort.ts";
import { type Episode, episodeParameters, gravityOf, type RuleHit, stepEpisode } from "./episode.ts";
import { evaluateRule } from "./evaluate-rules.ts";
import type { OperatingAlert } from "./operating-alert.ts";
import type { OperatingBatch } from "./operating-batch.ts";
import { growSeries } from "./operating-series.ts";
import { replayDays } from "./replay-alerts.ts";
import { watchRules } from "./rule-list.ts";
import type { AlertLevel, RuleCode, RuleResult, WatchRule } from "./rule.ts";
import type { WatchSeries } from "./watch-series.ts";

export interface OperatingReplay {
  readonly enterpriseId: string;
  /** Last day on which the rules are run; every seventh day before it, back to `from`. */
  readonly to: BusinessDay;
  /** The end of the first delivery where left out. */
  readonly from?: BusinessDay;
  /** The day on which the delivery with each platform index was complete, ascending. */
  readonly deliveryEnds: readonly BusinessDay[];
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
  const { onTime, late } = batchesOf(rows, ends);
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
  const cohortOn = replay.cohortOn ?? (() => emptyCohort);
  const results = watchRules.map((rule) => ({
    rule,
    result: evaluateRule(rule, series, { asOf, cohortOn }),
  }));
  const agreement = agreementOf(results);
  const isOver = isInDefault(series, asOf);
  for (const { rule, result } of results) {
    const known = newest.get(rule.code) ?? null;
    const finding = { enterpriseId: replay.enterpriseId, rule: rule.code, result };
    const change = stepEpisode(known?.episode ?? null, finding, asOf, rule.cooldownDays);
    if (change === null) continue;
    if (change.kind === "raised") {
      const isAlone = !agreement.isBacked(rule.code, change.episode.level);
      const isTooLate = isOver && rule.code !== "instalmentMissed";
      const isSilentNow = isAroundNewYear(asOf) && comparedFamilies.includes(familyOf[rule.code]);
      if (isAlone || isTooLate || isSilentNow || isToldAlready(newest, change.episode)) continue;
      const alert = { episode: change.episode, hit: change.hit };
      raised.push(alert);
      newest.set(rule.code, alert);
    } else if (known !== null) {
      known.episode = change.episode;
    }
  }
}

/**
 * Whether something else says so too. Work that falls off at an enterprise whose papers come in must show in orders,
 * people or invoices as well: few large orders make machines stand still for weeks, and nothing is wrong. Of the
 * others a grave hit stands for itself, a lesser one may be chance until another source of data agrees.
 */
function agreementOf(results: readonly { readonly rule: WatchRule; readonly result: RuleResult }[]): {
  isBacked(rule: RuleCode, level: AlertLevel): boolean;
} {
  const hits = results.filter(({ result }) => result.kind === "hit").map(({ rule }) => rule.code);
  const sources = new Set(hits.map((code) => sourceOf[code]));
  const workSources = new Set(
    hits.filter((code) => familyOf[code] === "demand").map((code) => sourceOf[code]),
  );
  const hasPapers = results.some(
    ({ rule, result }) =>
      familyOf[rule.code] === "demand" &&
      sourceOf[rule.code] !== "sensors" &&
      result.kind !== "notComputable",
  );
  return {
    isBacked: (rule, level) =>
      familyOf[rule] === "demand" && hasPapers ? workSources.size >= 2 : level === "red" || sources.size >= 2,
  };
}

/** Families that compare ordinary days: around the new year there are none to add, so nothing new can be told. */
const comparedFamilies: readonly AlertFamily[] = ["demand", "funds", "trust"];
const defaultDays = 90;

/** Whether a loan is in default already: there is nothing left to warn of early. */
function isInDefault({ loans }: WatchSeries, asOf: DayNumber): boolean {
  if (loans.kind === "missing") return false;
  const place = asOf - (loans.series.days[0] ?? asOf);
  return (loans.series.daysPastDue[place] ?? 0) > defaultDays;
}

/**
 * Whether an alert of the same family, as grave, is open or has just ended: orders, running hours and energy that fall
 * one after another are one story, which is told once and again when it grows graver.
 */
function isToldAlready(
  newest: ReadonlyMap<string, RaisedAlert>,
  { rule, raisedOn, level }: Episode,
): boolean {
  return [...newest.values()].some(
    ({ episode }) =>
      familyOf[episode.rule] === familyOf[rule] &&
      (episode.endedOn === null || raisedOn - episode.endedOn < episodeParameters.cooldown.value) &&
      gravityOf(episode.level) >= gravityOf(level),
  );
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

type Building = { -readonly [Name in StreamName]?: StreamRows[Name][] };

/** Rows by delivery: those of its own days, and those that came late in it. */
function batchesOf(
  rows: OperatingRows,
  ends: readonly DayNumber[],
): { readonly onTime: readonly OperatingBatch[]; readonly late: (OperatingBatch | undefined)[] } {
  const onTime: Building[] = ends.map(() => ({}));
  const late: (Building | undefined)[] = ends.map(() => undefined);
  for (const name of streamNames) {
    for (const row of rows[name] as readonly Sighted<StreamRows[typeof name]>[]) {
      const index = row.platformIndex;
      if (index >= ends.length) continue;
      const isOnTime = dayOfRow(name, row) > (ends[index - 1] ?? Number.NEGATIVE_INFINITY);
      const batch = isOnTime ? onTime[index] : (late[index] ??= {});
      if (batch !== undefined) ((batch[name] ??= []) as (typeof row)[]).push(row);
    }
  }
  return { onTime, late };
}
