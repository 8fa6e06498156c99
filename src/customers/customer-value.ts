import {
  addDays,
  type BusinessDay,
  daysBetween,
  type Fen,
  multiplyByRate,
  type RatePpm,
  ratePpmOf,
} from "#kernel";
import { type Loan, shareOf, type ShareWithInterval } from "#lending";
import { valueParameters } from "./parameters.ts";

/** A customer's loans in the bank's book, and what is expected to be lost on them a year. */
export interface CustomerLoans {
  readonly customerId: string;
  readonly loans: readonly Loan[];
  /** Of its newest evaluation; null where there is none. */
  readonly expectedLossPpm: RatePpm | null;
  /** Different products that it uses or was granted. */
  readonly products: number;
}

/** What a customer is expected to bring over the horizon (客户终身价值), with the interval of the retention behind it. */
export interface CustomerValue {
  readonly customerId: string;
  /** Interest less funding, service and expected loss, a year, on the balance of today. */
  readonly yearlyMarginFen: Fen;
  readonly valueFen: Fen;
  readonly lowFen: Fen;
  readonly highFen: Fen;
}

/** How well customers are kept and how much they use (留存、流失、交叉销售). */
export interface RetentionMeasures {
  readonly asOf: BusinessDay;
  /** Of customers whose loans were all settled within the year (less the days allowed for coming back): came back. */
  readonly retention: ShareWithInterval;
  /** Of customers with a loan a year ago: no loan now and none within the days allowed. */
  readonly churn: ShareWithInterval;
  /** Of customers with a live loan: more than one product. */
  readonly crossSell: ShareWithInterval;
  readonly productsPerCustomer: number | null;
}

const year = 365;

/** Retention, churn and cross-selling as of a day. */
export function measureRetention(all: readonly CustomerLoans[], asOf: BusinessDay): RetentionMeasures {
  const known = all.map((one) => ({ ...one, loans: one.loans.filter(({ drawnOn }) => drawnOn <= asOf) }));
  const back = valueParameters.renewalDays.value;
  const cameToEnd = known.flatMap(({ loans }) => {
    const end = endsBetween(loans, addDays(asOf, -year - back), addDays(asOf, -back));
    return end === null ? [] : [{ loans, end }];
  });
  const cameBack = cameToEnd.filter(({ loans, end }) =>
    loans.some(({ drawnOn }) => drawnOn >= end && daysBetween(end, drawnOn) <= back),
  );
  const before = addDays(asOf, -year);
  const had = known.filter(({ loans }) => loans.some((loan) => isLiveOn(loan, before)));
  const gone = had.filter(
    ({ loans }) => !loans.some((loan) => isLiveOn(loan, addDays(asOf, -back)) || isLiveOn(loan, asOf)),
  );
  const live = known.filter(({ loans }) => loans.some((loan) => isLiveOn(loan, asOf)));
  return {
    asOf,
    retention: shareOf(cameBack.length, cameToEnd.length),
    churn: shareOf(gone.length, had.length),
    crossSell: shareOf(live.filter(({ products }) => products > 1).length, live.length),
    productsPerCustomer:
      live.length === 0 ? null : live.reduce((sum, { products }) => sum + products, 0) / live.length,
  };
}

/** The value of each customer with a live loan, highest first. */
export function valueCustomers(
  all: readonly CustomerLoans[],
  retention: Pick<ShareWithInterval, "share" | "low" | "high">,
): readonly CustomerValue[] {
  return all
    .flatMap(({ customerId, loans, expectedLossPpm }) => {
      const live = loans.filter(({ balanceFen }) => balanceFen > 0n);
      if (live.length === 0) return [];
      const yearlyMarginFen = live.reduce(
        (sum, loan) => sum + marginOf(loan, expectedLossPpm ?? valueParameters.expectedLossPpm.value),
        0n,
      );
      const values = [retention.share ?? retention.low, retention.low, retention.high].map((rate) =>
        presentValue(yearlyMarginFen, rate),
      );
      const [valueFen = 0n] = values;
      const sorted = [...values].sort((left, right) => Number(left - right));
      return [
        { customerId, yearlyMarginFen, valueFen, lowFen: sorted[0] ?? 0n, highFen: sorted.at(-1) ?? 0n },
      ];
    })
    .sort((left, right) => Number(right.valueFen - left.valueFen));
}

function marginOf({ balanceFen, annualRatePpm }: Loan, expectedLossPpm: RatePpm): Fen {
  const { fundingCostPpm, serviceCostPpm } = valueParameters;
  const net = annualRatePpm - fundingCostPpm.value - serviceCostPpm.value - expectedLossPpm;
  return multiplyByRate(balanceFen, Math.round(net), "halfEven");
}

/** The margin of the years of the horizon, each weighted by the chance that the customer is still there. */
function presentValue(yearlyMarginFen: Fen, retention: number): Fen {
  const discount = 1 + valueParameters.discountPpm.value / 1e6;
  let factor = 0;
  for (let at = 0; at < valueParameters.horizonYears.value; at++) factor += (retention / discount) ** at;
  return multiplyByRate(yearlyMarginFen, ratePpmOf(factor), "halfEven");
}

/** A settled loan ended on the day it was due at the latest: the book keeps no other day of it. */
function endOf({ state, dueOn }: Loan): BusinessDay | null {
  return state === "settled" || state === "writtenOff" ? dueOn : null;
}

function isLiveOn(loan: Loan, day: BusinessDay): boolean {
  const end = endOf(loan);
  return loan.drawnOn <= day && (end === null || end > day);
}

/** The day on which the last of all loans that began before it ended, if it lies between the two days. */
function endsBetween(loans: readonly Loan[], from: BusinessDay, to: BusinessDay): BusinessDay | null {
  const ends = loans.flatMap((loan) => {
    const end = endOf(loan);
    return end !== null && end > from && end <= to ? [end] : [];
  });
  const found = ends
    .toSorted()
    .findLast((end) => !loans.some((loan) => loan.drawnOn < end && isLiveOn(loan, end)));
  return found ?? null;
}
