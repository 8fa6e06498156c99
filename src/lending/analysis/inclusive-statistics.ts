import { defineParameter, type Fen, type RatePpm } from "#kernel";
import { sizeClasses } from "#registry";
import type { StatisticsLoan } from "../book/book-reads.ts";
import { isNonPerforming } from "../classification/class-order.ts";

/** Which single-borrower credit counts as inclusive (普惠小微) by whose definition. */
export const inclusiveDefinitions = {
  nfra: defineParameter({
    id: "lending.inclusive.nfra-limit",
    value: 1_000_000_000,
    unit: "fen",
    effectiveFrom: "2024-01-01",
    origin: "rule",
    zh: "金融监管总局口径：单户授信总额不超过1000万元的小微企业贷款",
    en: "NFRA: loans to micro and small enterprises with single-borrower credit of at most ¥10 million",
  }),
  pboc: defineParameter({
    id: "lending.inclusive.pboc-limit",
    value: 2_000_000_000,
    unit: "fen",
    effectiveFrom: "2024-01-01",
    origin: "rule",
    zh: "人民银行口径：单户授信不超过2000万元（2024年1月扩大，未核实原文）",
    en: "PBoC: single-borrower credit of at most ¥20 million (widened in January 2024, text not confirmed)",
  }),
} as const;
export type InclusiveDefinition = keyof typeof inclusiveDefinitions;

/** A line of the statistics: all that count, or one group of them. */
export interface StatisticsLine {
  /** `all`, `size`, `industry`. */
  readonly by: "all" | "size" | "industry";
  readonly group: string;
  readonly loans: number;
  readonly households: number;
  readonly balanceFen: Fen;
  /** Rate weighted by balance; null without a balance. */
  readonly averageRatePpm: RatePpm | null;
  readonly unsecuredFen: Fen;
  readonly firstLoanHouseholds: number;
  readonly nonPerformingFen: Fen;
}

/** The statistics of inclusive finance of a bank on a day. */
export interface InclusiveStatistics {
  readonly definition: InclusiveDefinition;
  readonly limitFen: Fen;
  readonly lines: readonly StatisticsLine[];
}

/**
 * Counts what the definition takes in: micro and small borrowers whose credit at the bank, all its loans together, is
 * within the limit. The mirrored book has loans only, so credit is the sum of the open loans' principal.
 */
export function inclusiveStatistics(
  loans: readonly StatisticsLoan[],
  definition: InclusiveDefinition,
): InclusiveStatistics {
  const limitFen = BigInt(inclusiveDefinitions[definition].value);
  const credit = new Map<string, Fen>();
  for (const { loan } of loans) {
    credit.set(householdOf(loan), (credit.get(householdOf(loan)) ?? 0n) + loan.principalFen);
  }
  const counted = loans.filter(
    ({ loan }) =>
      (loan.sizeClass === "micro" || loan.sizeClass === "small") &&
      (credit.get(householdOf(loan)) ?? 0n) <= limitFen,
  );
  const industries = [...new Set(counted.map(({ industry }) => industry ?? ""))].sort();
  return {
    definition,
    limitFen,
    lines: [
      lineOf("all", "", counted),
      ...sizeClasses.slice(0, 2).map((size) =>
        lineOf(
          "size",
          size,
          counted.filter(({ loan }) => loan.sizeClass === size),
        ),
      ),
      ...industries.map((industry) =>
        lineOf(
          "industry",
          industry,
          counted.filter((one) => (one.industry ?? "") === industry),
        ),
      ),
    ],
  };
}

function lineOf(by: StatisticsLine["by"], group: string, loans: readonly StatisticsLoan[]): StatisticsLine {
  const balanceFen = sumOf(loans);
  const weighted = loans.reduce(
    (sum, { balanceFen: balance, loan }) => sum + balance * BigInt(loan.annualRatePpm),
    0n,
  );
  const first = loans.filter(({ isFirstLoan }) => isFirstLoan === true);
  return {
    by,
    group,
    loans: loans.length,
    households: householdsOf(loans),
    balanceFen,
    averageRatePpm: balanceFen === 0n ? null : Number((weighted + balanceFen / 2n) / balanceFen),
    unsecuredFen: sumOf(loans.filter(({ loan }) => loan.security === "unsecured")),
    firstLoanHouseholds: householdsOf(first),
    nonPerformingFen: sumOf(loans.filter(({ loanClass }) => isNonPerforming(loanClass))),
  };
}

function householdOf(loan: StatisticsLoan["loan"]): string {
  return loan.borrowerCode ?? `name:${loan.borrowerName}`;
}

function householdsOf(loans: readonly StatisticsLoan[]): number {
  return new Set(loans.map(({ loan }) => householdOf(loan))).size;
}

function sumOf(loans: readonly StatisticsLoan[]): Fen {
  return loans.reduce((sum, { balanceFen }) => sum + balanceFen, 0n);
}
