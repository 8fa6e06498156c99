import type { BusinessDay, Fen, RatePpm } from "#kernel";
import type { SizeClass } from "#registry";
import type { ClassRegime, LoanClass, RepaymentMethod, SecurityKind } from "../loan.ts";
import type { RowValues } from "./read-loan-table.ts";

/** A row of 借据. */
export interface ContractRow {
  readonly number: string;
  readonly contractNumber: string;
  readonly borrowerName: string;
  readonly borrowerCode: string | null;
  readonly industry: string | null;
  readonly sizeClass: SizeClass | null;
  readonly principalFen: Fen;
  readonly annualRatePpm: RatePpm;
  readonly drawnOn: BusinessDay;
  readonly dueOn: BusinessDay;
  readonly method: RepaymentMethod;
  readonly security: SecurityKind;
  readonly regime: ClassRegime;
  readonly isFirstLoan: boolean | null;
  readonly isRenewal: boolean;
  readonly restructuredOn: BusinessDay | null;
  readonly platform: {
    readonly code: string;
    readonly applicationNumber: string;
    readonly appliedOn: BusinessDay;
  } | null;
  readonly state: "active" | "restructured" | "settled" | "writtenOff";
}

/** A row of 还款计划: one instalment (期). */
export interface InstalmentRow {
  readonly number: string;
  readonly instalment: number;
  readonly dueOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
}

/** A row of 还款流水. */
export interface RepaymentRow {
  readonly id: string;
  readonly number: string;
  readonly paidOn: BusinessDay;
  readonly principalFen: Fen;
  readonly interestFen: Fen;
  readonly penaltyFen: Fen;
}

/** A row of 五级分类: the bank's own class. */
export interface BankClassRow {
  readonly number: string;
  readonly on: BusinessDay;
  readonly loanClass: LoanClass;
}

/** A row of 账户动态. */
export interface AccountRow {
  readonly number: string;
  readonly openingFen: Fen;
  readonly drawnFen: Fen;
  readonly repaidFen: Fen;
  readonly writtenOffFen: Fen;
  readonly closingFen: Fen;
  readonly overduePrincipalFen: Fen;
  readonly overdueInterestFen: Fen;
  readonly daysPastDue: number;
}

/** The values were read by the layout, so their codes are those of the types. */
export function contractOf(values: RowValues): ContractRow {
  const { platform, application, appliedOn } = values;
  const isPlatform = values["channel"] === "platform";
  return {
    number: textOf(values, "number"),
    contractNumber: textOf(values, "contract"),
    borrowerName: textOf(values, "borrower"),
    borrowerCode: values["code"] ?? null,
    industry: values["industry"] ?? null,
    sizeClass: (values["size"] ?? null) as SizeClass | null,
    principalFen: fenOf(values, "principal"),
    annualRatePpm: Number(textOf(values, "rate")),
    drawnOn: textOf(values, "drawnOn"),
    dueOn: textOf(values, "dueOn"),
    method: textOf(values, "method") as RepaymentMethod,
    security: textOf(values, "security") as SecurityKind,
    regime: textOf(values, "regime") as ClassRegime,
    isFirstLoan: values["firstLoan"] == null ? null : values["firstLoan"] === "yes",
    isRenewal: values["renewal"] === "yes",
    restructuredOn: values["restructuredOn"] ?? null,
    platform:
      isPlatform && platform != null && application != null && appliedOn != null
        ? { code: platform, applicationNumber: application, appliedOn }
        : null,
    state: textOf(values, "state") as ContractRow["state"],
  };
}

export function instalmentOf(values: RowValues): InstalmentRow {
  return {
    number: textOf(values, "number"),
    instalment: Number(textOf(values, "instalment")),
    dueOn: textOf(values, "dueOn"),
    principalFen: fenOf(values, "principal"),
    interestFen: fenOf(values, "interest"),
  };
}

export function repaymentOf(values: RowValues): RepaymentRow {
  return {
    id: textOf(values, "id"),
    number: textOf(values, "number"),
    paidOn: textOf(values, "paidOn"),
    principalFen: fenOf(values, "principal"),
    interestFen: fenOf(values, "interest"),
    penaltyFen: fenOf(values, "penalty"),
  };
}

export function bankClassOf(values: RowValues): BankClassRow {
  const loanClass = textOf(values, "class") as LoanClass;
  return { number: textOf(values, "number"), on: textOf(values, "on"), loanClass };
}

export function accountOf(values: RowValues): AccountRow {
  return {
    number: textOf(values, "number"),
    openingFen: fenOf(values, "opening"),
    drawnFen: fenOf(values, "drawn"),
    repaidFen: fenOf(values, "repaid"),
    writtenOffFen: fenOf(values, "writtenOff"),
    closingFen: fenOf(values, "closing"),
    overduePrincipalFen: fenOf(values, "overduePrincipal"),
    overdueInterestFen: fenOf(values, "overdueInterest"),
    daysPastDue: Number(textOf(values, "daysPastDue")),
  };
}

function textOf(values: RowValues, key: string): string {
  const value = values[key];
  if (value == null) throw new Error(`the value ${key} is missing in a row that was read whole`);
  return value;
}

function fenOf(values: RowValues, key: string): Fen {
  return BigInt(textOf(values, key));
}
