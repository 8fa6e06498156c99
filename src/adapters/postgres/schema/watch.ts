import type { Generated } from "kysely";
import type { Json } from "./json.ts";

/** The tables of early warning, as the newest migration leaves them. */
export interface WatchTables {
  watch_run: {
    party_id: string;
    run_id: string;
    as_of: string;
    known_at: number;
    enterprises: number;
    raised: number;
    worsened: number;
    ended: number;
    not_computable: number;
    started_by: string | null;
    at_ms: number;
  };
  alert: {
    party_id: string;
    alert_id: string;
    enterprise_id: string;
    rule: string;
    level: string;
    state: string;
    raised_on: string;
    last_hit_on: string;
    ended_on: string | null;
    owner_id: string | null;
    due_on: string;
    escalated_on: string | null;
    sentence: string;
    figures: Json<unknown>;
    evidence: Json<unknown>;
    known_at: number;
    reason: string | null;
    note: string | null;
    settled_by: string | null;
    settled_at_ms: number | null;
  };
  alert_event: {
    party_id: string;
    event_id: Generated<number>;
    alert_id: string;
    action: string;
    from_state: string | null;
    to_state: string;
    level: string;
    user_id: string | null;
    owner_id: string | null;
    reason: string | null;
    note: string | null;
    on_day: string;
    at_ms: number;
  };
  watch_status: {
    party_id: string;
    enterprise_id: string;
    rule: string;
    as_of: string;
    kind: string;
    reason: string | null;
  };
  watch_entry: {
    party_id: string;
    entry_id: string;
    enterprise_id: string;
    since_on: string;
    review_on: string;
    reason: string;
    added_by: string;
    ended_on: string | null;
    ended_by: string | null;
    end_reason: string | null;
  };
  customer_keeper: {
    party_id: string;
    enterprise_id: string;
    account_manager_id: string | null;
    post_loan_manager_id: string | null;
  };
  notification_channel: {
    party_id: string;
    channel_id: string;
    kind: string;
    name: string;
    audience_id: string | null;
    sealed_settings: string;
    shown_target: string;
    is_enabled: boolean;
    created_by: string;
    created_at_ms: number;
  };
  notification_delivery: {
    party_id: string;
    delivery_id: string;
    channel_id: string;
    message_key: string;
    alerts: number;
    state: string;
    provider_code: string | null;
    attempts: number;
    next_attempt_at_ms: number | null;
    queued_at_ms: number;
    changed_at_ms: number;
  };
}
