/** The simulation's own books, exact to the fen; the truth that nobody sees. */
export interface Books {
  cashFen: number;
  receivablesFen: number;
  payablesFen: number;
  /** Net book value of machines and of everything else with a life. */
  fixedAssetsFen: number;
  borrowingsFen: number;
  ownersFen: number;
  /** Raw material: pieces' worth and value. */
  rawPieces: number;
  rawFen: number;
  /** Material issued to the shop and not yet worked. */
  wipPieces: number;
  wipFen: number;
  /** Finished goods and made but not yet booked, by product. */
  readonly finishedPieces: number[];
  finishedFen: number;
  readonly months: MonthBooks[];
}

/** Flows of a month, fen. */
export interface MonthBooks {
  revenueFen: number;
  outputTaxFen: number;
  inputTaxFen: number;
  purchasesFen: number;
  materialFen: number;
  wagesFen: number;
  energyFen: number;
  overheadFen: number;
  depreciationFen: number;
  interestFen: number;
  taxFen: number;
}

export function openBooks(months: number): Books {
  return {
    cashFen: 0,
    receivablesFen: 0,
    payablesFen: 0,
    fixedAssetsFen: 0,
    borrowingsFen: 0,
    ownersFen: 0,
    rawPieces: 0,
    rawFen: 0,
    wipPieces: 0,
    wipFen: 0,
    finishedPieces: [],
    finishedFen: 0,
    months: Array.from({ length: months }, emptyMonth),
  };
}

export function monthOfBooks(books: Books, month: number): MonthBooks {
  const found = books.months[month];
  if (found === undefined) throw new RangeError(`no month ${month} in the books`);
  return found;
}

export function profitOf(month: MonthBooks): number {
  return (
    month.revenueFen -
    month.materialFen -
    month.wagesFen -
    month.energyFen -
    month.overheadFen -
    month.depreciationFen -
    month.interestFen
  );
}

/** Sum of a flow over the months from `from` to `to`, both included. */
export function sumOf(books: Books, flow: keyof MonthBooks, from: number, to: number): number {
  let sum = 0;
  for (let month = Math.max(0, from); month <= to; month++) sum += books.months[month]?.[flow] ?? 0;
  return sum;
}

function emptyMonth(): MonthBooks {
  return {
    revenueFen: 0,
    outputTaxFen: 0,
    inputTaxFen: 0,
    purchasesFen: 0,
    materialFen: 0,
    wagesFen: 0,
    energyFen: 0,
    overheadFen: 0,
    depreciationFen: 0,
    interestFen: 0,
    taxFen: 0,
  };
}
