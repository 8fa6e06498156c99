import type { Generated } from "kysely";
import type { Json } from "./json.ts";

/** A day comes as `YYYY-MM-DD`; money comes as the decimal text of fen. */
interface LoanOf {
  party_id: string;
  loan_id: string;
}

/** The tables of the mirrored loan book and its five classes, as the newest migration leaves them. */
export interface LoanBookTables {
  loan_delivery: {
    party_id: string;
    delivery_id: string;
    business_date: string;
    previous_date: string | null;
    number: number;
    state: string;
    superseded_by: string | null;
    sha256: string;
    mapping: Json<unknown>;
    files: Json<unknown>;
    warnings: Json<unknown>;
    recheck: Json<unknown>;
    received_at_ms: number;
  };
  loan_delivery_row: {
    party_id: string;
    delivery_id: string;
    kind: string;
    row_number: number;
    loan_number: string;
    raw: string;
    fields: Json<unknown>;
  };
  loan: LoanOf & {
    source: string;
    number: string;
    contract_number: string;
    enterprise_id: string | null;
    borrower_name: string;
    borrower_code: string | null;
    industry: string | null;
    size_class: string | null;
    principal_fen: string;
    balance_fen: string;
    annual_rate_ppm: number;
    drawn_on: string;
    due_on: string;
    method: string;
    security: string;
    regime: string;
    is_first_loan: boolean | null;
    is_renewal: boolean;
    restructured_on: Json<unknown>;
    channel: string;
    platform_code: string | null;
    platform_party_id: string | null;
    application_number: string | null;
    applied_on: string | null;
    state: string;
    first_delivery_id: string | null;
  };
  loan_share: LoanOf & { with_party_id: string; shared_at_ms: Generated<number> };
  loan_schedule: LoanOf & {
    version: number;
    effective_on: string;
    delivery_id: string | null;
    is_effective: Generated<boolean>;
    instalment: number;
    due_on: string;
    principal_fen: string;
    interest_fen: string;
  };
  loan_repayment: LoanOf & {
    delivery_id: string | null;
    is_effective: Generated<boolean>;
    receipt: string;
    paid_on: string;
    principal_fen: string;
    interest_fen: string;
    penalty_fen: string;
    written_off_fen: string;
  };
  loan_day: LoanOf & {
    business_date: string;
    balance_fen: string;
    overdue_principal_fen: string;
    overdue_interest_fen: string;
    days_past_due: number;
    is_non_accrual: boolean;
    computed_class: string;
    triggers: Json<unknown>;
  };
  loan_account: LoanOf & {
    delivery_id: string;
    business_date: string;
    is_effective: Generated<boolean>;
    closing_fen: string;
    overdue_principal_fen: string;
    overdue_interest_fen: string;
    days_past_due: number;
  };
  loan_bank_class: LoanOf & {
    delivery_id: string;
    on_day: string;
    is_effective: Generated<boolean>;
    class: string;
  };
  loan_fact: LoanOf & {
    fact_id: string;
    kind: string;
    from_day: string;
    to_day: string | null;
    note: string;
    recorded_by: string;
    recorded_at_ms: number;
  };
  loan_class: LoanOf & {
    move_id: string;
    ordinal: Generated<number>;
    direction: string;
    origin: string;
    from_class: string | null;
    to_class: string;
    triggers: Json<unknown>;
    state: string;
    proposed_on: string;
    proposed_by: string | null;
    proposed_at_ms: number;
    recognised_by: string | null;
    recognised_at_ms: number | null;
    approved_by: string | null;
    approved_at_ms: number | null;
    returned_by: string | null;
    returned_at_ms: number | null;
    reason: string | null;
    ended_on: string | null;
  };
  reconciliation: LoanOf & {
    delivery_id: string;
    business_date: string;
    field: string;
    ours: string;
    banks: string;
    explanation: string;
  };
}
