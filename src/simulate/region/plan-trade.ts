import { createRandom, type Random } from "#kernel";
import { pickWeighted } from "../industry.ts";
import type { EnterpriseOutline, TradePartner, Trial } from "./enterprise-outline.ts";
import { regionSizes } from "./region-parameters.ts";

/** Who buys from whom; and the trials that a buyer's default brings upon its suppliers. */
export interface TradePlan {
  readonly customers: readonly TradePartner[];
  readonly suppliers: readonly TradePartner[];
  /** Added where a core buyer in the region fails. */
  readonly contagion: Trial | null;
}

interface Edge {
  readonly seller: number;
  readonly buyer: number;
  readonly share: number;
}

/** Shares above which a buyer's default is a trial for its supplier. */
const coreShare = 0.2;
/** Months from a buyer's first missed payments to its own default, and on to the supplier's trial. */
const contagionMonths = 5;

/** A cheap plan of the whole region's trade: a buyer is always of a larger size, so that no circle is honest. */
export function planTrade(seed: string, outlines: readonly EnterpriseOutline[]): TradePlan[] {
  const buyersBySize = regionSizes.map((size) => outlines.filter((outline) => outline.size === size));
  const failing = outlines.filter(({ defaultMonth, size }) => defaultMonth !== null && size !== "micro");
  const edges: Edge[] = [];
  const sold = outlines.map((outline) => {
    const random = createRandom(`${seed}/trade/${outline.code}`);
    return customersOf(random, outline, { buyersBySize, failing, edges });
  });
  const sellersOf = new Map<number, Edge[]>();
  for (const edge of edges) {
    const known = sellersOf.get(edge.buyer) ?? [];
    known.push(edge);
    sellersOf.set(edge.buyer, known);
  }
  return outlines.map((outline, index) => {
    const random = createRandom(`${seed}/supply/${outline.code}`);
    return {
      customers: sold[index]?.customers ?? [],
      suppliers: suppliersOf(random, outline, { outlines, sellers: sellersOf.get(index) ?? [] }),
      contagion: contagionOf(random, outline, sold[index]?.customers ?? []),
    };
  });
}

interface Market {
  readonly buyersBySize: readonly (readonly EnterpriseOutline[])[];
  readonly failing: readonly EnterpriseOutline[];
  readonly edges: Edge[];
}

function customersOf(
  random: Random,
  outline: EnterpriseOutline,
  market: Market,
): { readonly customers: TradePartner[] } {
  const count = Math.min(30, 5 + Math.round(7 * Math.exp(0.5 * random.normal()) * sizeFactor(outline)));
  const shares = sharesOf(random, {
    count,
    top: outline.habits.topCustomerShare,
    five: outline.industry.topShares[1],
  });
  const trial = outline.trials.find(({ kind }) => kind === "customerDefault");
  const taken = new Set<number>([outline.index]);
  const customers = shares.map((share, rank): TradePartner => {
    const isAbroad = outline.isExporter && random.next() < 0.4;
    const core = rank === 0 && trial !== undefined ? failingBuyer(random, outline, trial, market) : null;
    const buyer = core ?? (random.next() < 0.28 ? regionalBuyer(random, outline, market) : null);
    const failsIn = rank === 0 && trial !== undefined ? failMonthOf(trial) : null;
    if (buyer === null || taken.has(buyer.index) || (isAbroad && core === null)) {
      return { name: outsideName(random, isAbroad ? "海外客户" : "客户"), share, isAbroad, failsIn };
    }
    taken.add(buyer.index);
    market.edges.push({ seller: outline.index, buyer: buyer.index, share });
    const buyerFails = buyer.defaultMonth === null ? null : buyer.defaultMonth - 2;
    return { name: buyer.name, share, isAbroad: false, failsIn: failsIn ?? buyerFails };
  });
  return { customers };
}

/** Month in which the core customer of a trial stops paying. */
export function failMonthOf({ month, stretch }: Trial): number {
  return month - Math.round(6 * stretch);
}

function sizeFactor({ size }: EnterpriseOutline): number {
  return { micro: 0.6, small: 1, medium: 1.7, large: 2.4 }[size];
}

/** Falling shares that add up to 1: the first is the top one's, the first five come near the five's. */
function sharesOf(
  random: Random,
  { count, top, five }: { readonly count: number; readonly top: number; readonly five: number },
): number[] {
  const next = Math.max(0.1, Math.min(five, top + 0.45) - top);
  const raw = Array.from({ length: count }, (_, rank) => {
    if (rank === 0) return top;
    const weight =
      rank < 5 ? (next * (6 - rank)) / 14 : Math.max(0.02, 1 - top - next) / Math.max(1, count - 5);
    return weight * Math.exp(0.25 * random.normal());
  });
  const others = raw.slice(1).reduce((sum, share) => sum + share, 0);
  return raw.map((share, rank) => (rank === 0 ? top : (share / others) * (1 - top)));
}

function regionalBuyer(random: Random, outline: EnterpriseOutline, market: Market): EnterpriseOutline | null {
  const own = regionSizes.indexOf(outline.size);
  const larger = market.buyersBySize.slice(own + 1).filter((group) => group.length > 0);
  if (larger.length === 0) return null;
  const group = pickWeighted(random, larger, (members) => Math.sqrt(members.length));
  return group[random.integer(group.length)] ?? null;
}

/** A larger enterprise of the region whose own default comes when the trial's customer stops paying. */
function failingBuyer(
  random: Random,
  outline: EnterpriseOutline,
  trial: Trial,
  market: Market,
): EnterpriseOutline | null {
  const own = regionSizes.indexOf(outline.size);
  const fails = failMonthOf(trial);
  const fitting = market.failing.filter(
    ({ size, defaultMonth, index }) =>
      index !== outline.index &&
      regionSizes.indexOf(size) > own &&
      defaultMonth !== null &&
      Math.abs(defaultMonth - 2 - fails) <= 2,
  );
  return fitting.length === 0 ? null : (fitting[random.integer(fitting.length)] ?? null);
}

function contagionOf(
  random: Random,
  outline: EnterpriseOutline,
  customers: readonly TradePartner[],
): Trial | null {
  const failing = customers.find(({ failsIn, share }) => failsIn !== null && share >= coreShare);
  if (failing?.failsIn === null || failing === undefined || outline.trials.length > 0) return null;
  return {
    kind: "customerDefault",
    month: failing.failsIn + contagionMonths,
    severity: Math.min(1.2, 0.4 + 1.5 * failing.share),
    stretch: contagionMonths / 6 + 0.1 * random.next(),
    recovers: true,
  };
}

function suppliersOf(
  random: Random,
  outline: EnterpriseOutline,
  {
    outlines,
    sellers,
  }: { readonly outlines: readonly EnterpriseOutline[]; readonly sellers: readonly Edge[] },
): TradePartner[] {
  const bought = outline.yearlyRevenueFen * 0.65;
  const regional = sellers.slice(0, 15).flatMap(({ seller, share }) => {
    const from = outlines[seller];
    if (from === undefined) return [];
    return [{ name: from.name, weight: Math.min(0.4, (share * from.yearlyRevenueFen) / bought) }];
  });
  const count = 3 + random.integer(outline.size === "micro" ? 3 : 6);
  const outside = Array.from({ length: count }, () => ({
    name: outsideName(random, "材料"),
    weight: 0.35 * Math.exp(0.7 * random.normal()),
  }));
  const all = [...regional, ...outside].sort((left, right) => right.weight - left.weight);
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  return all.map(({ name, weight }) => ({ name, share: weight / sum, isAbroad: false, failsIn: null }));
}

function outsideName(random: Random, word: string): string {
  return `模拟${word}${String(random.integer(100_000)).padStart(5, "0")}有限公司`;
}
