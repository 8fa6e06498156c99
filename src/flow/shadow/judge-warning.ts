import { type BusinessDay, daysBetween, dayOfNumber } from "#kernel";
import { type AlertLevel, alertLevels, type ReplayedAlert } from "#watch";
import type { BorrowerOutcome, BorrowerWarning, WouldBeAlert } from "./comparison.ts";

/** What early warning would have said of one borrower between two days, and how long before what happened. */
export function judgeWarning(
  alerts: readonly ReplayedAlert[],
  outcome: BorrowerOutcome,
  { from, to }: { readonly from: BusinessDay; readonly to: BusinessDay },
): BorrowerWarning {
  const early = alerts
    .filter(({ episode }) => episode.rule !== "instalmentMissed")
    .map(
      ({ episode, hit }): WouldBeAlert => ({
        on: dayOfNumber(episode.raisedOn),
        rule: episode.rule,
        level: hit.level,
      }),
    )
    .filter(({ on }) => on >= from && on <= to)
    .sort((left, right) => (left.on < right.on ? -1 : left.on > right.on ? 1 : 0));
  const firstOf = (level: AlertLevel): WouldBeAlert | null =>
    early.find((alert) => alertLevels.indexOf(alert.level) >= alertLevels.indexOf(level)) ?? null;
  const first = { yellow: firstOf("yellow"), orange: firstOf("orange"), red: firstOf("red") };
  return {
    first,
    alerts: early.length,
    leadToMissedDays: leadOf(first.yellow, outcome.firstMissedOn),
    leadToDefaultDays: leadOf(first.yellow, outcome.defaultedOn),
  };
}

/** Days from an alert to a day; negative when the alert came after it. */
export function leadOf(alert: WouldBeAlert | null, until: BusinessDay | null): number | null {
  return alert === null || until === null ? null : daysBetween(alert.on, until);
}
