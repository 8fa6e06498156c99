import { type BusinessDay, type ReportProgress, dayNumberOf, lastDayOf } from "#kernel";
import { createRegionBook, type RegionBook } from "#crosscheck";
import { computeIndicators, defaultPlan, type EnterpriseFacts, enterpriseFactsOf } from "#indicators";
import { type OperatingFacts, operatingFactsOf, type OperatingRows, type OperatingSource } from "#operations";
import { alertsOf, type OperatingAlert } from "#watch";
import type { IndicatorValues } from "../indicator-sample.ts";
import { byDelivery } from "./by-delivery.ts";
import type { ObservedRow } from "./layered-cards.ts";
import type { KnownDelivery, ObservationDay } from "./observation-days.ts";
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

export interface ObservedRegion {
  readonly enterprises: ReadonlyMap<string, ObservedEnterprise>;
  /** What a card is developed and tried on. */
  readonly rows: readonly ObservedRow[];
  /** What every enterprise's neighbours are compared with. */
  readonly book: RegionBook;
}

/**
 * Looks at every enterprise of a region once: as of T, and as of earlier days with what was known on each of them. One
 * enterprise is in memory at a time.
 */
export async function observeRegion(
  source: OperatingSource,
  request: {
    readonly asOf: BusinessDay;
    readonly knownAt: number;
    readonly enterpriseIds: readonly string[];
    readonly days: readonly ObservationDay[];
    readonly deliveries: readonly KnownDelivery[];
    readonly signal: AbortSignal;
    readonly onProgress: ReportProgress;
  },
): Promise<ObservedRegion> {
  const { asOf, knownAt, enterpriseIds, days, deliveries, signal, onProgress } = request;
  const deliveryEnds = deliveries.map(({ month }) => lastDayOf(month));
  const enterprises = new Map<string, ObservedEnterprise>();
  const rows: ObservedRow[] = [];
  const book = createRegionBook();
  for await (const [id, own] of source.loadRows({ asOf, knownAt, enterpriseIds })) {
    signal.throwIfAborted();
    const now = operatingFactsOf(own, asOf, knownAt);
    const seen = lookAt(now);
    book.add(id, now);
    enterprises.set(id, {
      id,
      ownName: now.masters.at(-1)?.name ?? null,
      ...seen,
      standing: standingOf(now.loans),
      owesNow: owesNow(now.loans),
      alerts: alertsOf(byDelivery(own, deliveries), { enterpriseId: id, to: asOf, deliveryEnds }),
    });
    rows.push(...observationsOf(id, own, { asOf, days, loans: now.loans }));
    const done = enterprises.size;
    onProgress({ step: "indicators", done, total: enterpriseIds.length, unit: "enterprises" });
  }
  return { enterprises, rows, book };
}

/** The indicators of one enterprise, all of them from its streams. */
function lookAt(operations: OperatingFacts): {
  readonly facts: EnterpriseFacts;
  readonly values: IndicatorValues;
} {
  const facts = enterpriseFactsOf(operations);
  return { facts, values: computeIndicators(facts, operations.asOf, defaultPlan, operations) };
}

/** Days on which its outcome of the next twelve months is known by now. */
function observationsOf(
  enterpriseId: string,
  rows: OperatingRows,
  known: {
    readonly asOf: BusinessDay;
    readonly days: readonly ObservationDay[];
    readonly loans: OperatingFacts["loans"];
  },
): ObservedRow[] {
  return known.days.flatMap(({ day, knownAt, part }) => {
    const outcome = outcomeAfter(known.loans, dayNumberOf(day), dayNumberOf(known.asOf));
    if (outcome === null) return [];
    const { values } = lookAt(operatingFactsOf(rows, day, knownAt));
    return [{ enterpriseId, day, part, isBad: outcome === "default", values }];
  });
}
