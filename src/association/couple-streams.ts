import { defineDesignChoice } from "#kernel";
import type { OperatingFacts } from "#operations";
import type { Coupling } from "./coupling.ts";
import { bestCrossCorrelation, type CrossCorrelation, intervalOf } from "./cross-correlation.ts";
import { autoregressionOf, prewhiten } from "./prewhiten.ts";
import { relationBreakOf } from "./relation-break.ts";
import { type StreamWeek, type WeeklyStream, weeklyStreamsOf } from "./weekly-stream.ts";

export const couplingParameters = {
  mostLag: defineDesignChoice("coupling.most-lag", 16, "w", {
    zh: "后一流最多晚于前一流的周数（账期 90 天再加交货）",
    en: "Weeks by which a stream may come after the one before it (terms of 90 days and some more)",
  }),
  fewestWeeks: defineDesignChoice("coupling.fewest-weeks", 40, "w", {
    zh: "两流共有的周数少于此不判断",
    en: "Weeks known of both streams, below which nothing is said",
  }),
};

const monthWeeks = 4;
/** Of a usual week; keeps the logarithm of an empty week in bounds. */
const floorShare = 0.1;

/**
 * How each stream of the chain follows the one before it (关联与耦合, A-39): orders → run rate → energy → deliveries →
 * invoices → receipts, those without enough weeks skipped. Weeks are compared by ordinary working day, so the lunar new
 * year takes no part. Lead and lag come from the cross-correlation of logarithms that the lead's own autoregression has
 * whitened, by week or by changes of four weeks, whichever says more; the interval is Fisher's with Bartlett's count of
 * independent pairs, not widened for the choice of the lag. A break is dated by a CUSUM on the ratio at that lag.
 */
export function coupleStreams(facts: OperatingFacts): Coupling[] {
  return coupleWeeklyStreams(weeklyStreamsOf(facts));
}

/** The same from streams by week, at most the first `weeks` of them: what was to be said at an earlier day. */
export function coupleWeeklyStreams(
  streams: readonly WeeklyStream[],
  weeks: number = Number.POSITIVE_INFINITY,
): Coupling[] {
  const usable = streams
    .map((stream) => ({ ...stream, weeks: stream.weeks.slice(0, weeks) }))
    .filter((stream) => knownWeeksOf(stream.weeks) >= couplingParameters.fewestWeeks.value)
    .map(preparedStream);
  const couplings: Coupling[] = [];
  for (const [place, follow] of usable.entries()) {
    const lead = usable[place - 1];
    const coupling = lead === undefined ? null : couplePair(lead, follow);
    if (coupling !== null) couplings.push(coupling);
  }
  return couplings;
}

/** A stream with its logarithms by week and its changes of four weeks, worked out once for both of its pairs. */
interface PreparedStream extends WeeklyStream {
  readonly logarithms: Float64Array;
  readonly changes: Float64Array;
}

function preparedStream(stream: WeeklyStream): PreparedStream {
  const values = valuesOf(stream.weeks);
  const changes = changesOf(logarithmsOf(values, monthWeeks), monthWeeks);
  return { ...stream, logarithms: logarithmsOf(values, 1), changes };
}

function couplePair(lead: PreparedStream, follow: PreparedStream): Coupling | null {
  const best = correlations(lead, follow)
    .filter((found) => found !== null)
    .reduce<CrossCorrelation | null>(
      (one, other) => (one === null || evidenceOf(other) > evidenceOf(one) ? other : one),
      null,
    );
  if (best === null) return null;
  return {
    lead: lead.stream,
    follow: follow.stream,
    weeks: best.pairs,
    lagWeeks: best.lag,
    correlation: best.correlation,
    ...intervalOf(best),
    brokenSince: relationBreakOf(lead.weeks, follow.weeks, best.lag),
  };
}

/** How far from chance, in standard deviations. */
function evidenceOf({ correlation, effectivePairs }: CrossCorrelation): number {
  return Math.atanh(Math.min(0.999999, correlation)) * Math.sqrt(Math.max(1, effectivePairs - 3));
}

/** By week, and by changes of four weeks for what is ordered now and then. */
function correlations(lead: PreparedStream, follow: PreparedStream): (CrossCorrelation | null)[] {
  const mostLag = couplingParameters.mostLag.value;
  const filter = autoregressionOf(lead.logarithms);
  return [
    bestCrossCorrelation(prewhiten(lead.logarithms, filter), prewhiten(follow.logarithms, filter), mostLag),
    bestCrossCorrelation(lead.changes, follow.changes, mostLag),
  ];
}

/** Logarithm of the mean of the last weeks, at least three quarters of them known; NaN elsewhere. */
function logarithmsOf(values: Float64Array, span: number): Float64Array {
  let all = 0;
  let known = 0;
  for (let place = 0; place < values.length; place++) {
    const value = values[place] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    all += value;
    known++;
  }
  const usual = all / known;
  const logarithms = new Float64Array(values.length);
  for (let place = 0; place < values.length; place++) {
    let sum = 0;
    let count = 0;
    for (let back = 0; back < span && back <= place; back++) {
      const value = values[place - back] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
    logarithms[place] =
      count === 0 || count * 4 < span * 3
        ? Number.NaN
        : Math.log(Math.max(0, sum / count / usual) + floorShare);
  }
  return logarithms;
}

/** What each week had for a working day; NaN where that is unknown. */
function valuesOf(weeks: readonly StreamWeek[]): Float64Array {
  const values = new Float64Array(weeks.length);
  // By place: a conversion by iterator is several times slower, and a replay does this very often.
  for (let place = 0; place < values.length; place++)
    values[place] = weeks[place]?.perWorkingDay ?? Number.NaN;
  return values;
}

function changesOf(values: Float64Array, span: number): Float64Array {
  return values.map((value, place) => value - (values[place - span] ?? Number.NaN));
}

function knownWeeksOf(weeks: readonly StreamWeek[]): number {
  return weeks.filter(({ perWorkingDay }) => perWorkingDay !== null).length;
}
