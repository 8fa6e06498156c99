import type { Random } from "#kernel";

/** An industry of the simulated region (GB/T 4754 division). */
export interface Industry {
  readonly code: string;
  /** Word in a company's name. */
  readonly nameZh: string;
  /** Weight among the region's enterprises. */
  readonly share: number;
  /** Typical net amount of an order, 万元. */
  readonly orderWan: number;
  /** Typical share of the largest customer and supplier in trade. */
  readonly topCustomerShare: number;
  /** Net purchases in net sales for an average enterprise. */
  readonly purchaseRatio: number;
  /** Electrical power of a running machine, kW. */
  readonly machineKw: number;
  /** Strength of sales in each calendar month, January first; the mean is about 1. */
  readonly seasonality: readonly number[];
}

/** First-quarter trough, year-end settlement peak; the rest of the industries share this shape. */
const general = [0.93, 0.9, 1.02, 1, 1, 1.02, 0.96, 0.96, 1.03, 0.99, 1.06, 1.13] as const;
/** Textile peaks in March–April and September–October (金三银四, 金九银十). */
const textile = [0.9, 0.86, 1.15, 1.12, 1, 0.92, 0.88, 0.95, 1.14, 1.13, 1, 0.95] as const;
/** Model changes in July. */
const vehicle = [0.97, 0.9, 1.06, 1.02, 1, 1, 0.82, 0.95, 1.05, 1.05, 1.08, 1.1] as const;

/**
 * @source our own simulator's table: utilisation and customer shares from public statistics where they exist
 * (NBS capacity utilisation, listed companies' top customers), otherwise stated assumptions
 */
export const industries: readonly Industry[] = [
  industry("C17", "纺织", 14, [8, 0.25, 0.8, 4], textile),
  industry("C18", "服装", 8, [12, 0.35, 0.74, 2], textile),
  industry("C29", "橡塑", 12, [10, 0.3, 0.77, 28], general),
  industry("C30", "建材", 5, [25, 0.2, 0.72, 55], general),
  industry("C33", "金属制品", 18, [6, 0.28, 0.76, 12], general),
  industry("C34", "机械", 14, [20, 0.22, 0.74, 10], general),
  industry("C35", "装备", 8, [40, 0.25, 0.72, 10], general),
  industry("C36", "汽车零部件", 9, [30, 0.5, 0.79, 18], vehicle),
  industry("C38", "电气", 7, [18, 0.35, 0.78, 8], general),
  industry("C39", "电子", 5, [22, 0.4, 0.8, 7], general),
];

export function pickIndustry(random: Random): Industry {
  return pickWeighted(random, industries, (candidate) => candidate.share);
}

/** Picks one item with probability in proportion to its weight. */
export function pickWeighted<T>(random: Random, items: readonly T[], weightOf: (item: T) => number): T {
  let rest = random.next() * items.reduce((sum, item) => sum + weightOf(item), 0);
  for (const item of items) {
    rest -= weightOf(item);
    if (rest < 0) return item;
  }
  return items[items.length - 1] as T;
}

function industry(
  code: string,
  nameZh: string,
  share: number,
  trade: readonly [orderWan: number, topCustomerShare: number, purchaseRatio: number, machineKw: number],
  seasonality: readonly number[],
): Industry {
  const [orderWan, topCustomerShare, purchaseRatio, machineKw] = trade;
  return { code, nameZh, share, orderWan, topCustomerShare, purchaseRatio, machineKw, seasonality };
}
