import type { Fen } from "#kernel";
import type { DayNumber } from "#operations";

/** One enterprise of the supply chain. */
export interface ChainNode {
  /** The name under which its partners trade with it; a stand-in where the reader may not see it. */
  readonly id: string;
  readonly name: string;
  /** The reader may not see its name. */
  readonly isHidden: boolean;
  readonly role: "self" | "customer" | "supplier" | "both";
  readonly division: string | null;
}

/** Goods from `from` to `to`, money the other way, over the twelve months to T. */
export interface ChainEdge {
  readonly from: string;
  readonly to: string;
  readonly orderedFen: Fen;
  readonly invoicedFen: Fen;
  readonly paidFen: Fen;
  readonly orders: number;
  readonly firstDay: DayNumber;
  readonly lastDay: DayNumber;
  /** Of what the seller sells, of what the buyer buys; parts per million, null where that side is unknown. */
  readonly shareOfSellerPpm: number | null;
  readonly shareOfBuyerPpm: number | null;
}

export interface ChainGraph {
  readonly nodes: readonly ChainNode[];
  readonly edges: readonly ChainEdge[];
}

/** How much hangs on few: shares in parts per million, the Herfindahl index from 0 to 1,000,000. */
export interface Concentration {
  readonly parties: number;
  readonly totalFen: Fen;
  readonly top1Ppm: number | null;
  readonly top5Ppm: number | null;
  readonly hhiPpm: number | null;
  /** More than half on one of them. */
  readonly isDependent: boolean;
}

/** What one enterprise loses when another one stops buying and paying. */
export interface KnockedOut {
  readonly id: string;
  readonly round: number;
  readonly lostRevenueFen: Fen;
  /** Of its revenue; null where nothing but what it sells within the graph is known. */
  readonly lostRevenuePpm: number | null;
  /** Invoiced and not paid by those that stopped. */
  readonly unpaidFen: Fen;
  readonly hasStopped: boolean;
}

/** A failure played through the graph, in rounds until nobody else stops. */
export interface KnockOut {
  readonly id: string;
  readonly rounds: number;
  /** Largest loss first; the one that was knocked out is not among them. */
  readonly losses: readonly KnockedOut[];
}
