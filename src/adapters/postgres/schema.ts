import type { ConsentTables } from "./schema/consent.ts";
import type { CustomersTables } from "./schema/customers.ts";
import type { DeviceTables } from "./schema/devices.ts";
import type { DocumentsTables } from "./schema/documents.ts";
import type { ExpertCardTables } from "./schema/expert-card.ts";
import type { FundTables } from "./schema/fund.ts";
import type { ImportsTables } from "./schema/imports.ts";
import type { LendingTables } from "./schema/lending.ts";
import type { LoanBookTables } from "./schema/loan-book.ts";
import type { PipeAlarmTables } from "./schema/pipe-alarms.ts";
import type { PartiesTables } from "./schema/parties.ts";
import type { ScorecardTables } from "./schema/scorecard.ts";
import type { WatchTables } from "./schema/watch.ts";
import type { Json } from "./schema/json.ts";

/** The tables of the foundation, schema `touchstone`, as the newest migration leaves them. Instants are epoch milliseconds. */
export interface Tables
  extends PartiesTables,
    ConsentTables,
    DeviceTables,
    PipeAlarmTables,
    LoanBookTables,
    ImportsTables,
    DocumentsTables,
    WatchTables,
    ExpertCardTables,
    ScorecardTables,
    LendingTables,
    FundTables,
    CustomersTables {
  session: {
    party_id: string;
    secret_hash: string;
    user_id: string;
    created_at_ms: number;
    expires_at_ms: number;
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
