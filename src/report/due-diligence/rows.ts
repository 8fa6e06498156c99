import type { BusinessDay, EpochMs, Fen } from "#kernel";

/** Where a row lies in the sealed log. */
export interface RowPlace {
  readonly origin: string;
  readonly entryIndex: number;
  readonly ordinal: number;
  readonly platformIndex: number;
  readonly receivedAtMs: EpochMs;
}

/** One invoice; of a void one nothing but its being void counts. */
export interface ReportInvoice {
  readonly direction: "sale" | "purchase";
  readonly number: string;
  readonly day: BusinessDay;
  readonly counterparty: string;
  readonly netFen: Fen;
  readonly grossFen: Fen;
  readonly isVoid: boolean;
  /** Net and tax are not gross; the number of an earlier invoice with other content. */
  readonly doesNotAddUp: boolean;
  readonly numberReused: boolean;
  readonly place: RowPlace;
}

/** One line of a bank statement; `amountFen` is positive for money in. */
export interface ReportStatementLine {
  readonly account: string;
  readonly day: BusinessDay;
  readonly counterparty: string;
  readonly summary: string;
  readonly amountFen: Fen;
  /** Null where the statement shows none. */
  readonly balanceFen: Fen | null;
  /** The balance is not the one before plus this amount. */
  readonly breaksBalance: boolean;
  readonly place: RowPlace;
}

/** One line of an order, a delivery, a stock list or a voucher. */
export interface ReportDocumentLine {
  readonly documentKind: string;
  readonly number: string;
  readonly day: BusinessDay;
  readonly counterparty: string;
  readonly item: string;
  readonly amountFen: Fen;
  readonly place: RowPlace;
}

/** One day of one machine, line or meter, summed from its readings; null where it does not report such a thing. */
export interface ReportAssetDay {
  readonly asset: string;
  readonly day: BusinessDay;
  readonly energyWh: bigint | null;
  readonly runMinutes: bigint | null;
  readonly alarmMinutes: bigint | null;
  readonly producedCount: bigint | null;
  /** Meters and machines that a meter stands for: electricity is summed over the site's meters, if it has any. */
  readonly countsForSite: boolean;
}

/** One month of a meter's bill; the day is the first of the month. */
export interface ReportBill {
  readonly asset: string;
  readonly day: BusinessDay;
  readonly energyWh: bigint;
  readonly place: RowPlace;
}

/** The readings behind the days of an asset, for the table of sources. */
export interface AssetReadings {
  readonly asset: string;
  readonly rows: number;
  readonly entries: readonly RowPlace[];
}

/** Everything observed of one enterprise that a report reads, as known at one place of the log. */
export interface EnterpriseRows {
  readonly invoices: readonly ReportInvoice[];
  readonly statement: readonly ReportStatementLine[];
  readonly documents: readonly ReportDocumentLine[];
  readonly assetDays: readonly ReportAssetDay[];
  readonly bills: readonly ReportBill[];
  readonly readings: readonly AssetReadings[];
  /** File of each sealed batch, by `origin#entryIndex`. */
  readonly files: ReadonlyMap<string, string>;
}

/** A choice among the rows of one table; what is left out does not narrow it. */
export interface RowSet {
  readonly table: "invoice" | "statement" | "document" | "assetDay" | "bill";
  readonly fromDay: BusinessDay;
  readonly toDay: BusinessDay;
  readonly direction?: "sale" | "purchase";
  readonly state?: "valid" | "void" | "red";
  readonly flow?: "in" | "out";
  readonly breaksBalance?: boolean;
  readonly flagged?: "doesNotAddUp" | "numberReused";
  readonly counterparty?: string;
  readonly documentKind?: string;
  readonly asset?: string;
  readonly siteOnly?: boolean;
}

export type ReportRow =
  | ReportInvoice
  | ReportStatementLine
  | ReportDocumentLine
  | ReportAssetDay
  | ReportBill;

/** What is worked out of chosen rows; sums and counts are exact. */
export type Measure =
  | "count"
  | "netFen"
  | "grossFen"
  | "redFen"
  | "amountFen"
  | "outgoingFen"
  | "lowestBalanceFen"
  | "lastBalanceFen"
  | "counterparties"
  | "topCounterpartyFen"
  | "topFiveFen"
  | "energyWh"
  | "runMinutes"
  | "alarmMinutes"
  | "producedCount"
  | "assets"
  | "activeMonths"
  | "lastDay";

/** The rows of a set, in the order in which the table holds them. */
export function selectRows(rows: EnterpriseRows, set: RowSet): readonly ReportRow[] {
  const inPeriod = ({ day }: { readonly day: BusinessDay }): boolean =>
    day >= set.fromDay && day <= set.toDay;
  switch (set.table) {
    case "invoice":
      return rows.invoices.filter((row) => inPeriod(row) && isChosenInvoice(row, set));
    case "statement":
      return rows.statement.filter((row) => inPeriod(row) && isChosenLine(row, set));
    case "document":
      return rows.documents.filter(
        (row) => inPeriod(row) && (set.documentKind === undefined || row.documentKind === set.documentKind),
      );
    case "bill":
      return rows.bills.filter(inPeriod);
    case "assetDay":
      return rows.assetDays.filter(
        (row) =>
          inPeriod(row) &&
          (set.asset === undefined || row.asset === set.asset) &&
          (set.siteOnly !== true || row.countsForSite),
      );
  }
}

function isChosenInvoice(row: ReportInvoice, set: RowSet): boolean {
  return (
    (set.direction === undefined || row.direction === set.direction) &&
    (set.state === undefined || stateOf(row, set.state)) &&
    (set.flagged === undefined || row[set.flagged]) &&
    (set.counterparty === undefined || row.counterparty === set.counterparty)
  );
}

function stateOf(row: ReportInvoice, state: "valid" | "void" | "red"): boolean {
  if (state === "void") return row.isVoid;
  return !row.isVoid && (state === "valid" || row.grossFen < 0n);
}

function isChosenLine(row: ReportStatementLine, set: RowSet): boolean {
  return (
    (set.flow === undefined || (set.flow === "in" ? row.amountFen > 0n : row.amountFen < 0n)) &&
    (set.breaksBalance === undefined || row.breaksBalance === set.breaksBalance) &&
    (set.counterparty === undefined || row.counterparty === set.counterparty)
  );
}
