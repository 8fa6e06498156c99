import type { RuleFinding } from "./evaluate-rules.ts";
import { designChoice } from "./design-choice.ts";
import { alertLevels, type AlertLevel, type RuleCode, type RuleResult } from "./rule.ts";

export const episodeParameters = {
  cooldown: designChoice("episode.cooldown", 60, "d", {
    zh: "同一规则的一次预警过程结束后，这么多天内不再新发预警（级别更高除外）",
    en: "Days after the end of an episode in which the same rule raises no new one, unless it is graver",
  }),
};

/** A stretch of time in which a rule holds for an enterprise; it has one alert. */
export interface Episode {
  readonly enterpriseId: string;
  readonly rule: RuleCode;
  /** Days since 1970-01-01. */
  readonly raisedOn: number;
  readonly lastHitOn: number;
  /** When it was released; null while it lasts. */
  readonly endedOn: number | null;
  /** The gravest level so far. */
  readonly level: AlertLevel;
}

export type EpisodeChange =
  | { readonly kind: "raised"; readonly episode: Episode; readonly hit: RuleHit }
  /** Still holds; `worsened` when the level is graver than it was. */
  | { readonly kind: "held"; readonly episode: Episode; readonly hit: RuleHit; readonly worsened: boolean }
  /** One that ended on the day it was raised holds again on that day: an enterprise has one a day. */
  | { readonly kind: "resumed"; readonly episode: Episode; readonly hit: RuleHit }
  | { readonly kind: "ended"; readonly episode: Episode };

export type RuleHit = Extract<RuleResult, { kind: "hit" }>;

/**
 * What a day's finding does to the newest episode of its enterprise and rule. Between hit and release nothing
 * changes (hysteresis); a rule that cannot be computed leaves an episode open; soon after an end only a graver hit
 * raises again (cooldown). A finding of a day before the newest one changes nothing: what is known since is later.
 */
export function stepEpisode(
  newest: Episode | null,
  finding: RuleFinding,
  asOf: number,
  cooldownDays: number = episodeParameters.cooldown.value,
): EpisodeChange | null {
  const { result } = finding;
  const isOpen = newest !== null && newest.endedOn === null;
  if (result.kind === "notComputable" || (newest !== null && asOf < lastSeenOf(newest))) return null;
  if (result.kind === "clear") {
    return isOpen && result.released ? { kind: "ended", episode: { ...newest, endedOn: asOf } } : null;
  }
  if (isOpen) {
    const worsened = gravityOf(result.level) > gravityOf(newest.level);
    const level = worsened ? result.level : newest.level;
    return { kind: "held", hit: result, worsened, episode: { ...newest, lastHitOn: asOf, level } };
  }
  if (newest?.endedOn !== null && newest !== null) {
    const isCooling = asOf - newest.endedOn < cooldownDays;
    if (isCooling && gravityOf(result.level) <= gravityOf(newest.level)) return null;
    if (newest.raisedOn === asOf) {
      const level = gravityOf(result.level) > gravityOf(newest.level) ? result.level : newest.level;
      return { kind: "resumed", hit: result, episode: { ...newest, lastHitOn: asOf, endedOn: null, level } };
    }
  }
  const { enterpriseId, rule } = finding;
  const episode = { enterpriseId, rule, raisedOn: asOf, lastHitOn: asOf, endedOn: null, level: result.level };
  return { kind: "raised", episode, hit: result };
}

function lastSeenOf({ lastHitOn, endedOn }: Episode): number {
  return Math.max(lastHitOn, endedOn ?? lastHitOn);
}

/** 0 yellow, 1 orange, 2 red. */
export function gravityOf(level: AlertLevel): number {
  return alertLevels.indexOf(level);
}
