import type { Generated } from "kysely";

/** The tables of parties and their people, as the newest migration leaves them. */
export interface PartiesTables {
  party: { party_id: string; kind: string; code: string; name: string; created_at_ms: number };
  app_user: {
    party_id: string;
    user_id: string;
    name: string;
    role: string;
    password_hash: string | null;
    created_at_ms: number;
    suspended_at_ms: Generated<number | null>;
  };
  invitation: {
    party_id: string;
    token_hash: string;
    user_id: string;
    created_at_ms: number;
    expires_at_ms: number;
  };
}
