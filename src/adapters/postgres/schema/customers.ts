import type { Json } from "./json.ts";

/** The tables of customer management, as the newest migration leaves them. */
export interface CustomersTables {
  customer: {
    party_id: string;
    customer_id: string;
    uscc: string | null;
    name: string;
    region: string | null;
    industry: string | null;
    size_class: string | null;
    standing: string;
    origin: string;
    since_at_ms: number;
    edition_id: string | null;
    is_listed: boolean | null;
    life_stage: string | null;
    supply_chain: string | null;
    public_data: string | null;
    needs: string[] | null;
    sales_fen: string | null;
    growth_ppm: number | null;
    idle_fen: string | null;
  };
  customer_enterprise: { party_id: string; enterprise_id: string; customer_id: string };
  customer_edition: {
    party_id: string;
    edition_id: string;
    as_of: string;
    made_at_ms: number;
    document: Json<unknown>;
  };
  customer_portrait: {
    party_id: string;
    edition_id: string;
    customer_id: string;
    document: Json<unknown>;
  };
  customer_entry: {
    party_id: string;
    entry_id: string;
    kind: string;
    customer_id: string | null;
    on_day: string;
    document: Json<unknown>;
    made_by: string | null;
    made_at_ms: number;
    revision: number;
  };
  prospect_count_month: { party_id: string; month: string; counts: Json<unknown>; at_ms: number };
}
