import type { StreamName, StreamRows } from "./rows.ts";

/**
 * How the value of a field is written in a table: a day as YYYY-MM-DD, a whole number (also thousandths of a unit) and
 * an amount of fen in digits, a truth as 1 or 0, one of several words, any text. A missing value of an optional field is
 * an empty cell.
 */
export type FieldKind = "text" | "word" | "day" | "whole" | "fen" | "truth";

export interface StreamField {
  readonly kind: FieldKind;
  /** Whether the value may be missing; of a text, whether it may be empty. */
  readonly isOptional: boolean;
  /** The words that the field may hold; empty for other kinds. */
  readonly words: readonly string[];
}

/** Every field of every stream, in the order of the columns; the enterprise's code is the column before them. */
export type StreamFields = {
  readonly [Name in StreamName]: { readonly [Field in keyof StreamRows[Name]]-?: StreamField };
};

const field = (kind: FieldKind, words: readonly string[] = []): StreamField => ({
  kind,
  isOptional: false,
  words,
});
const optional = (one: StreamField): StreamField => ({ ...one, isOptional: true });
const text = optional(field("text"));
const name = field("text");
const day = field("day");
const whole = field("whole");
const fen = field("fen");
const truth = field("truth");
const word = (...words: readonly string[]): StreamField => field("word", words);
const evidence = word("device", "gateway", "manual");

/** The column with the enterprise's code, the first of every table. */
export const enterpriseField = "enterprise";

export const streamFields: StreamFields = {
  masters: {
    onDay: day,
    code: name,
    name: text,
    uscc: text,
    division: text,
    size: word("micro", "small", "medium", "large"),
    region: text,
    foundedOn: day,
    registeredCapitalFen: fen,
    employees: whole,
  },
  twins: {
    onDay: day,
    asset: name,
    kind: word("machine", "electricityMeter", "gasMeter", "waterMeter", "heatMeter"),
    name: text,
    workCentre: text,
    ratedWatt: optional(whole),
    idealCycleMs: optional(whole),
    purchaseFen: optional(fen),
    inServiceOn: optional(day),
    lifeMonths: optional(whole),
    residualPpm: optional(whole),
    encumbrance: text,
  },
  machineDays: {
    asset: name,
    day: day,
    runMinutes: whole,
    idleMinutes: whole,
    alarmMinutes: whole,
    knownMinutes: whole,
    goodCount: whole,
    rejectCount: whole,
    scrapCount: whole,
    energyWh: optional(whole),
    evidence,
  },
  meterDays: {
    asset: name,
    day: day,
    medium: word("electricity", "gas", "water", "heat"),
    quantity: whole,
    nightQuantity: optional(whole),
    peakWatt: optional(whole),
    knownMinutes: whole,
    evidence,
  },
  collectorDays: {
    collector: name,
    day: day,
    readings: whole,
    late: whole,
    repeated: whole,
    clockJumps: whole,
    mostSkewSeconds: whole,
    gapMinutes: whole,
    evidence,
  },
  orders: {
    onDay: day,
    direction: word("sale", "purchase"),
    number: name,
    counterparty: text,
    item: text,
    action: word("created", "changed", "cancelled", "completed"),
    dueDay: optional(day),
    quantityMilli: whole,
    amountFen: fen,
  },
  movements: {
    onDay: day,
    kind: word("goodsReceipt", "materialIssue", "productionReceipt", "delivery", "return"),
    number: name,
    orderNumber: text,
    counterparty: text,
    item: text,
    quantityMilli: whole,
    amountFen: optional(fen),
    place: text,
  },
  services: {
    onDay: day,
    kind: word("carriage", "inspection", "warehousing", "maintenance"),
    number: name,
    orderNumber: text,
    provider: text,
    amountFen: optional(fen),
  },
  invoices: {
    onDay: day,
    direction: word("sale", "purchase"),
    number: name,
    orderNumber: text,
    counterparty: text,
    netFen: fen,
    taxFen: fen,
    grossFen: fen,
    isVoid: truth,
    redOf: text,
  },
  payments: {
    onDay: day,
    account: text,
    amountFen: fen,
    balanceFen: optional(fen),
    counterparty: text,
    purpose: text,
    reference: text,
  },
  stock: {
    onDay: day,
    stage: word("raw", "wip", "finished"),
    item: text,
    quantityMilli: whole,
    amountFen: optional(fen),
    place: text,
  },
  workforce: {
    day: day,
    headcount: whole,
    present: whole,
    shifts: whole,
    workMinutes: whole,
  },
  declared: {
    onDay: day,
    filedOn: day,
    kind: word("statement", "taxReturn"),
    months: whole,
    item: word(
      "revenue",
      "cost",
      "netProfit",
      "cash",
      "receivables",
      "inventories",
      "fixedAssets",
      "totalAssets",
      "payables",
      "borrowings",
      "equity",
      "taxPaid",
    ),
    amountFen: fen,
  },
  customs: {
    onDay: day,
    direction: word("export", "import"),
    number: name,
    counterparty: text,
    amountFen: fen,
  },
  registers: {
    onDay: day,
    kind: word(
      "capitalChange",
      "representativeChange",
      "shareholderChange",
      "lawsuit",
      "enforcement",
      "penalty",
      "environmentalStop",
      "accident",
      "pledge",
      "pledgeReleased",
      "patent",
      "taxRating",
    ),
    number: name,
    counterparty: text,
    subject: text,
    amountFen: optional(fen),
    text: text,
  },
  loans: {
    onDay: day,
    loan: name,
    bank: text,
    kind: word("granted", "paidOut", "repaid", "pastDue", "cured", "defaulted", "settled"),
    amountFen: fen,
    daysPastDue: whole,
    orderNumber: text,
    payee: text,
  },
  designs: {
    onDay: day,
    kind: word("newProduct", "revision", "developmentHours"),
    item: text,
    quantityMilli: whole,
  },
};

type NamedFields = readonly (readonly [name: string, field: StreamField])[];

const namedFields = new Map<string, NamedFields>(
  Object.entries(streamFields).map(([stream, fields]) => [stream, Object.entries(fields)]),
);

/** Fields of a stream with their names, in the order of the columns. */
export function fieldsOf(stream: StreamName): NamedFields {
  return namedFields.get(stream) ?? [];
}
