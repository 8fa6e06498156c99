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
