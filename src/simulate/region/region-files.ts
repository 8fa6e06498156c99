import type { StreamName, StreamRows } from "#operations";

/**
 * How a column of a region's file is written: `day` as YYYY-MM-DD, `fen` and `integer` as whole numbers, `flag` as 1
 * or 0, `text` quoted as CSV asks; an empty cell is null (or an empty text).
 */
export type RegionColumnKind = "text" | "day" | "integer" | "fen" | "flag";

export interface RegionColumn<Row> {
  readonly name: keyof Row & string;
  readonly kind: RegionColumnKind;
  /** Whether an empty cell means null; otherwise it means an empty text. */
  readonly isNullable: boolean;
}

/** First column of every file: the enterprise's code in the data set. */
export const enterpriseColumn = "enterprise";

/** File that says what the folder is: a region's manifest. */
export const regionManifestFile = "region.json";

/** What `region.json` says. */
export interface RegionManifest {
  readonly type: "touchstone-region@1";
  readonly simulated: true;
  /** Version of the parameters by which it was simulated. */
  readonly parameters: string;
  readonly dataset: string;
  readonly seed: string;
  readonly enterprises: number;
  /** Folders of the monthly deliveries in the order of their platform indices, the first being 0: `2024-01`. */
  readonly deliveries: readonly string[];
  /** Last day of the data, YYYY-MM-DD. */
  readonly lastDay: string;
  /** File of each stream inside a delivery; one without a row in that month is not written. */
  readonly files: Readonly<Record<StreamName, string>>;
}

/** Columns of each stream's file after the enterprise's, in this order, with the names of the row's fields. */
export const regionColumns: { readonly [Name in StreamName]: readonly RegionColumn<StreamRows[Name]>[] } = {
  masters: columns(
    "onDay:day code:text name:text uscc:text division:text size:text region:text foundedOn:day registeredCapitalFen:fen employees:integer",
  ),
  twins: columns(
    "onDay:day asset:text kind:text name:text workCentre:text ratedWatt:integer? idealCycleMs:integer? purchaseFen:fen? inServiceOn:day? lifeMonths:integer? residualPpm:integer? encumbrance:text",
  ),
  machineDays: columns(
    "asset:text day:day runMinutes:integer idleMinutes:integer alarmMinutes:integer knownMinutes:integer goodCount:integer rejectCount:integer scrapCount:integer energyWh:integer? evidence:text",
  ),
  meterDays: columns(
    "asset:text day:day medium:text quantity:integer nightQuantity:integer? peakWatt:integer? knownMinutes:integer evidence:text",
  ),
  collectorDays: columns(
    "collector:text day:day readings:integer late:integer repeated:integer clockJumps:integer mostSkewSeconds:integer gapMinutes:integer evidence:text",
  ),
  orders: columns(
    "onDay:day direction:text number:text counterparty:text item:text action:text dueDay:day? quantityMilli:integer amountFen:fen",
  ),
  movements: columns(
    "onDay:day kind:text number:text orderNumber:text counterparty:text item:text quantityMilli:integer amountFen:fen? place:text",
  ),
  services: columns("onDay:day kind:text number:text orderNumber:text provider:text amountFen:fen?"),
  invoices: columns(
    "onDay:day direction:text number:text orderNumber:text counterparty:text netFen:fen taxFen:fen grossFen:fen isVoid:flag redOf:text",
  ),
  payments: columns(
    "onDay:day account:text amountFen:fen balanceFen:fen? counterparty:text purpose:text reference:text",
  ),
  stock: columns("onDay:day stage:text item:text quantityMilli:integer amountFen:fen? place:text"),
  workforce: columns("day:day headcount:integer present:integer shifts:integer workMinutes:integer"),
  declared: columns("onDay:day filedOn:day kind:text months:integer item:text amountFen:fen"),
  customs: columns("onDay:day direction:text number:text counterparty:text amountFen:fen"),
  registers: columns(
    "onDay:day kind:text number:text counterparty:text subject:text amountFen:fen? text:text",
  ),
  loans: columns(
    "onDay:day loan:text bank:text kind:text amountFen:fen daysPastDue:integer orderNumber:text payee:text",
  ),
  designs: columns("onDay:day kind:text item:text quantityMilli:integer"),
};

/** File of each stream inside a delivery's folder. */
export const regionFileNames: Readonly<Record<StreamName, string>> = {
  masters: "masters.csv",
  twins: "twins.csv",
  machineDays: "machine-days.csv",
  meterDays: "meter-days.csv",
  collectorDays: "collector-days.csv",
  orders: "orders.csv",
  movements: "movements.csv",
  services: "services.csv",
  invoices: "invoices.csv",
  payments: "payments.csv",
  stock: "stock.csv",
  workforce: "workforce.csv",
  declared: "declared.csv",
  customs: "customs.csv",
  registers: "registers.csv",
  loans: "loans.csv",
  designs: "designs.csv",
};

/** The header line of a stream's file. */
export function regionHeaderOf(stream: StreamName): string {
  return [enterpriseColumn, ...regionColumns[stream].map(({ name }) => name)].join(",");
}

function columns<Row>(text: string): RegionColumn<Row>[] {
  return text.split(" ").map((part) => {
    const [name = "", kind = ""] = part.split(":");
    return {
      name: name as keyof Row & string,
      kind: kind.replace("?", "") as RegionColumnKind,
      isNullable: kind.endsWith("?"),
    };
  });
}
