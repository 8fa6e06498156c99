import { shareOf, type ShareWithInterval } from "#lending";
import type { BusinessDay, Fen } from "#kernel";
import type { AcquisitionChannel, CustomerEntry } from "./entry.ts";
import { type CountInterval, poissonInterval } from "./poisson-interval.ts";

/** 线索 → 授权 → 评价 → 申请 → 批准 → 首次提款 → 留存. */
export const funnelSteps = [
  "lead",
  "consent",
  "evaluation",
  "application",
  "approval",
  "firstDrawdown",
  "retained",
] as const;
export type FunnelStep = (typeof funnelSteps)[number];

/** `unattributed` are applicants whom no lead names: they are counted, so that the funnel adds up to the applications. */
export type FunnelChannel = AcquisitionChannel | "unattributed";

/** How far one enterprise came, with the first day of each step. */
export interface Journey {
  readonly channel: FunnelChannel;
  readonly campaignId: string | null;
  readonly enterpriseId: string | null;
  readonly reached: Readonly<Partial<Record<FunnelStep, BusinessDay>>>;
  readonly applications: number;
}

/** The funnel of one channel. */
export interface ChannelFunnel {
  readonly channel: FunnelChannel;
  readonly steps: readonly {
    readonly step: FunnelStep;
    readonly count: number;
    /** Of those who reached the step before, with the exact interval. */
    readonly conversion: ShareWithInterval | null;
    /** Median days from the step before. */
    readonly medianDays: number | null;
  }[];
  /** Applications of its enterprises: over all channels as many as there are in own lending. */
  readonly applications: number;
  readonly costFen: Fen;
  /** Cost a new borrower (获客成本), with the interval of the count behind it; null without one. */
  readonly costPerBorrower: CostPerBorrower;
  /** Marginal cost from one level of monthly spending to the next. */
  readonly marginal: readonly MarginalCost[];
}

export interface CostPerBorrower {
  readonly borrowers: number;
  readonly valueFen: Fen | null;
  readonly lowFen: Fen | null;
  /** Null where the count may be zero: then the cost has no upper bound. */
  readonly highFen: Fen | null;
}

/** One step of the marginal cost curve: what one more borrower costs between two levels of spending. */
export interface MarginalCost {
  readonly fromMonthlyFen: Fen;
  readonly toMonthlyFen: Fen;
  readonly months: number;
  readonly borrowers: number;
  readonly valueFen: Fen | null;
  readonly lowFen: Fen | null;
  readonly highFen: Fen | null;
}

/** The funnels of all channels that have a lead, a cost or an applicant, in the order of the channels. */
export function funnelsOf(
  journeys: readonly Journey[],
  costs: readonly { readonly channel: AcquisitionChannel; readonly month: string; readonly costFen: Fen }[],
): readonly ChannelFunnel[] {
  const channels = [...new Set<FunnelChannel>([...journeys, ...costs].map(({ channel }) => channel))].sort();
  return channels.map((channel) => {
    const own = journeys.filter((journey) => journey.channel === channel);
    const spent = costs.filter((cost) => cost.channel === channel);
    const costFen = spent.reduce((sum, cost) => sum + cost.costFen, 0n);
    const borrowers = own.filter(({ reached }) => reached.firstDrawdown !== undefined);
    return {
      channel,
      steps: stepsOf(own),
      applications: own.reduce((sum, { applications }) => sum + applications, 0),
      costFen,
      costPerBorrower: costPer(costFen, borrowers.length),
      marginal: marginalOf(spent, borrowers),
    };
  });
}

/** Cost each of a count of borrowers, between the bounds of the count. */
export function costPer(costFen: Fen, borrowers: number): CostPerBorrower {
  const { low, high } = poissonInterval(borrowers);
  return {
    borrowers,
    valueFen: borrowers === 0 ? null : costFen / BigInt(borrowers),
    lowFen: costFen === 0n ? 0n : each(costFen, high),
    highFen: low === 0 ? null : each(costFen, low),
  };
}

function stepsOf(journeys: readonly Journey[]): ChannelFunnel["steps"] {
  return funnelSteps.map((step, index) => {
    const before = index === 0 ? undefined : funnelSteps[index - 1];
    const here = journeys.filter(({ reached }) => reached[step] !== undefined);
    if (before === undefined) return { step, count: here.length, conversion: null, medianDays: null };
    const came = journeys.filter(({ reached }) => reached[before] !== undefined);
    const both = here.filter(({ reached }) => reached[before] !== undefined);
    const days = both
      .map(({ reached }) => daysOf(reached[before], reached[step]))
      .sort((left, right) => left - right);
    return {
      step,
      count: here.length,
      conversion: shareOf(both.length, came.length),
      medianDays: days[Math.floor((days.length - 1) / 2)] ?? null,
    };
  });
}

function daysOf(from: BusinessDay | undefined, to: BusinessDay | undefined): number {
  return from === undefined || to === undefined
    ? 0
    : Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

const mostLevels = 4;

/** Months sorted by what was spent and put into levels; a borrower belongs to the month in which its lead was made. */
function marginalOf(
  costs: readonly { readonly month: string; readonly costFen: Fen }[],
  borrowers: readonly Journey[],
): readonly MarginalCost[] {
  const spentIn = new Map<string, Fen>();
  for (const { month, costFen } of costs) spentIn.set(month, (spentIn.get(month) ?? 0n) + costFen);
  const cameIn = Map.groupBy(borrowers, ({ reached }) => (reached.lead ?? "").slice(0, 7));
  const months = [...spentIn]
    .map(([month, costFen]) => ({ costFen, borrowers: cameIn.get(month)?.length ?? 0 }))
    .sort((left, right) => Number(left.costFen - right.costFen));
  const size = Math.ceil(months.length / mostLevels);
  const levels: { costFen: Fen; borrowers: number; months: number }[] = [
    { costFen: 0n, borrowers: 0, months: 1 },
  ];
  for (let from = 0; from < months.length; from += size) {
    const part = months.slice(from, from + size);
    levels.push({
      costFen: part.reduce((sum, { costFen }) => sum + costFen, 0n) / BigInt(part.length),
      borrowers: part.reduce((sum, one) => sum + one.borrowers, 0),
      months: part.length,
    });
  }
  return levels.slice(1).map((level, index) => marginalStep(levels[index] ?? level, level));
}

interface Level {
  readonly costFen: Fen;
  readonly borrowers: number;
  readonly months: number;
}

/** Difference of two Poisson rates with its normal 95 % interval; the first level has nothing below it. */
function marginalStep(before: Level, level: Level): MarginalCost {
  const moreFen = level.costFen - before.costFen;
  const more = level.borrowers / level.months - before.borrowers / before.months;
  const spread =
    1.96 *
    Math.sqrt(
      Math.max(1, level.borrowers) / level.months ** 2 +
        (before.costFen === 0n ? 0 : Math.max(1, before.borrowers) / before.months ** 2),
    );
  const bounds: CountInterval = { low: more - spread, high: more + spread };
  const isMore = moreFen > 0n;
  return {
    fromMonthlyFen: before.costFen,
    toMonthlyFen: level.costFen,
    months: level.months,
    borrowers: level.borrowers,
    valueFen: isMore && more > 0 ? each(moreFen, more) : null,
    lowFen: isMore && bounds.high > 0 ? each(moreFen, bounds.high) : null,
    highFen: isMore && bounds.low > 0 ? each(moreFen, bounds.low) : null,
  };
}

const fine = 1_000_000;

function each(costFen: Fen, count: number): Fen {
  return (costFen * BigInt(fine)) / BigInt(Math.max(1, Math.round(count * fine)));
}

/** The cost entries with the channel of their campaigns. */
export function costsByChannel(
  campaigns: readonly CustomerEntry<"campaign">[],
  costs: readonly CustomerEntry<"cost">[],
): readonly { readonly channel: AcquisitionChannel; readonly month: string; readonly costFen: Fen }[] {
  const channelOf = new Map(campaigns.map(({ id, content }) => [id, content.channel]));
  return costs.flatMap(({ onDay, content }) => {
    const channel = channelOf.get(content.campaignId);
    return channel === undefined ? [] : [{ channel, month: onDay.slice(0, 7), costFen: content.amountFen }];
  });
}
