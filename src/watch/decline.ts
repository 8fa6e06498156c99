import { formatPercent, type Parameter } from "#kernel";
import { type AlertLevel, alertLevels } from "./rule.ts";

/** The three thresholds of a rule, in parts per million. */
export interface LevelThresholds {
  readonly yellow: Parameter<number>;
  readonly orange: Parameter<number>;
  readonly red: Parameter<number>;
}

/** The gravest level whose threshold the value reaches; null below all. */
export function levelOf(valuePpm: number, { yellow, orange, red }: LevelThresholds): AlertLevel | null {
  if (valuePpm >= red.value) return "red";
  if (valuePpm >= orange.value) return "orange";
  return valuePpm >= yellow.value ? "yellow" : null;
}

/** The level of a decline to `ratio` of last year. */
export function declineLevel(ratio: number, thresholds: LevelThresholds): AlertLevel | null {
  return levelOf(Math.round((1 - ratio) * 1_000_000), thresholds);
}

/** Whether a ratio is a decline by at least so much. */
export function isBelow(ratio: number, decline: Parameter<number>): boolean {
  return Math.round((1 - ratio) * 1_000_000) >= decline.value;
}

/** How much was lost, as percent with one decimal. */
export function declinePercent(ratio: number): string {
  return formatPercent(Math.round((1 - ratio) * 1_000_000), 1);
}

/** A share as percent with one decimal. */
export function sharePercent(share: number): string {
  return formatPercent(Math.round(share * 1_000_000), 1);
}

/** The one of the gravest level, the first of several; null of none. */
export function gravestOf<T>(items: readonly T[], levelOfItem: (item: T) => AlertLevel): T | null {
  const gravity = (item: T): number => alertLevels.indexOf(levelOfItem(item));
  return items.reduce<T | null>(
    (gravest, item) => (gravest === null || gravity(item) > gravity(gravest) ? item : gravest),
    null,
  );
}
