import type { BusinessDay, EpochMs } from "#kernel";

/** What happened in the business of an enterprise: one event model from procurement to payment. */
export const eventTypes = [
  { id: "purchaseOrder", zh: "采购订单", en: "purchase order" },
  { id: "goodsReceipt", zh: "收货", en: "goods receipt" },
  { id: "materialIssue", zh: "领料", en: "material issue" },
  { id: "workOrder", zh: "工单", en: "work order" },
  { id: "productionReport", zh: "报工", en: "production report" },
  { id: "inspection", zh: "检验", en: "quality inspection" },
  { id: "stockMove", zh: "库存移动", en: "stock movement" },
  { id: "stockCount", zh: "盘点", en: "stock count" },
  { id: "salesOrder", zh: "销售订单", en: "sales order" },
  { id: "delivery", zh: "发货", en: "delivery" },
  { id: "invoice", zh: "发票", en: "invoice" },
  { id: "payment", zh: "收付款", en: "payment" },
] as const;

export type EventType = (typeof eventTypes)[number]["id"];

/** Whether it is the first word about a thing, a later one, or its withdrawal; every one is kept. */
export type EventAction = "created" | "changed" | "cancelled";

/**
 * One event of a business system, a row of a batch of events. Order and lot ids join events to each other, so that a
 * sale leads back to its material and its machine hours.
 */
export interface BusinessEvent {
  readonly type: EventType;
  readonly action: EventAction;
  /** Id of the document in the business system; with `line` and `version` it tells events apart. */
  readonly document: string;
  readonly line?: string;
  /** The system's own count of changes; a greater one says something newer. */
  readonly version?: number;
  /** When it happened or was entered, by the business system. */
  readonly atMs: EpochMs;
  /** Day in the books, where it differs from the day of `atMs` in Asia/Shanghai. */
  readonly day?: BusinessDay;
  /** The sales, purchase or work order that it belongs to. */
  readonly order?: string;
  readonly lot?: string;
  /** Lots that went into `lot`: material issue and production report. */
  readonly fromLots?: readonly string[];
  readonly item?: string;
  /** Thousandths of `unit`; negative for a return. */
  readonly quantityMilli?: number;
  readonly unit?: string;
  /** Decimal text of fen, as everywhere on a wire. */
  readonly amountFen?: string;
  /** Code of the machine, line, store or person group in the registry. */
  readonly element?: string;
  /** Name or code of the buyer or seller at the other end. */
  readonly partner?: string;
  /** For intervals, for example a production report's working time. */
  readonly fromMs?: EpochMs;
  readonly toMs?: EpochMs;
  readonly due?: BusinessDay;
}
