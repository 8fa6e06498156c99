import type { Generated } from "kysely";
import type { Json } from "./json.ts";

/** The tables of consent, the basis of each read, and the access log, as the newest migration leaves them. */
export interface ConsentTables {
  enterprise: {
    party_id: string;
    enterprise_id: string;
    dataset: string;
    code: string;
    uscc: string | null;
    name: string;
    region: string | null;
    industry: string | null;
    platform_party_id: string | null;
    own_party_id: string | null;
    registered_by: string | null;
    registered_at_ms: number;
  };
  enterprise_owner: { enterprise_id: string; party_id: string };
  enterprise_size: {
    party_id: string;
    enterprise_id: string;
    own_party_id: string | null;
    valid_from: string;
    year: number;
    employees: number | null;
    revenue_fen: string | null;
    assets_fen: string | null;
    recorded_by: string | null;
    recorded_at_ms: number;
  };
  consent: ConsentTable;
  attestation: {
    party_id: string;
    attestation_id: string;
    evaluation_id: string | null;
    enterprise_id: string | null;
    reference: string;
    recorded_by: string | null;
    recorded_at_ms: number;
  };
  access_read: {
    party_id: string;
    read_id: Generated<number>;
    party_name: string;
    user_id: string | null;
    user_name: string | null;
    what: string;
    purpose: string;
    data_classes: readonly string[];
    allowed: boolean;
    enterprise_ids: readonly string[];
    owner_party_ids: readonly string[];
    bases: Json<unknown>;
    at_ms: number;
  };
  objection: {
    party_id: string;
    objection_id: string;
    enterprise_id: string;
    enterprise_name: string;
    addressee_party_id: string;
    addressee_name: string;
    data_class: string;
    text: string;
    state: string;
    filed_by: string;
    filed_at_ms: number;
    answer_due_on: string;
    outcome: string | null;
    answer: string | null;
    answered_by: string | null;
    answered_at_ms: number | null;
  };
}

interface ConsentTable {
  consent_id: string;
  party_id: string;
  enterprise_id: string;
  enterprise_name: string;
  enterprise_party_id: string;
  provider_party_id: string;
  provider_name: string;
  grantee_party_id: string;
  grantee_name: string;
  purpose: string;
  data_classes: readonly string[];
  from_on: string;
  until_on: string;
  form: string;
  paper_reference: string | null;
  scan_sha256: string | null;
  state: string;
  made_by: string;
  made_at_ms: number;
  granted_by: string | null;
  granted_at_ms: number | null;
  revoked_by: string | null;
  revoked_by_party_id: string | null;
  revoked_at_ms: number | null;
  revoke_reason: string | null;
  sealed_state: string | null;
}
