import { isAroundNewYear } from "#association";
import { type AlertFamily, familyOf, sourceOf } from "./alert-family.ts";
import { lastDayUpTo } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";
import { type Episode, episodeParameters, gravityOf } from "./episode.ts";
import { evaluateRule, type LookDay, type RuleFinding } from "./evaluate-rules.ts";
import type { RuleCode } from "./rule.ts";
import { ruleOf, watchRules } from "./rule-list.ts";
import type { WatchSeries } from "./watch-series.ts";
import { ordinaryDaysBefore } from "./working-days-compared.ts";

export const tellingParameters = {
  sources: designChoice("telling.work-sources", 3, "", {
    zh: "订单、设备、开票、用工中同时下降达到此数即可判定业务下滑",
    en: "Of orders, machines, invoices and people, how many must have fallen at once for work to be down",
  }),
  windowDays: designChoice("telling.window", 28, "d", {
    zh: "只有两类同时下降的，须在上一个同长的窗口里已经如此",
    en: "Where only two of them have fallen, they must have done so one window of this length before as well",
  }),
};

/** What of the findings on one enterprise is worth an alert. */
export interface Telling {
  /** @param others  the newest episode of each rule that was told */
  isTold(episode: Episode, others: Iterable<Episode>): boolean;
}

/**
 * Whether findings may stand against one another: where orders come in, so that machines, people and invoices can be held
 * against them. Elsewhere each rule speaks for itself.
 */
function canAgree({ operations }: WatchSeries, asOf: number): boolean {
  return operations.kind === "known" && lastDayUpTo(operations.series.orderFen, asOf) !== null;
}

/** Tells a story once, when several sources of data say it, and none around the new year or after a default. */
export function tellingOf(series: WatchSeries, findings: readonly RuleFinding[], known: LookDay): Telling {
  const { asOf } = known;
  const agreement = agreementOf(series, findings, known);
  const isOver = isInDefault(series, asOf);
  const isHoliday = isAroundNewYear(asOf);
  return {
    isTold: (episode, others) => {
      if (episode.rule === "instalmentMissed" || episode.rule === "dataGap") return true;
      if (isOver || (isHoliday && comparedFamilies.includes(familyOf[episode.rule]))) return false;
      return !isToldAlready(others, episode) && agreement(episode);
    },
  };
}

/** The same for a bank's run, which also has enterprises of which too little comes in for anything to agree. */
export function tellingOfRun(...[series, findings, known]: Parameters<typeof tellingOf>): Telling {
  return canAgree(series, known.asOf) ? tellingOf(series, findings, known) : { isTold: () => true };
}

/** Families that compare ordinary days: around the new year there are none to add, so nothing new can be told. */
const comparedFamilies: readonly AlertFamily[] = ["demand", "funds", "trust"];
/** What an order sets in motion: one lull shows in all of them, though not at once and not alike. */
const workSources: readonly string[] = ["documents", "sensors", "invoices", "people"];

/**
 * Whether something else says so too. Few large orders make the machines of a small works stand still for weeks, and
 * nothing is wrong: work is down when three of orders, machines, invoices and people say so, when two do and money, loans,
 * prices or registers speak as well, or when two do in two windows, one after the other. A break between streams counts
 * with a finding of neither's making. A grave entry in a register and wages that were not paid are facts and stand for
 * themselves; everything else is a comparison that may be chance, however much hangs on it, until another source agrees.
 */
function agreementOf(
  series: WatchSeries,
  findings: readonly RuleFinding[],
  known: LookDay,
): (episode: Episode) => boolean {
  const hits = findings.filter(({ result }) => result.kind === "hit").map(({ rule }) => rule);
  const sources = [...new Set(hits.map((code) => sourceOf[code]))];
  const work = workSourcesOf(hits);
  const others = sources.filter((source) => !workSources.includes(source) && source !== "coupling");
  const hitsOn = (day: number, codes: readonly RuleCode[]): RuleCode[] =>
    codes.filter((code) => evaluateRule(ruleOf(code), series, { ...known, asOf: day }).kind === "hit");
  const earlier = ordinaryDaysBefore(known.asOf, tellingParameters.windowDays.value);
  const areTwoSteady = (): boolean => workSourcesOf(hitsOn(earlier, demandRules)).length >= 2;
  return ({ rule, level }) => {
    if (familyOf[rule] === "demand" && hasPapers(findings)) {
      if (work.length >= tellingParameters.sources.value) return true;
      return work.length >= 2 && (others.length > 0 || areTwoSteady());
    }
    if (rule === "couplingBroken")
      return sources.some((source) => !["coupling", "documents", "sensors"].includes(source));
    return (level === "red" && facts.includes(rule)) || sources.length >= 2;
  };
}

const facts: readonly RuleCode[] = ["specialRisk", "accountStrain"];
const demandRules = watchRules.map(({ code }) => code).filter((code) => familyOf[code] === "demand");

function workSourcesOf(hits: readonly RuleCode[]): string[] {
  return [...new Set(hits.filter((code) => familyOf[code] === "demand").map((code) => sourceOf[code]))];
}

function hasPapers(findings: readonly RuleFinding[]): boolean {
  return findings.some(
    ({ rule, result }) =>
      familyOf[rule] === "demand" && sourceOf[rule] !== "sensors" && result.kind !== "notComputable",
  );
}

const defaultDays = 90;

/** Whether a loan is in default already: there is nothing left to warn of early. */
function isInDefault({ loans }: WatchSeries, asOf: number): boolean {
  if (loans.kind === "missing") return false;
  const place = loans.series.days.findLastIndex((day) => day <= asOf);
  return (loans.series.daysPastDue[place] ?? 0) > defaultDays;
}

/**
 * Whether an alert of the same family, as grave, is open or has just ended: orders, running hours and energy that fall
 * one after another are one story, which is told once and again when it grows graver.
 */
function isToldAlready(others: Iterable<Episode>, { rule, raisedOn, level }: Episode): boolean {
  return [...others].some(
    (episode) =>
      familyOf[episode.rule] === familyOf[rule] &&
      (episode.endedOn === null || raisedOn - episode.endedOn < episodeParameters.cooldown.value) &&
      gravityOf(episode.level) >= gravityOf(level),
  );
}

/** The gravest first, so that of several findings of one story the gravest is the one that is told. */
export function gravestFirst(findings: readonly RuleFinding[]): readonly RuleFinding[] {
  const gravity = ({ result }: RuleFinding): number => (result.kind === "hit" ? gravityOf(result.level) : -1);
  return findings.toSorted((left, right) => gravity(right) - gravity(left));
}
