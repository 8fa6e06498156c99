import { medianOf } from "#kernel";
import { shareOf } from "#lending";
import { alertLevels } from "#watch";
import type { OrderQuality, ShadowBorrower, WarningQuality } from "./comparison.ts";
import { leadOf } from "./judge-warning.ts";
import { measureOrder } from "./measure-order.ts";

/** Beyond the limit of trouble, or in default. */
export function isTroubled({ outcome }: ShadowBorrower): boolean {
  return outcome.kind === "trouble" || outcome.kind === "default";
}

/**
 * The bank's rating and our scores against what happened, on the same borrowers: those that each of them orders. So
 * many of the worst are looked at as we decline.
 */
export function measureOrders(
  borrowers: readonly ShadowBorrower[],
  rankOf: (rating: string | null) => number,
): readonly OrderQuality[] {
  const both = borrowers.filter(({ bankRating, ours }) => ours !== null && !Number.isNaN(rankOf(bankRating)));
  const worst = both.filter(({ ours }) => ours?.isAccepted === false).length;
  const riskOf: Readonly<Record<OrderQuality["by"], (one: ShadowBorrower) => number | null>> = {
    bankRating: ({ bankRating }) => -rankOf(bankRating),
    ourScore: ({ ours }) => (ours === null ? null : -ours.score),
    ourEarlierScore: ({ earlier }) => (earlier === null ? null : -earlier.score),
  };
  return (["trouble", "default"] as const).flatMap((outcome) =>
    (["bankRating", "ourScore", "ourEarlierScore"] as const).flatMap((by): OrderQuality[] => {
      const rows = both.flatMap((one) => {
        const risk = riskOf[by](one);
        const isHit = outcome === "trouble" ? isTroubled(one) : one.outcome.kind === "default";
        return risk === null ? [] : [{ risk, isHit }];
      });
      if (rows.length === 0) return [];
      const hits = rows.filter(({ isHit }) => isHit).length;
      return [{ by, outcome, borrowers: rows.length, hits, ...measureOrder(rows, worst), worst }];
    }),
  );
}

/** Alerts of each level against what happened, over the borrowers that could be watched. */
export function measureWarnings(borrowers: readonly ShadowBorrower[]): readonly WarningQuality[] {
  const watched = borrowers.filter(({ warning }) => warning !== null);
  const troubled = watched.filter(isTroubled);
  const others = watched.filter((one) => !isTroubled(one));
  return alertLevels.map((level) => {
    const leads = troubled.flatMap(
      ({ warning, outcome }) =>
        leadOf(warning?.first[level] ?? null, outcome.firstMissedOn ?? outcome.troubledOn) ?? [],
    );
    const early = leads.filter((days) => days > 0).sort((left, right) => left - right);
    const falsely = others.filter(({ warning }) => (warning?.first[level] ?? null) !== null);
    return {
      level,
      warned: shareOf(early.length, troubled.length),
      late: leads.length - early.length,
      falseAlerts: shareOf(falsely.length, others.length),
      medianLeadDays: early.length === 0 ? null : medianOf(early),
    };
  });
}
