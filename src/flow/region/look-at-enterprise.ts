import { type BusinessDay, dayNumberOf } from "#kernel";
import { computeIndicators, defaultPlan, type EnterpriseFacts, enterpriseFactsOf } from "#indicators";
import { type OperatingFacts, operatingFactsAt, type OperatingRows } from "#operations";
import { alertsOf, type OperatingAlert } from "#watch";
import type { IndicatorValues } from "../indicator-sample.ts";
import type { ObservationDay } from "./observation-days.ts";
import { type ObservedRow, rowValuesOf } from "./observed-row.ts";
import { type LoanOutcome, outcomeAfter, owesNow, standingOf } from "./outcomes.ts";

/** An enterprise as of T, and what became of its loans so far. */
export interface ObservedEnterprise {
  readonly id: string;
  /** As it names itself; null where it does not. */
  readonly ownName: string | null;
  readonly facts: EnterpriseFacts;
  readonly values: IndicatorValues;
  readonly standing: LoanOutcome;
  readonly owesNow: boolean;
  /** Early-warning alerts up to T, each with what was known on its own day. */
  readonly alerts: readonly OperatingAlert[];
}

/** What one look at an enterprise gives: how it stands, and its rows for the card. */
export interface EnterpriseLook {
  readonly enterprise: ObservedEnterprise;
  readonly rows: readonly ObservedRow[];
}

/** When a region is looked at; the same for all its enterprises. */
export interface RegionFrame {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly days: readonly ObservationDay[];
  /** Of each delivery the last day of its month, and the platform index below which everything of it lies. */
  readonly deliveryEnds: readonly BusinessDay[];
  readonly deliveriesKnownAt: readonly number[];
}

/** Looks at one enterprise as of T, and as of earlier days with what was known on each of them. Pure. */
export function lookAtEnterprise(id: string, own: OperatingRows, frame: RegionFrame): EnterpriseLook {
  const { asOf, knownAt, deliveryEnds, deliveriesKnownAt } = frame;
  const factsAt = operatingFactsAt(own);
  const now = factsAt(asOf, knownAt);
  const enterprise = {
    id,
    ownName: now.masters.at(-1)?.name ?? null,
    facts: enterpriseFactsOf(now),
    values: indicatorsOf(now),
    standing: standingOf(now.loans),
    owesNow: owesNow(now.loans),
    alerts: alertsOf(own, {
      enterpriseId: id,
      to: asOf,
      deliveryEnds,
      deliveryOf: (platformIndex) => deliveryOf(platformIndex, deliveriesKnownAt),
    }),
  };
  return { enterprise, rows: observationsOf(id, factsAt, { loans: now.loans, frame }) };
}

/** The indicators of one enterprise, all of them from its streams. */
function indicatorsOf(operations: OperatingFacts): IndicatorValues {
  return computeIndicators(enterpriseFactsOf(operations), operations.asOf, defaultPlan, operations);
}

/** Days on which its outcome of the next twelve months is known by now. */
function observationsOf(
  enterpriseId: string,
  factsAt: ReturnType<typeof operatingFactsAt>,
  { loans, frame }: { readonly loans: OperatingFacts["loans"]; readonly frame: RegionFrame },
): ObservedRow[] {
  return frame.days.flatMap(({ day, knownAt, part }) => {
    const outcome = outcomeAfter(loans, dayNumberOf(day), dayNumberOf(frame.asOf));
    if (outcome === null) return [];
    const values = rowValuesOf(indicatorsOf(factsAt(day, knownAt)));
    return [{ enterpriseId, day, part, isBad: outcome === "default", values }];
  });
}

/** The first delivery whose end lies above the index; one more than the last where none does. */
function deliveryOf(platformIndex: number, ends: readonly number[]): number {
  let low = 0;
  let high = ends.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (platformIndex < (ends[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}
