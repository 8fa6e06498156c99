import type { ColumnType, Generated } from "kysely";

/** A column that is stored as JSON; it goes in as text and comes out parsed. */
type Json<T> = ColumnType<T, string | null, string | null>;

/** The tables of schema `touchstone`, as the newest migration leaves them. Instants are epoch milliseconds. */
export interface Tables {
  party: { party_id: string; name: string; created_at_ms: number };
  app_user: {
    party_id: string;
    user_id: string;
    name: string;
    role: string;
    password_hash: string | null;
    created_at_ms: number;
  };
  session: {
    party_id: string;
    secret_hash: string;
    user_id: string;
    created_at_ms: number;
    expires_at_ms: number;
  };
  audit_event: {
    party_id: string;
    event_id: Generated<number>;
    user_id: string | null;
    action: string;
    subject: string;
    at_ms: number;
  };
  idempotency_key: {
    party_id: string;
    user_id: string;
    key: string;
    fingerprint: string;
    status: number | null;
    body: string | null;
    claimed_at_ms: number;
  };
  job: {
    party_id: string;
    job_id: string;
    kind: string;
    key: string;
    state: string;
    progress: Json<unknown>;
    attempt: number;
    lease_owner: string | null;
    lease_until_ms: number | null;
    created_at_ms: number;
    started_at_ms: number | null;
    finished_at_ms: number | null;
    problem: Json<unknown>;
  };
  upload: { party_id: string; upload_id: string; created_at_ms: number; used_by: string | null };
  upload_file: { party_id: string; upload_id: string; name: string; bytes: number; sha256: string };
  evaluation: {
    party_id: string;
    evaluation_id: string;
    job_id: string;
    dataset: string;
    simulated: boolean;
    created_at_ms: number;
    document: Json<unknown>;
    enterprises: number | null;
  };
  evaluated_enterprise: {
    party_id: string;
    evaluation_id: string;
    enterprise_id: string;
    code: string;
    code_order: string;
    name: string;
    label: string | null;
    score: number | null;
    pd: number | null;
    grade: string | null;
    decision: string;
    amount_fen: string | null;
    annual_rate_ppm: number | null;
    summary: Json<unknown>;
    document: Json<unknown>;
  };
}
