import type { Json } from "./json.ts";

/** The tables of the expert card of the cold start, as the newest migration leaves them. */
export interface ExpertCardTables {
  expert_card: {
    party_id: string;
    card_id: string;
    version: number;
    name: string;
    indicators: Json<unknown>;
    scale: Json<unknown>;
    drafted_by: string;
    drafted_by_name: string;
    drafted_at_ms: number;
    activated_by: string | null;
    activated_by_name: string | null;
    activated_at_ms: number | null;
    retired_at_ms: number | null;
  };
  expert_card_member: {
    party_id: string;
    card_id: string;
    account_id: string;
    place: number;
    name: string;
    weights: Json<unknown>;
    weighed_at_ms: number | null;
    signed_at_ms: number | null;
    signed_sha256: string | null;
  };
}
