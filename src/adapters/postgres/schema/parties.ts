import type { Generated } from "kysely";

/** The tables of parties and their people, as the newest migration leaves them. */
export interface PartiesTables {
  party: {
    party_id: string;
    kind: string;
    code: string;
    name: string;
    created_at_ms: number;
    simulated: Generated<boolean>;
  };
  app_user: {
    party_id: string;
    user_id: string;
    name: string;
    role: string;
    password_hash: string | null;
    created_at_ms: number;
    suspended_at_ms: Generated<number | null>;
  };
  audit_event: {
    party_id: string;
    event_id: Generated<number>;
    user_id: string | null;
    action: string;
    subject: string;
    at_ms: number;
    previous_hash: Generated<string>;
    hash: Generated<string>;
  };
  audit_seal: {
    party_id: string;
    event_id: number;
    hash: string;
    origin: string;
    entry_index: number;
    sealed_at_ms: number;
  };
  invitation: {
    party_id: string;
    token_hash: string;
    user_id: string;
    created_at_ms: number;
    expires_at_ms: number;
  };
}
