/** Days since 1970-01-01 in business days of Asia/Shanghai. */
export type DayNumber = number;

/** A row with the platform leaf that first covered it: known from index N on means `platformIndex < N`. */
export type Sighted<Row> = Row & { readonly platformIndex: number };

/** How a datum came in: signed by the device, vouched for by a gateway, or written by a person or a file. */
export type Evidence = "device" | "gateway" | "manual";

/** Who an enterprise is, as it says itself; a later row takes the place of an earlier one. */
export interface MasterRow {
  readonly onDay: DayNumber;
  readonly code: string;
  readonly name: string;
  /** Unified social credit code (统一社会信用代码); empty where unknown. */
  readonly uscc: string;
  /** GB/T 4754-2017, two digits with the section's letter: `C33`. */
  readonly division: string;
  readonly size: "micro" | "small" | "medium" | "large";
  readonly region: string;
  readonly foundedOn: DayNumber;
  readonly registeredCapitalFen: bigint;
  readonly employees: number;
}

/** A machine or meter and what it is worth: the twin's master data, valid from `onDay`. */
export interface TwinRow {
  readonly onDay: DayNumber;
  readonly asset: string;
  readonly kind: "machine" | "electricityMeter" | "gasMeter" | "waterMeter" | "heatMeter";
  readonly name: string;
  readonly workCentre: string;
  readonly ratedWatt: number | null;
  readonly idealCycleMs: number | null;
  readonly purchaseFen: bigint | null;
  readonly inServiceOn: DayNumber | null;
  readonly lifeMonths: number | null;
  readonly residualPpm: number | null;
  /** Empty where free; else `lease`, `mortgage`, `pledge` … */
  readonly encumbrance: string;
}

/** One machine on one day; parts of a day from several batches are summed. Minutes add up to at most 1,440. */
export interface MachineDay {
  readonly asset: string;
  readonly day: DayNumber;
  readonly runMinutes: number;
  readonly idleMinutes: number;
  readonly alarmMinutes: number;
  /** Minutes of which anything is known (off time included); 1,440 less the gaps. */
  readonly knownMinutes: number;
  readonly goodCount: number;
  readonly rejectCount: number;
  readonly scrapCount: number;
  /** Watt-hours of its own current clamp or counter; null where it has none. */
  readonly energyWh: number | null;
  readonly evidence: Evidence;
}

/** One meter on one day. */
export interface MeterDay {
  readonly asset: string;
  readonly day: DayNumber;
  readonly medium: "electricity" | "gas" | "water" | "heat";
  /** Watt-hours of electricity and heat, litres of gas and water. */
  readonly quantity: number;
  /** The part between 22:00 and 06:00; null where only the day is known. */
  readonly nightQuantity: number | null;
  readonly peakWatt: number | null;
  readonly knownMinutes: number;
  readonly evidence: Evidence;
}

/** What a collector sent on one day, and what was wrong with it. */
export interface CollectorDay {
  readonly collector: string;
  readonly day: DayNumber;
  readonly readings: number;
  readonly late: number;
  /** Readings equal to ones sent before, under new numbers. */
  readonly repeated: number;
  readonly clockJumps: number;
  readonly mostSkewSeconds: number;
  readonly gapMinutes: number;
  readonly evidence: Evidence;
}

/** One step in the life of an order (信息流); the latest up to T is how it stands. */
export interface OrderEvent {
  readonly onDay: DayNumber;
  readonly direction: "sale" | "purchase";
  readonly number: string;
  readonly counterparty: string;
  readonly item: string;
  readonly action: "created" | "changed" | "cancelled" | "completed";
  readonly dueDay: DayNumber | null;
  readonly quantityMilli: number;
  readonly amountFen: bigint;
}

/** Goods that moved (物流); amounts where the document has one. */
export interface GoodsMovement {
  readonly onDay: DayNumber;
  readonly kind: "goodsReceipt" | "materialIssue" | "productionReceipt" | "delivery" | "return";
  readonly number: string;
  /** Empty where the document names none. */
  readonly orderNumber: string;
  readonly counterparty: string;
  readonly item: string;
  readonly quantityMilli: number;
  readonly amountFen: bigint | null;
  readonly place: string;
}

/** A service behind an order (服务流): carriage, inspection, warehousing, maintenance. */
export interface ServiceRow {
  readonly onDay: DayNumber;
  readonly kind: "carriage" | "inspection" | "warehousing" | "maintenance";
  readonly number: string;
  readonly orderNumber: string;
  readonly provider: string;
  readonly amountFen: bigint | null;
}

/** An invoice (商流). */
export interface InvoiceItem {
  readonly onDay: DayNumber;
  readonly direction: "sale" | "purchase";
  readonly number: string;
  /** Empty where the invoice names none. */
  readonly orderNumber: string;
  readonly counterparty: string;
  readonly netFen: bigint;
  readonly taxFen: bigint;
  readonly grossFen: bigint;
  readonly isVoid: boolean;
  /** Number of the invoice that this red one takes back (红冲); empty otherwise. */
  readonly redOf: string;
}

/** A line of a bank statement (资金流); money in is positive. */
export interface PaymentRow {
  readonly onDay: DayNumber;
  readonly account: string;
  readonly amountFen: bigint;
  readonly balanceFen: bigint | null;
  readonly counterparty: string;
  readonly purpose: string;
  /** Number of the order or invoice that the purpose names; empty where it names none. */
  readonly reference: string;
}

/** Stock as counted at the end of a day. */
export interface StockRow {
  readonly onDay: DayNumber;
  readonly stage: "raw" | "wip" | "finished";
  readonly item: string;
  readonly quantityMilli: number;
  readonly amountFen: bigint | null;
  readonly place: string;
}

/** People on a day. */
export interface WorkforceDay {
  readonly day: DayNumber;
  readonly headcount: number;
  readonly present: number;
  readonly shifts: number;
  readonly workMinutes: number;
}

/** What the enterprise declares: statements and tax returns of a period that ends on `onDay`, filed on `filedOn`. */
export interface DeclaredRow {
  readonly onDay: DayNumber;
  readonly filedOn: DayNumber;
  readonly kind: "statement" | "taxReturn";
  readonly months: number;
  readonly item:
    | "revenue"
    | "cost"
    | "netProfit"
    | "cash"
    | "receivables"
    | "inventories"
    | "fixedAssets"
    | "totalAssets"
    | "payables"
    | "borrowings"
    | "equity"
    | "taxPaid";
  readonly amountFen: bigint;
}

/** A customs declaration. */
export interface CustomsRow {
  readonly onDay: DayNumber;
  readonly direction: "export" | "import";
  readonly number: string;
  readonly counterparty: string;
  readonly amountFen: bigint;
}

/** What public registers say of it: changes, lawsuits, penalties; and pledges in the registry of movables. */
export interface RegisterRow {
  readonly onDay: DayNumber;
  readonly kind:
    | "capitalChange"
    | "representativeChange"
    | "shareholderChange"
    | "lawsuit"
    | "enforcement"
    | "penalty"
    | "environmentalStop"
    | "accident"
    | "pledge"
    | "pledgeReleased"
    | "patent"
    | "taxRating";
  readonly number: string;
  /** For pledges the creditor; otherwise the other side. */
  readonly counterparty: string;
  /** For pledges the invoice, order or asset; otherwise empty. */
  readonly subject: string;
  readonly amountFen: bigint | null;
  readonly text: string;
}

/** A step in the life of a loan, as the bank or the registry tells it. */
export interface LoanEvent {
  readonly onDay: DayNumber;
  readonly loan: string;
  readonly bank: string;
  readonly kind: "granted" | "paidOut" | "repaid" | "pastDue" | "cured" | "defaulted" | "settled";
  readonly amountFen: bigint;
  readonly daysPastDue: number;
  /** Of `granted`: the order it is for and the payee agreed; of `paidOut`: who was paid. */
  readonly orderNumber: string;
  readonly payee: string;
}

/** Research and design: new products, revisions, hours. */
export interface DesignRow {
  readonly onDay: DayNumber;
  readonly kind: "newProduct" | "revision" | "developmentHours";
  readonly item: string;
  readonly quantityMilli: number;
}

/** The streams of one enterprise by their names, each in the row type of its own. */
export interface StreamRows {
  readonly masters: MasterRow;
  readonly twins: TwinRow;
  readonly machineDays: MachineDay;
  readonly meterDays: MeterDay;
  readonly collectorDays: CollectorDay;
  readonly orders: OrderEvent;
  readonly movements: GoodsMovement;
  readonly services: ServiceRow;
  readonly invoices: InvoiceItem;
  readonly payments: PaymentRow;
  readonly stock: StockRow;
  readonly workforce: WorkforceDay;
  readonly declared: DeclaredRow;
  readonly customs: CustomsRow;
  readonly registers: RegisterRow;
  readonly loans: LoanEvent;
  readonly designs: DesignRow;
}

export type StreamName = keyof StreamRows;

/** Everything of one enterprise with where it stands in the log; in any order. */
export type OperatingRows = { readonly [Name in StreamName]: readonly Sighted<StreamRows[Name]>[] };
