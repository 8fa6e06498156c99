import type { DayNumber } from "#operations";

/** 信息流 order, 商流 invoice, 物流 goods, 资金流 payment, 服务流 service. */
export const flowNames = ["information", "trade", "goods", "funds", "service"] as const;
export type FlowName = (typeof flowNames)[number];

/** How one flow of an order stands as of T. */
export type FlowState = "matched" | "partly" | "missing" | "contradicting" | "notDue" | "notUsed";

/** One order with its five flows. */
export interface ReconciledOrder {
  readonly orderNumber: string;
  readonly direction: "sale" | "purchase";
  readonly counterparty: string;
  readonly placedOn: DayNumber;
  readonly dueDay: DayNumber | null;
  readonly amountFen: bigint;
  readonly invoicedFen: bigint;
  readonly deliveredMilli: number;
  readonly orderedMilli: number;
  readonly paidFen: bigint;
  readonly states: Readonly<Record<FlowName, FlowState>>;
  readonly verdict: "matched" | "open" | "missing" | "contradicting";
}

/** Sums of the orders of a window. */
export interface FiveFlows {
  readonly orders: number;
  readonly byVerdict: Readonly<Record<ReconciledOrder["verdict"], number>>;
  readonly amountFen: bigint;
  readonly matchedFen: bigint;
  readonly worst: readonly ReconciledOrder[];
}
