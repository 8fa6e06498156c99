import {
  type CollectorDay,
  type InvoiceItem,
  type MachineDay,
  type MeterDay,
  type PaymentRow,
  paymentReference,
  type WorkforceDay,
} from "#operations";
import type { ColumnBlock, NumberValues, TextValues } from "./native-columns.ts";

/** Makes the rows of a block, one after another. */
export type RowMaker<Row> = (block: ColumnBlock) => (at: number) => Row;

/** The columns before those of the row: the enterprise and the platform leaf. */
const leading = 2;

export const makeMachineDays: RowMaker<MachineDay> = (block) => {
  const [asset, evidence] = [textAt(block, 0), textAt<MachineDay["evidence"]>(block, 10)];
  const [day, run, idle, alarm, known] = numbersAt(block, [1, 2, 3, 4, 5]);
  const [good, reject, scrap, energy] = numbersAt(block, [6, 7, 8, 9]);
  return (at) => ({
    asset: asset(at),
    day: day(at),
    runMinutes: run(at),
    idleMinutes: idle(at),
    alarmMinutes: alarm(at),
    knownMinutes: known(at),
    goodCount: good(at),
    rejectCount: reject(at),
    scrapCount: scrap(at),
    energyWh: energy.orNull(at),
    evidence: evidence(at),
  });
};

export const makeMeterDays: RowMaker<MeterDay> = (block) => {
  const [asset, evidence] = [textAt(block, 0), textAt<MeterDay["evidence"]>(block, 7)];
  const medium = textAt<MeterDay["medium"]>(block, 2);
  const [day, quantity, night, peak, known] = numbersAt(block, [1, 3, 4, 5, 6]);
  return (at) => ({
    asset: asset(at),
    day: day(at),
    medium: medium(at),
    quantity: quantity(at),
    nightQuantity: night.orNull(at),
    peakWatt: peak.orNull(at),
    knownMinutes: known(at),
    evidence: evidence(at),
  });
};

export const makeCollectorDays: RowMaker<CollectorDay> = (block) => {
  const [collector, evidence] = [textAt(block, 0), textAt<CollectorDay["evidence"]>(block, 8)];
  const [day, readings, late, repeated] = numbersAt(block, [1, 2, 3, 4]);
  const [jumps, skew, gap] = numbersAt(block, [5, 6, 7]);
  return (at) => ({
    collector: collector(at),
    day: day(at),
    readings: readings(at),
    late: late(at),
    repeated: repeated(at),
    clockJumps: jumps(at),
    mostSkewSeconds: skew(at),
    gapMinutes: gap(at),
    evidence: evidence(at),
  });
};

export const makeWorkforce: RowMaker<WorkforceDay> = (block) => {
  const [day, headcount, present, shifts, minutes] = numbersAt(block, [0, 1, 2, 3, 4]);
  return (at) => ({
    day: day(at),
    headcount: headcount(at),
    present: present(at),
    shifts: shifts(at),
    workMinutes: minutes(at),
  });
};

export const makeInvoices: RowMaker<InvoiceItem> = (block) => {
  const direction = textAt<InvoiceItem["direction"]>(block, 1);
  const [number, order, party, redOf] = [2, 3, 4, 9].map((column) => textAt(block, column)) as Four;
  const [day, net, tax, gross, isVoid] = numbersAt(block, [0, 5, 6, 7, 8]);
  return (at) => ({
    onDay: day(at),
    direction: direction(at),
    number: number(at),
    orderNumber: order(at),
    counterparty: party(at),
    netFen: BigInt(net(at)),
    taxFen: BigInt(tax(at)),
    grossFen: BigInt(gross(at)),
    isVoid: isVoid(at) === 1,
    redOf: redOf(at),
  });
};

/** What a payment is for stands in its purpose, or in the bank's own summary. */
export const makePayments: RowMaker<PaymentRow> = (block) => {
  const [account, party, summary, purpose] = [1, 4, 5, 6].map((column) => textAt(block, column)) as Four;
  const named = textAt(block, 8);
  const [day, amount, balance, isDerived] = numbersAt(block, [0, 2, 3, 7]);
  return (at) => {
    const words = [summary(at), purpose(at)].filter((text) => text !== "").join(" ");
    const balanceFen = balance.orNull(at);
    return {
      onDay: day(at),
      account: account(at),
      amountFen: BigInt(amount(at)),
      balanceFen: balanceFen === null ? null : BigInt(balanceFen),
      counterparty: party(at),
      purpose: words,
      reference: isDerived(at) === 1 ? paymentReference(words) : named(at),
    };
  };
};

type Texts = (at: number) => string;
type Four = [Texts, Texts, Texts, Texts];

/** A column of texts, counted from the first one of the row. */
export function textAt<Word extends string = string>(
  block: ColumnBlock,
  column: number,
): (at: number) => Word {
  const { texts, indexes } = block.columns[column + leading] as TextValues;
  return (at) => texts[indexes[at] as number] as Word;
}

/** A column of numbers; `orNull` where one may be missing. */
export interface NumberColumn {
  (at: number): number;
  orNull(at: number): number | null;
}

export function numberAt(block: ColumnBlock, column: number): NumberColumn {
  const { numbers, isNull } = block.columns[column + leading] as NumberValues;
  const value = (at: number): number => numbers[at] as number;
  return Object.assign(value, {
    orNull: (at: number): number | null => (isNull !== null && isNull[at] === 1 ? null : value(at)),
  });
}

type FiveNumbers = [NumberColumn, NumberColumn, NumberColumn, NumberColumn, NumberColumn];

function numbersAt(block: ColumnBlock, columns: readonly number[]): FiveNumbers {
  return columns.map((column) => numberAt(block, column)) as FiveNumbers;
}
