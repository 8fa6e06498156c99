import { type Language, type Message, formatMessage } from "#kernel";
import type { ListedLoan, Reconciliation } from "../book/book-reads.ts";
import { differenceReasons } from "../book/difference.ts";
import { worstOf } from "../classification/class-order.ts";
import type { LoanClass } from "../loan.ts";
import { bookWords } from "./book-words.ts";
import type { ExportCell, ExportTable } from "#report";
import {
  inclusiveDefinitions,
  type InclusiveStatistics,
  type StatisticsLine,
} from "./inclusive-statistics.ts";

type Word = (key: keyof typeof bookWords.messages) => string;

/** The list of loans (借据台账) as a table. */
export function loansTable(loans: readonly ListedLoan[], on: string | null, language: Language): ExportTable {
  const t = wordsOf(language);
  const { columns, cellsOf } = columnsOf<ListedLoan>([
    [t("number"), ({ loan }) => loan.number],
    [t("contract"), ({ loan }) => loan.contractNumber],
    [t("borrower"), ({ loan }) => loan.borrowerName],
    [t("code"), ({ loan }) => loan.borrowerCode],
    [t("size"), ({ loan }) => (loan.sizeClass === null ? null : t(loan.sizeClass))],
    [t("principal"), ({ loan }) => ({ fen: loan.principalFen })],
    [t("balance"), ({ loan }) => ({ fen: loan.balanceFen })],
    [t("rate"), ({ loan }) => ({ ppm: loan.annualRatePpm })],
    [t("drawnOn"), ({ loan }) => loan.drawnOn],
    [t("dueOn"), ({ loan }) => loan.dueOn],
    [t("security"), ({ loan }) => t(loan.security)],
    [t("daysPastDue"), ({ day }) => day?.daysPastDue ?? null],
    [t("overduePrincipal"), ({ day }) => (day === null ? null : { fen: day.overduePrincipalFen })],
    [t("overdueInterest"), ({ day }) => (day === null ? null : { fen: day.overdueInterestFen })],
    [t("ourClass"), ({ confirmed, proposed }) => classWord(t, effectiveOf(confirmed, proposed))],
    [t("confirmedClass"), ({ confirmed }) => classWord(t, confirmed)],
    [t("bankClass"), ({ bankClass }) => classWord(t, bankClass)],
  ]);
  return { name: t("loanList"), notes: [`${t("asOf")} ${on ?? ""}`], columns, rows: loans.map(cellsOf) };
}

/** The reconciliation as a table: totals, then each difference with why. */
export function reconciliationTables(found: Reconciliation, language: Language): ExportTable[] {
  const t = wordsOf(language);
  const { ours, banks, delivery, differences } = found;
  const line = (name: string, mine: ExportCell, theirs: ExportCell) => [name, mine, theirs];
  return [
    {
      name: t("totals"),
      notes: [
        `${t("reconciliation")} · ${delivery.businessDate} · ${t("deliveryNumber")} ${delivery.number}`,
      ],
      columns: [t("item"), t("ours"), t("banks")],
      rows: [
        line(t("balance"), { fen: ours.balanceFen }, { fen: banks.balanceFen }),
        line(t("overduePrincipal"), { fen: ours.overduePrincipalFen }, { fen: banks.overduePrincipalFen }),
        line(t("overdueInterest"), { fen: ours.overdueInterestFen }, { fen: banks.overdueInterestFen }),
        line(t("overdueLoans"), ours.overdueLoans, banks.overdueLoans),
      ],
    },
    {
      name: t("differences"),
      notes: [],
      columns: [t("number"), t("borrower"), t("item"), t("ours"), t("banks"), t("explanation")],
      rows: differences.map((one) => [
        one.number,
        one.borrowerName,
        t(one.field),
        one.field === "class" ? classWord(t, one.ours as LoanClass) : one.ours,
        one.field === "class" ? classWord(t, one.banks as LoanClass) : one.banks,
        differenceReasons.sentence(one.reason, language),
      ]),
    },
  ];
}

/** The statistics of inclusive finance as a table for each definition. */
export function statisticsTables(
  statistics: readonly InclusiveStatistics[],
  on: string,
  language: Language,
): ExportTable[] {
  const t = wordsOf(language);
  return statistics.map(({ definition, lines }) => {
    const { columns, cellsOf } = columnsOf<StatisticsLine>([
      [t("group"), (line) => groupWord(t, line)],
      [t("loans"), ({ loans }) => loans],
      [t("households"), ({ households }) => households],
      [t("balance"), ({ balanceFen }) => ({ fen: balanceFen })],
      [t("averageRate"), ({ averageRatePpm }) => (averageRatePpm === null ? null : { ppm: averageRatePpm })],
      [t("unsecuredBalance"), ({ unsecuredFen }) => ({ fen: unsecuredFen })],
      [t("unsecuredShare"), ({ unsecuredFen, balanceFen }) => shareCell(unsecuredFen, balanceFen)],
      [t("firstLoanHouseholds"), ({ firstLoanHouseholds }) => firstLoanHouseholds],
      [t("nonPerforming"), ({ nonPerformingFen }) => ({ fen: nonPerformingFen })],
      [
        t("nonPerformingShare"),
        ({ nonPerformingFen, balanceFen }) => shareCell(nonPerformingFen, balanceFen),
      ],
    ]);
    const parameter: Message = inclusiveDefinitions[definition];
    return {
      name: t(definition),
      notes: [parameter[language], `${t("asOf")} ${on}`],
      columns,
      rows: lines.map(cellsOf),
    };
  });
}

/** The words of exports and printed pages in a language. */
export function wordsOf(language: Language): Word {
  return (key) => formatMessage(bookWords.messages[key][language], {});
}

export function classWord(t: Word, loanClass: LoanClass | null): string {
  return loanClass === null ? "" : t(loanClass);
}

function effectiveOf(confirmed: LoanClass | null, proposed: LoanClass | null): LoanClass | null {
  if (confirmed === null) return proposed;
  return proposed === null ? confirmed : worstOf([confirmed, proposed]);
}

function groupWord(t: Word, { by, group }: StatisticsLine): string {
  if (by === "all") return t("all");
  if (by === "industry") return group === "" ? t("unknownIndustry") : group;
  return t(group as "micro" | "small");
}

function shareCell(part: bigint, whole: bigint): ExportCell {
  return whole === 0n ? null : { ppm: Math.round((Number(part) / Number(whole)) * 1e6) };
}

function columnsOf<T>(columns: readonly (readonly [string, (row: T) => ExportCell])[]) {
  return {
    columns: columns.map(([title]) => title),
    cellsOf: (row: T): ExportCell[] => columns.map(([, cellOf]) => cellOf(row)),
  };
}
