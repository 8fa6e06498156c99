import { type BusinessDay, daysBetween } from "#kernel";
import { type Alert, isOpen } from "./alert.ts";

/** How well early warning works, over the alerts raised between two days. */
export interface AlertMeasures {
  readonly raised: number;
  readonly open: number;
  readonly overdue: number;
  /** Raised alerts per 100 enterprises a month of 30 days; null without enterprises. */
  readonly perHundredAMonth: number | null;
  /** Settled alerts, and how many of them were no false alarm. */
  readonly settled: number;
  readonly confirmed: number;
  /** Enterprises that missed an instalment between the days, and how many had been warned of before. */
  readonly defaults: number;
  readonly warned: number;
  /** Median of the days from the first alert to the first day past due; null where no one was warned of. */
  readonly medianLeadDays: number | null;
}

const monthDays = 30;
/** An alert older than this before an instalment was missed foretold something else. */
const longestLeadDays = 365;

/** Measures of the alerts of a party; an instalment that was missed is the outcome, and no early warning. */
export function measureAlerts(
  alerts: readonly Alert[],
  {
    enterprises,
    from,
    to,
  }: { readonly enterprises: number; readonly from: BusinessDay; readonly to: BusinessDay },
): AlertMeasures {
  const within = alerts.filter(({ raisedOn }) => raisedOn >= from && raisedOn <= to);
  const early = within.filter(({ rule }) => rule !== "instalmentMissed");
  const settled = early.filter(({ state }) => state === "closed" || state === "false");
  const leads: number[] = [];
  const missed = within.filter(({ rule }) => rule === "instalmentMissed");
  for (const { enterpriseId, raisedOn } of missed) {
    const before = alerts
      .filter((alert) => alert.enterpriseId === enterpriseId && alert.rule !== "instalmentMissed")
      .map((alert) => daysBetween(alert.raisedOn, raisedOn))
      .filter((days) => days > 0 && days <= longestLeadDays);
    if (before.length > 0) leads.push(Math.max(...before));
  }
  leads.sort((left, right) => left - right);
  const months = (daysBetween(from, to) + 1) / monthDays;
  return {
    raised: within.length,
    open: within.filter(({ state }) => isOpen(state)).length,
    overdue: within.filter(({ state, dueOn }) => isOpen(state) && dueOn < to).length,
    perHundredAMonth: enterprises === 0 ? null : (within.length / enterprises / months) * 100,
    settled: settled.length,
    confirmed: settled.filter(({ state }) => state === "closed").length,
    defaults: missed.length,
    warned: leads.length,
    medianLeadDays: leads[Math.floor(leads.length / 2)] ?? null,
  };
}
