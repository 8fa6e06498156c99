import type { MachineWork, TracedDocument } from "./provenance-source.ts";

/** From where a trace starts: an order, a lot, or a document's own number. */
export interface TraceStart {
  readonly kind: "order" | "lot" | "document";
  readonly id: string;
}

/** A sale traced back: every document behind it by step, and what the machines did for it. */
export interface Trace {
  readonly start: TraceStart;
  readonly documents: readonly TracedStep[];
  readonly machines: readonly MachineWork[];
}

/** A document with the step it belongs to and how many links it lies from the start. */
export interface TracedStep extends TracedDocument {
  readonly step: TraceStep;
  readonly distance: number;
}

/** The way of goods, from what is bought to what is paid. */
export const traceSteps = [
  "purchase",
  "receipt",
  "issue",
  "production",
  "inspection",
  "stock",
  "sale",
  "delivery",
  "invoice",
  "payment",
] as const;
export type TraceStep = (typeof traceSteps)[number];

const stepOf: Readonly<Record<string, TraceStep>> = {
  purchaseOrder: "purchase",
  receiptOfGoods: "receipt",
  materialIssue: "issue",
  workOrder: "production",
  productionReport: "production",
  inspection: "inspection",
  stockMove: "stock",
  stockCount: "stock",
  stock: "stock",
  salesOrder: "sale",
  delivery: "delivery",
  invoice: "invoice",
  payment: "payment",
};

/** Documents that bear an order's own number. */
const orderKinds: ReadonlySet<string> = new Set(["purchaseOrder", "salesOrder", "workOrder"]);
/** Steps by which a lot came to be; the others take it further. */
const makingSteps: ReadonlySet<TraceStep> = new Set(["receipt", "issue", "production", "inspection"]);

/**
 * Follows orders and lots back from the start: the documents of an order, the lots that it delivered, the reports that
 * made these lots, the lots that went into them, their receipts and purchase orders. It never goes on from a lot to
 * others who used it, so that a material's other products stay out.
 * @returns documents in the order of the steps, then of time; empty when nothing names the start
 */
export function traceBack(documents: readonly TracedDocument[], start: TraceStart): readonly TracedStep[] {
  const byOrder = new Map<string, TracedDocument[]>();
  const byLot = new Map<string, TracedDocument[]>();
  for (const document of documents) {
    for (const order of ordersOf(document)) addTo(byOrder, order, document);
    if (document.lot !== "" && makingSteps.has(stepOf[document.kind] ?? "stock")) {
      addTo(byLot, document.lot, document);
    }
  }
  const found = new Map<TracedDocument, number>();
  const seen = new Set<string>();
  let wanted = firstDocuments(documents, byOrder, start);
  for (let distance = 0; wanted.length > 0; distance++) {
    const next: TracedDocument[] = [];
    for (const document of wanted) {
      if (found.has(document)) continue;
      found.set(document, distance);
      const keys = [
        ...ordersOf(document).map((order) => ({ key: `order ${order}`, at: byOrder.get(order) })),
        ...[document.lot, ...document.fromLots]
          .filter((lot) => lot !== "")
          .map((lot) => ({ key: `lot ${lot}`, at: byLot.get(lot) })),
      ];
      for (const { key, at } of keys) {
        if (!seen.has(key)) next.push(...(at ?? []));
        seen.add(key);
      }
    }
    wanted = next;
  }
  return [...found]
    .map(([document, distance]) => ({ ...document, step: stepOf[document.kind] ?? "stock", distance }))
    .toSorted((a, b) => traceSteps.indexOf(a.step) - traceSteps.indexOf(b.step) || a.atMs - b.atMs);
}

/** Where machines worked for a trace: production reports with a machine and times. */
export function stretchesOf(documents: readonly TracedStep[]) {
  return documents.flatMap(({ kind, action, element, fromMs, toMs }) =>
    kind === "productionReport" &&
    action !== "cancelled" &&
    element !== "" &&
    fromMs !== null &&
    toMs !== null
      ? [{ element, fromMs, toMs }]
      : [],
  );
}

function firstDocuments(
  documents: readonly TracedDocument[],
  byOrder: ReadonlyMap<string, TracedDocument[]>,
  { kind, id }: TraceStart,
): readonly TracedDocument[] {
  switch (kind) {
    case "order":
      return byOrder.get(id) ?? [];
    case "lot":
      return documents.filter(({ lot }) => lot === id);
    case "document":
      return documents.filter(({ number }) => number === id);
  }
}

/** Orders that a document belongs to: the one that it names, and itself where it is one. */
function ordersOf({ kind, number, order }: TracedDocument): readonly string[] {
  const own = orderKinds.has(kind) ? [number] : [];
  return order === "" || order === number ? (order === "" ? own : [order]) : [...own, order];
}

function addTo(map: Map<string, TracedDocument[]>, key: string, document: TracedDocument): void {
  const list = map.get(key) ?? [];
  map.set(key, list);
  list.push(document);
}
