import type { Fen } from "#kernel";
import type { DayNumber } from "#operations";
import type { ProductCode } from "./product.ts";

/** 未质押应收账款, 滞销库存, 闲置设备. */
export const idleAssetKinds = ["receivable", "stock", "machine"] as const;
export type IdleAssetKind = (typeof idleAssetKinds)[number];

/** Something that an enterprise owns, that is not pledged and earns nothing (沉睡资产). */
export interface IdleAsset {
  readonly kind: IdleAssetKind;
  /** Number of the invoice, item of the stock, or machine. */
  readonly subject: string;
  /** Buyer of a receivable, place of a stock, name of a machine. */
  readonly detail: string;
  readonly valueFen: Fen;
  /** Since when it stands: day of the invoice, of the last movement, of the last run. */
  readonly sinceDay: DayNumber;
  readonly days: number;
  /** What it can be turned into. */
  readonly product: ProductCode;
}
