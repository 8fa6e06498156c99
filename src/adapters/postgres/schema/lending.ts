import type { Generated } from "kysely";
import type { Json } from "./json.ts";

interface Kept {
  party_id: string;
  revision: number;
  document: Json<unknown>;
}

/** The tables of own loans, from application to settlement, as the newest migration leaves them. Money is text. */
export interface LendingTables {
  loan_application: Kept & {
    application_id: string;
    applicant_party_id: string | null;
    enterprise_id: string;
    state: string;
    path: string | null;
    amount_fen: string;
    proposed_by: string | null;
    decided_by: string | null;
    made_at_ms: number;
  };
  credit_limit: {
    party_id: string;
    limit_id: string;
    applicant_party_id: string | null;
    enterprise_id: string;
    application_id: string;
    total_fen: string;
    used_fen: string;
    reserved_fen: string;
    expires_on: string;
    state: string;
  };
  loan_contract: Kept & {
    contract_id: string;
    applicant_party_id: string | null;
    enterprise_id: string;
    application_id: string;
    limit_id: string;
    number: string;
    state: string;
    prepared_by: string;
    bank_signed_by: string | null;
    borrower_signed_by: string | null;
    made_at_ms: number;
  };
  loan_drawdown: Kept & {
    drawdown_id: string;
    contract_id: string;
    amount_fen: string;
    state: string;
    requested_by: string;
    approved_by: string | null;
    made_at_ms: number;
  };
  own_loan: Kept & {
    loan_id: string;
    applicant_party_id: string | null;
    enterprise_id: string;
    contract_id: string;
    number: string;
    state: string;
    balance_fen: string;
    as_of: string;
  };
  own_loan_schedule: {
    party_id: string;
    loan_id: string;
    version: number;
    applicant_party_id: string | null;
    made_on: string;
    document: Json<unknown>;
  };
  loan_movement: Kept & {
    movement_id: string;
    loan_id: string;
    kind: string;
    value_date: string;
    state: string;
    posted_on: string | null;
    source_reference: string | null;
    recorded_by: string | null;
    checked_by: string | null;
  };
  business_day: {
    party_id: string;
    business_date: string;
    state: string;
    started_at_ms: number;
    closed_at_ms: number | null;
    document: Json<unknown>;
  };
  journal_entry: {
    party_id: string;
    entry_id: string;
    loan_id: string;
    business_date: string;
    kind: string;
    reference: string;
    value_date: string;
    posted_at_ms: number;
  };
  journal_posting: {
    party_id: string;
    entry_id: string;
    line: number;
    account: string;
    debit_fen: string;
    credit_fen: string;
  };
  lending_event: {
    party_id: string;
    event_id: Generated<number>;
    applicant_party_id: string | null;
    subject_kind: string;
    subject_id: string;
    kind: string;
    business_date: string | null;
    actor_id: string | null;
    actor_name: string | null;
    at_ms: number;
    parameters: Json<unknown>;
  };
}
