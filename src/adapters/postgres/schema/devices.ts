import type { Json } from "./json.ts";

/** The tables of elements, twins and collectors, as the newest migration leaves them. */
export interface DeviceTables {
  element: {
    party_id: string;
    element_id: string;
    enterprise_id: string;
    owner_party_id: string | null;
    kind: string;
    code: string;
    registered_by: string | null;
    registered_at_ms: number;
  };
  element_version: {
    party_id: string;
    element_id: string;
    version: number;
    enterprise_id: string;
    owner_party_id: string | null;
    valid_from: string;
    recorded_by: string | null;
    recorded_at_ms: number;
    data: Json<unknown>;
    sealed_at_ms: number | null;
  };
  collector: CollectorTable;
  collector_key: {
    party_id: string;
    collector_id: string;
    key_id: string;
    owner_party_id: string | null;
    public_key: string;
    valid_from_ms: number;
    valid_to_ms: number | null;
    came_by: string;
    proof: Json<unknown>;
    sealed_at_ms: number | null;
  };
  enrolment_code: {
    party_id: string;
    code_hash: string;
    collector_id: string;
    made_by: string | null;
    made_at_ms: number;
    expires_at_ms: number;
    used_at_ms: number | null;
    voided_at_ms: number | null;
  };
  collector_element: {
    party_id: string;
    collector_id: string;
    code: string;
    bound_at_ms: number;
    element_id: string;
    enterprise_id: string;
    owner_party_id: string | null;
    bound_by: string | null;
    unbound_at_ms: number | null;
    sealed_at_ms: number | null;
  };
  collector_event: {
    party_id: string;
    collector_id: string;
    event: number;
    owner_party_id: string | null;
    from_state: string | null;
    state: string;
    reason: string | null;
    done_by: string | null;
    at_ms: number;
    sealed_at_ms: number | null;
  };
}

interface CollectorTable {
  party_id: string;
  collector_id: string;
  kind: string;
  name: string;
  state: string;
  enterprise_id: string | null;
  owner_party_id: string | null;
  sparkplug_group: string | null;
  sparkplug_node: string | null;
  token_hash: string | null;
  certificate_hash: string | null;
  messages_per_second: number;
  description: string | null;
  registered_by: string | null;
  registered_at_ms: number;
  activated_at_ms: number | null;
  quarantined_by: string | null;
  quarantined_at_ms: number | null;
  quarantine_reason: string | null;
}
