import type { DeclaredRow } from "#operations";
import { paperParameters } from "../region-parameters.ts";
import { monthOfBooks, type MonthBooks, profitOf, sumOf } from "./books.ts";
import { dayNumber, type Firm, later } from "./firm.ts";

/** What is declared at a month's end: the tax return, and statements at the quarter's and year's. */
export function declare(firm: Firm): void {
  declareTax(firm);
  const month = firm.climate.rhythm.calendarMonths[firm.month] ?? 0;
  // Of a period that began before the warm-up the books know a part only.
  const isWhole = firm.month > month;
  if (firm.plan.hasStatements && month % 3 === 2 && isWhole) declareStatement(firm, month + 1);
}

/** Value-added tax of a month, of micro enterprises of a quarter; filed within the fifteen days that follow. */
function declareTax(firm: Firm): void {
  const month = firm.climate.rhythm.calendarMonths[firm.month] ?? 0;
  const isQuarterly = firm.plan.size === "micro";
  if (isQuarterly && (month % 3 !== 2 || firm.month < 2)) return;
  const months = isQuarterly ? 3 : 1;
  const from = firm.month - months + 1;
  const onDay = firm.day;
  const revenueFen = sumOf(firm.books, "revenueFen", from, firm.month);
  later(firm, firm.day + 8 + firm.chance.papers.integer(7) + daysLate(firm), () => {
    // Of the last month of the span only what was paid by then is known.
    const paidFen = sumOf(firm.books, "taxFen", from, firm.month);
    file(firm, { onDay, kind: "taxReturn", months, items: { revenue: revenueFen, taxPaid: paidFen } });
  });
}

/** Who pays suppliers late and is short of cash files late too, now and then. */
function daysLate({ chance, plan, strain }: Firm): number {
  const arrears = Math.min(1, (plan.habits.stretchDays + strain.stretchDays) / longArrearsDays);
  const [usual, long] = paperParameters.lateFilingShare.value;
  const isLate = chance.papers.next() < usual + (long - usual) * arrears;
  const days = 5 + chance.papers.integer(25);
  return isLate ? days : 0;
}

/** Days of arrears with suppliers that count as long. */
const longArrearsDays = 30;

/**
 * A statement of the year so far. It is rounded, guessed in part where nobody audits, and a weak enterprise paints
 * it brighter: more revenue and profit, less owed.
 */
function declareStatement(firm: Firm, months: number): void {
  const random = firm.chance.papers;
  const { books, plan } = firm;
  const noise = paperParameters.statementNoise.value[plan.size];
  const bright = plan.windowDressing * (0.6 + 0.8 * random.next());
  const common = paperParameters.commonNoise.value;
  const level = noise * Math.sqrt(common) * random.normal();
  const own = noise * Math.sqrt(1 - common);
  const about = (fen: number, brightness: number): number =>
    Math.round((fen * Math.exp(level + own * random.normal()) * (1 + brightness)) / 100_00) * 100_00;
  const flow = (name: keyof MonthBooks): number => sumOf(books, name, firm.month - months + 1, firm.month);
  let profitFen = 0;
  for (let month = Math.max(0, firm.month - months + 1); month <= firm.month; month++) {
    profitFen += profitOf(monthOfBooks(books, month));
  }
  const revenue = about(flow("revenueFen"), bright);
  const inventories = about(books.rawFen + books.wipFen + books.finishedFen, 0.5 * bright);
  const receivables = about(books.receivablesFen, 0.3 * bright);
  const fixedAssets = about(books.fixedAssetsFen, 0);
  const cash = about(Math.max(0, books.cashFen), 0.5 * bright);
  const payables = about(Math.max(0, books.payablesFen), -bright);
  const borrowings = about(books.borrowingsFen, -0.5 * bright);
  const totalAssets = cash + receivables + inventories + fixedAssets + about(0.04 * flow("revenueFen"), 0);
  const items = {
    revenue,
    cost: about(
      flow("materialFen") + 0.8 * flow("wagesFen") + flow("energyFen") + flow("depreciationFen"),
      -0.2 * bright,
    ),
    netProfit: Math.round(
      profitFen * 0.95 +
        revenue * (paperParameters.paintedMargin.value * bright + 0.1 * noise * random.normal()),
    ),
    cash,
    receivables,
    inventories,
    fixedAssets,
    totalAssets,
    payables,
    borrowings,
    equity: totalAssets - payables - borrowings,
    taxPaid: Math.round(flow("taxFen")),
  };
  const onDay = firm.day;
  const isAnnual = months === 12;
  const days = isAnnual ? 95 + random.integer(50) : 18 + random.integer(12);
  later(firm, firm.day + days, () => file(firm, { onDay, kind: "statement", months, items }));
}

function file(
  firm: Firm,
  filed: {
    readonly onDay: number;
    readonly kind: DeclaredRow["kind"];
    readonly months: number;
    readonly items: Readonly<Partial<Record<DeclaredRow["item"], number>>>;
  },
): void {
  for (const [item, fen] of Object.entries(filed.items)) {
    firm.sink.add("declared", firm.day, {
      onDay: dayNumber(firm, filed.onDay),
      filedOn: dayNumber(firm, firm.day),
      kind: filed.kind,
      months: filed.months,
      item: item as DeclaredRow["item"],
      amountFen: BigInt(Math.round(fen)),
    });
  }
}
