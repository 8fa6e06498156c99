import type { BusinessDay, Fen, RatePpm } from "#kernel";
import type { SizeClass } from "#registry";

/** The five classes (五级分类): 正常, 关注, 次级, 可疑, 损失; the last three are non-performing (不良). */
export const loanClasses = ["pass", "specialMention", "substandard", "doubtful", "loss"] as const;
export type LoanClass = (typeof loanClasses)[number];

/** By which rules a loan is classified: 小微 as retail by days past due (脱期法), or non-retail by debtor. */
export type ClassRegime = "smallRetail" | "nonRetail";

/** 先息后本, 等额本息, 等额本金, 到期一次还本付息, 随借随还. */
export type RepaymentMethod =
  | "interestOnlyBullet"
  | "levelPayment"
  | "levelPrincipal"
  | "singlePayment"
  | "revolving";

/** 信用, 保证, 抵押, 质押. */
export type SecurityKind = "unsecured" | "guaranteed" | "mortgaged" | "pledged";

/** How the loan was applied for: on an industrial platform, or not. */
export type ApplicationChannel =
  | {
      readonly kind: "platform";
      readonly platformPartyId: string;
      readonly applicationNumber: string;
      readonly appliedOn: BusinessDay;
    }
  | { readonly kind: "direct" };

/** A loan (借据) of a bank, mirrored from its core system or our own. */
export interface Loan {
  readonly id: string;
  readonly bankPartyId: string;
  readonly source: "mirrored" | "own";
  /** 借据号, unique within the bank. */
  readonly number: string;
  readonly contractNumber: string;
  /** Null while the borrower is not in the registry. */
  readonly enterpriseId: string | null;
  readonly borrowerName: string;
  /** 统一社会信用代码 as delivered. */
  readonly borrowerCode: string | null;
  readonly principalFen: Fen;
  readonly balanceFen: Fen;
  readonly annualRatePpm: RatePpm;
  readonly drawnOn: BusinessDay;
  readonly dueOn: BusinessDay;
  readonly method: RepaymentMethod;
  readonly security: SecurityKind;
  readonly regime: ClassRegime;
  readonly sizeClass: SizeClass | null;
  readonly channel: ApplicationChannel;
  readonly state: "active" | "overdue" | "restructured" | "settled" | "writtenOff";
}

/** Where a loan stood at the end of a business day. */
export interface LoanDay {
  readonly loanId: string;
  readonly businessDate: BusinessDay;
  readonly balanceFen: Fen;
  readonly overduePrincipalFen: Fen;
  readonly overdueInterestFen: Fen;
  /** Days past due (逾期天数) of the oldest unpaid instalment. */
  readonly daysPastDue: number;
}

/** What a loan's class is on a day; claims use the confirmed one (I8). */
export interface LoanClassOnDay {
  /** Confirmed by 认定 and 审批; null before the first confirmation. */
  readonly confirmed: LoanClass | null;
  readonly confirmedOn: BusinessDay | null;
  /** System 初分 that waits for confirmation; null when there is none. */
  readonly proposed: LoanClass | null;
  /** Codes of the triggers behind the worse of the two. */
  readonly triggers: readonly string[];
}

/**
 * Port to the loans of a bank, mirrored and own alike. A caller sees the loans of its own party, and those that another
 * party shares with it by an enrolment in a fund's programme.
 */
export interface LoanBook {
  findLoan(partyId: string, loanId: string): Promise<Loan | null>;
  listLoans(partyId: string, filter?: { readonly enterpriseId?: string }): Promise<readonly Loan[]>;
  /** Where the loan stood at the end of the last business day up to `on`; null before the first. */
  dayOf(partyId: string, loanId: string, on: BusinessDay): Promise<LoanDay | null>;
  /** All days kept of a loan, oldest first. */
  daysOf(partyId: string, loanId: string): Promise<readonly LoanDay[]>;
  classOf(partyId: string, loanId: string, on: BusinessDay): Promise<LoanClassOnDay>;
}
