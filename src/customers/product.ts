import type { OwnRepaymentMethod, PaymentKind, SecurityKind } from "#lending";
import type { Fen } from "#kernel";
import type { LifeStage } from "#profile";

/** Products that own lending can grant; each is a set of its terms. */
export const productCodes = [
  "startUpLoan",
  "orderLoan",
  "receivableLoan",
  "equipmentLoan",
  "stockLoan",
  "workingCapitalLoan",
  "bridgeLoan",
] as const;
export type ProductCode = (typeof productCodes)[number];

/** How a product is lent: terms of an application in own lending. */
export interface FinancialProduct {
  readonly code: ProductCode;
  readonly method: OwnRepaymentMethod;
  readonly months: number;
  readonly payment: PaymentKind;
  readonly security: SecurityKind;
  /** Life stages to which it may be offered: the product matrix (产品矩阵). */
  readonly stages: readonly LifeStage[];
}

/** What an enterprise seems to need (需求标签), read from its data or said by itself. */
export const needCodes = [
  "orderGrowth",
  "slowReceivables",
  "newMachines",
  "idleStock",
  "thinCash",
  "youngEnterprise",
  "steadyBorrower",
  "saidSo",
] as const;
export type NeedCode = (typeof needCodes)[number];

/** A need with the figures that it follows from; a message's parameters, money as decimal text of fen. */
export interface Need {
  readonly code: NeedCode;
  readonly figures: Readonly<Record<string, string>>;
  /** How much money it is about; null where the data does not say. */
  readonly amountFen: Fen | null;
}

/** A product that answers a need, and why it may not be offered where the matrix or the rules forbid it. */
export interface ProductMatch {
  readonly product: ProductCode;
  readonly need: NeedCode;
  readonly suggestedFen: Fen | null;
  /** `stage` outside the matrix, `risk` an open alert, arrears or a refuted authenticity, `stageUnknown`; null when free. */
  readonly barredBy: "stage" | "risk" | "stageUnknown" | null;
}
