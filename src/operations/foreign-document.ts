import type { DeclaredRow, GoodsMovement, OrderEvent, StockRow, StreamName, StreamRows } from "./rows.ts";
import type { StreamDocument } from "./stream-document.ts";

type Row = readonly [stream: StreamName, row: StreamRows[StreamName]];

/** A business document of an ERP program, a tax office or a collector's events, as it is stored. */
export type ForeignDocument = StreamDocument;

/** In which stream a document of another source says something. */
const streamsOfKinds = {
  salesOrder: "orders",
  purchaseOrder: "orders",
  delivery: "movements",
  receiptOfGoods: "movements",
  goodsReceipt: "movements",
  materialIssue: "movements",
  productionReport: "movements",
  stock: "stock",
  taxReturn: "declared",
  statementLine: "declared",
  taxCredit: "registers",
} as const satisfies Readonly<Record<string, StreamName>>;
type ForeignKind = keyof typeof streamsOfKinds;

const readers: Readonly<Record<ForeignKind, (document: ForeignDocument) => Row | null>> = {
  salesOrder: (document) => orderOf(document, "sale"),
  purchaseOrder: (document) => orderOf(document, "purchase"),
  delivery: (document) => movementOf(document, "delivery"),
  receiptOfGoods: (document) => movementOf(document, "goodsReceipt"),
  goodsReceipt: (document) => movementOf(document, "goodsReceipt"),
  materialIssue: (document) => movementOf(document, "materialIssue"),
  productionReport: (document) => movementOf(document, "productionReceipt"),
  stock: stockOf,
  taxReturn: taxReturnOf,
  statementLine: statementLineOf,
  taxCredit: taxRatingOf,
};

/** Kinds of documents of other sources that say something in one of these streams. */
export function foreignKindsOf(streams: readonly StreamName[]): readonly string[] {
  const kinds = Object.keys(streamsOfKinds) as ForeignKind[];
  return kinds.filter((kind) => streams.includes(streamsOfKinds[kind]));
}

/**
 * What a document of another source says in the streams; null where it says nothing there. What such documents do not
 * tell is left empty, and an amount or quantity that is missing counts as none.
 */
export function rowOfForeignDocument(document: ForeignDocument): Row | null {
  return Object.hasOwn(readers, document.kind) ? readers[document.kind as ForeignKind](document) : null;
}

function orderOf(document: ForeignDocument, direction: OrderEvent["direction"]): Row {
  const { day, number, counterparty, item, action, quantityMilli, amountFen, dueDay } = document;
  const known = action === "changed" || action === "cancelled" || action === "completed" ? action : "created";
  return [
    "orders",
    {
      onDay: day,
      direction,
      number,
      counterparty,
      item,
      action: known,
      dueDay,
      quantityMilli: quantityMilli ?? 0,
      amountFen: amountFen ?? 0n,
    },
  ];
}

function movementOf(document: ForeignDocument, kind: GoodsMovement["kind"]): Row | null {
  const { day, number, orderId, counterparty, item, action, quantityMilli, amountFen, place } = document;
  if (action === "cancelled") return null;
  const goods = { counterparty, item, quantityMilli: quantityMilli ?? 0, amountFen, place };
  return ["movements", { onDay: day, kind, number, orderNumber: orderId, ...goods }];
}

/** Summaries of stock do not say at which stage it is; the words of the item do, and finished goods say nothing. */
const stages: readonly (readonly [StockRow["stage"], RegExp])[] = [
  ["wip", /半成品|在制|在产|毛坯|坯/],
  ["raw", /原料|原材料|材料|辅料|钢材|板材|棒料|型材|卷料|粒子|坯布|纱|包装/],
];

function stockOf({ day, item, measure, quantityMilli, amountFen, place }: ForeignDocument): Row | null {
  if (measure !== "closing") return null;
  const stage = stages.find(([, words]) => words.test(item))?.[0] ?? "finished";
  return ["stock", { onDay: day, stage, item, quantityMilli: quantityMilli ?? 0, amountFen, place }];
}

/** Neither tells when it was filed, so the end of the period stands for it: nothing is known before. */
function taxReturnOf({ day, item, measure, amountFen }: ForeignDocument): Row | null {
  const declared: DeclaredRow["item"] | null =
    measure === "paid" ? "taxPaid" : measure === "sales" && item.includes("增值税") ? "revenue" : null;
  if (declared === null || amountFen === null) return null;
  return ["declared", { onDay: day, filedOn: day, kind: "taxReturn", months: 1, item: declared, amountFen }];
}

/** Lines of statements as the accounting standards for small enterprises name them. */
const balances: Readonly<Record<string, DeclaredRow["item"]>> = {
  货币资金: "cash",
  应收账款: "receivables",
  存货: "inventories",
  固定资产: "fixedAssets",
  固定资产账面价值: "fixedAssets",
  资产总计: "totalAssets",
  资产合计: "totalAssets",
  应付账款: "payables",
  短期借款: "borrowings",
  所有者权益合计: "equity",
  "所有者权益(或股东权益)合计": "equity",
};
const flows: Readonly<Record<string, DeclaredRow["item"]>> = {
  营业收入: "revenue",
  营业成本: "cost",
  净利润: "netProfit",
};

/** Balances at the end of the period, and what came together since the year began. */
function statementLineOf({ day, item, measure, amountFen }: ForeignDocument): Row | null {
  const name = item
    .normalize("NFKC")
    .replace(/\s+/g, "")
    .replace(/^[一二三四五六七八九十]+、|^(其中|减|加):/, "")
    .replace(/\(亏损以.*\)$/, "");
  const isBalance = measure === "closing";
  const declared = isBalance ? balances[name] : measure === "yearToDate" ? flows[name] : undefined;
  if (declared === undefined || amountFen === null) return null;
  const months = new Date(day * 86_400_000).getUTCMonth() + 1;
  return ["declared", { onDay: day, filedOn: day, kind: "statement", months, item: declared, amountFen }];
}

function taxRatingOf({ day, number, measure, text }: ForeignDocument): Row | null {
  if (measure !== "grade") return null;
  const rating = { onDay: day, kind: "taxRating", number, counterparty: "", subject: "" } as const;
  return ["registers", { ...rating, amountFen: null, text }];
}
