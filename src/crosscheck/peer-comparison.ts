import { medianOfSorted, quantileOfSorted, sortedOf, wilsonInterval } from "#kernel";
import { type CrossCheckParameters, defaultCrossCheckParameters } from "./parameters.ts";

/** Figures that enterprises of one industry and size are compared by; each covers the twelve months to T. */
export const peerFigures = [
  /** Run time of all machines ÷ time of which anything is known, 0 to 1. */
  "runShare",
  /** Good parts ÷ all parts, 0 to 1. */
  "goodShare",
  /** Watt-hours of all electricity meters for a yuan invoiced to customers. */
  "energyWhPerYuan",
  /** Invoiced to customers in the last six months ÷ in the six before, less 1. */
  "salesGrowth",
  /** Largest customer's share of what was invoiced, 0 to 1. */
  "largestCustomerShare",
  /** Deliveries on or before the day they were due ÷ all deliveries of orders with such a day, 0 to 1. */
  "onTimeShare",
  /** Yuan invoiced for a person on an average day. */
  "salesYuanPerHead",
] as const;
export type PeerFigure = (typeof peerFigures)[number];

/** What one enterprise brings to a comparison; null where its streams say nothing. */
export interface PeerFigures {
  readonly enterpriseId: string;
  readonly division: string;
  readonly size: string;
  readonly region: string;
  readonly values: Readonly<Record<PeerFigure, number | null>>;
}

/** Where an enterprise stands among its peers in one figure. */
export interface PeerComparison {
  readonly figure: PeerFigure;
  readonly value: number | null;
  /** Peers of the same industry and size that have the figure; the enterprise itself is not one. */
  readonly peers: number;
  /** Share of peers below it (ties count half), 0 to 1, with its 95 % interval; null with fewer than k peers. */
  readonly percentile: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly median: number | null;
  readonly lowerQuartile: number | null;
  readonly upperQuartile: number | null;
  readonly reason: "noValue" | "fewerThanK" | null;
}

/**
 * One enterprise among those of its industry and size; a figure is compared only with at least k peers that have it, so
 * that nobody can be told from the comparison.
 */
export function comparePeers(
  own: PeerFigures,
  all: Iterable<PeerFigures>,
  parameters: CrossCheckParameters = defaultCrossCheckParameters,
): readonly PeerComparison[] {
  const peers = [...all].filter(
    ({ enterpriseId, division, size }) =>
      enterpriseId !== own.enterpriseId && division === own.division && size === own.size,
  );
  return peerFigures.map((figure) => {
    const values = peers.map((peer) => peer.values[figure]).filter((value) => value !== null);
    return compareOne(figure, { value: own.values[figure], values, fewest: parameters.peersFewest });
  });
}

function compareOne(
  figure: PeerFigure,
  {
    value,
    values,
    fewest,
  }: { readonly value: number | null; readonly values: readonly number[]; readonly fewest: number },
): PeerComparison {
  const nothing = {
    percentile: null,
    low: null,
    high: null,
    median: null,
    lowerQuartile: null,
    upperQuartile: null,
  };
  const common = { figure, value, peers: values.length };
  if (values.length < fewest) return { ...common, ...nothing, reason: "fewerThanK" };
  const sorted = sortedOf(values);
  const quartiles = {
    median: medianOfSorted(sorted),
    lowerQuartile: quantileOfSorted(sorted, 0.25),
    upperQuartile: quantileOfSorted(sorted, 0.75),
  };
  if (value === null) return { ...common, ...nothing, ...quartiles, reason: "noValue" };
  const below = values.filter((other) => other < value).length;
  const ties = values.filter((other) => other === value).length;
  const { low, high } = wilsonInterval(below + ties / 2, values.length);
  return { ...common, percentile: (below + ties / 2) / values.length, low, high, ...quartiles, reason: null };
}
