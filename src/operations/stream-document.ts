import type { DayNumber, StreamName, StreamRows } from "./rows.ts";
import { fieldsOf, type StreamField } from "./stream-fields.ts";

/** Streams whose rows are kept among the business documents, each row as one of these. */
export type DocumentStream = keyof typeof places;

/** A row as a business document: what documents have in common by name, the rest of the row's fields as JSON. */
export interface StreamDocument {
  /** What the document is to people: `salesOrder`, `delivery`, `loan` … */
  readonly kind: string;
  readonly day: DayNumber;
  readonly number: string;
  readonly counterparty: string;
  readonly item: string;
  /** The word by which rows of the stream differ: direction, kind, stage. */
  readonly measure: string;
  readonly action: string;
  readonly orderId: string;
  readonly place: string;
  readonly text: string;
  readonly quantityMilli: number | null;
  readonly amountFen: bigint | null;
  readonly dueDay: DayNumber | null;
  /** JSON object of the other fields; empty where there are none. */
  readonly details: string;
}

type Column = Exclude<keyof StreamDocument, "kind" | "details">;

/** Under which name each field is kept; a field that is not named goes into the details. */
const places = {
  masters: { onDay: "day", code: "number", name: "item", size: "measure" },
  twins: { onDay: "day", asset: "number", name: "item", kind: "measure", purchaseFen: "amountFen" },
  orders: {
    onDay: "day",
    direction: "measure",
    number: "number",
    counterparty: "counterparty",
    item: "item",
    action: "action",
    dueDay: "dueDay",
    quantityMilli: "quantityMilli",
    amountFen: "amountFen",
  },
  movements: {
    onDay: "day",
    kind: "measure",
    number: "number",
    orderNumber: "orderId",
    counterparty: "counterparty",
    item: "item",
    quantityMilli: "quantityMilli",
    amountFen: "amountFen",
    place: "place",
  },
  services: {
    onDay: "day",
    kind: "measure",
    number: "number",
    orderNumber: "orderId",
    provider: "counterparty",
    amountFen: "amountFen",
  },
  stock: {
    onDay: "day",
    stage: "measure",
    item: "item",
    quantityMilli: "quantityMilli",
    amountFen: "amountFen",
    place: "place",
  },
  declared: { onDay: "day", filedOn: "dueDay", kind: "action", item: "measure", amountFen: "amountFen" },
  customs: {
    onDay: "day",
    direction: "measure",
    number: "number",
    counterparty: "counterparty",
    amountFen: "amountFen",
  },
  registers: {
    onDay: "day",
    kind: "measure",
    number: "number",
    counterparty: "counterparty",
    subject: "item",
    amountFen: "amountFen",
    text: "text",
  },
  loans: {
    onDay: "day",
    loan: "number",
    bank: "counterparty",
    kind: "measure",
    amountFen: "amountFen",
    orderNumber: "orderId",
    payee: "place",
  },
  designs: { onDay: "day", kind: "measure", item: "item", quantityMilli: "quantityMilli" },
} as const satisfies Partial<Record<StreamName, Readonly<Record<string, Column>>>>;

export const documentStreams = Object.keys(places) as readonly DocumentStream[];

/** Documents whose stream other systems know by several names. */
const kindsOfMeasure: Readonly<Record<string, string>> = {
  "orders/sale": "salesOrder",
  "orders/purchase": "purchaseOrder",
  "movements/productionReceipt": "productionReport",
};
const kindsOfStream: Readonly<Record<DocumentStream, string>> = {
  masters: "master",
  twins: "twin",
  orders: "salesOrder",
  movements: "",
  services: "",
  stock: "stock",
  declared: "declaration",
  customs: "customsDeclaration",
  registers: "register",
  loans: "loan",
  designs: "design",
};

type Cells = Readonly<Record<string, string | number | bigint | boolean | null>>;

const emptyDocument = {
  kind: "",
  day: 0,
  number: "",
  counterparty: "",
  item: "",
  measure: "",
  action: "",
  orderId: "",
  place: "",
  text: "",
  quantityMilli: null,
  amountFen: null,
  dueDay: null,
  details: "",
} as const satisfies StreamDocument;

/** A row of a stream as a business document. */
export function documentOf<Name extends DocumentStream>(stream: Name, row: StreamRows[Name]): StreamDocument {
  const cells = row as unknown as Cells;
  const named: Readonly<Record<string, Column>> = places[stream];
  const document: Record<string, unknown> = { ...emptyDocument };
  const details: Record<string, unknown> = {};
  for (const [name] of fieldsOf(stream)) {
    const column = named[name];
    const value = cells[name] ?? null;
    if (column !== undefined) document[column] = value;
    else details[name] = typeof value === "bigint" ? String(value) : value;
  }
  const measure = String(document["measure"]);
  document["kind"] = kindsOfMeasure[`${stream}/${measure}`] ?? (kindsOfStream[stream] || measure);
  if (Object.keys(details).length > 0) document["details"] = JSON.stringify(details);
  return document as unknown as StreamDocument;
}

/** The row that was kept as a document; the inverse of `documentOf`. */
export function rowOfDocument<Name extends DocumentStream>(
  stream: Name,
  document: Omit<StreamDocument, "kind">,
): StreamRows[Name] {
  const { named, unnamed } = readersOf(stream);
  const row: Record<string, unknown> = {};
  for (const [name, column] of named) row[name] = document[column];
  if (unnamed.length > 0) {
    const details = JSON.parse(document.details) as Cells;
    for (const [name, { kind }] of unnamed) {
      const value = details[name] ?? null;
      row[name] = kind === "fen" && value !== null ? BigInt(value) : value;
    }
  }
  return row as unknown as StreamRows[Name];
}

interface Readers {
  readonly named: readonly (readonly [name: string, column: Column])[];
  readonly unnamed: readonly (readonly [name: string, field: StreamField])[];
}

const readers = new Map<DocumentStream, Readers>();

function readersOf(stream: DocumentStream): Readers {
  const known = readers.get(stream);
  if (known !== undefined) return known;
  const columns: Readonly<Record<string, Column>> = places[stream];
  const fields = fieldsOf(stream);
  const made: Readers = {
    named: fields.flatMap(([name]) => {
      const column = columns[name];
      return column === undefined ? [] : [[name, column] as const];
    }),
    unnamed: fields.filter(([name]) => columns[name] === undefined),
  };
  readers.set(stream, made);
  return made;
}
