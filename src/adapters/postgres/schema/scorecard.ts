import type { Json } from "./json.ts";

/** The tables of the scorecard studio, as the newest migration leaves them. */
export interface ScorecardTables {
  scorecard_project: {
    party_id: string;
    project_id: string;
    name: string;
    source: Json<unknown>;
    simulated: boolean;
    revision: number;
    created_by: string;
    created_by_name: string;
    created_at_ms: number;
  };
  scorecard_plan: {
    party_id: string;
    project_id: string;
    revision: number;
    plan: Json<unknown>;
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
  };
  scorecard_artefact: {
    party_id: string;
    artefact_id: string;
    project_id: string;
    step: string;
    artefact: string;
    sha256: string;
    plan_sha256: string;
    data_sha256: string;
    revision: number;
    ran_by: string;
    ran_by_name: string;
    ran_at_ms: number;
    duration_ms: number;
  };
  scorecard_sign_off: {
    party_id: string;
    artefact_id: string;
    signed_by: string;
    signed_by_name: string;
    signed_at_ms: number;
    remark: string;
  };
  scorecard_comment: {
    party_id: string;
    comment_id: string;
    project_id: string;
    step: string | null;
    words: string;
    made_by: string;
    made_by_name: string;
    made_at_ms: number;
  };
  scorecard_version: {
    party_id: string;
    version_id: string;
    version: number;
    name: string;
    project_id: string;
    revision: number;
    simulated: boolean;
    state: string;
    developed_by: string;
    plan: Json<unknown>;
    card: string;
    evaluation: string;
    model_card: string;
    sha256: string;
    auc: Json<unknown>;
    ks: number | null;
    indicators: number;
    developers: Json<unknown>;
  };
  scorecard_transition: {
    party_id: string;
    version_id: string;
    from_state: string | null;
    state: string;
    developed_by: string;
    done_by: string;
    done_by_name: string;
    done_at_ms: number;
    words: string;
    sha256: string;
    sealed_origin: string | null;
    sealed_entry: number | null;
  };
  scorecard_export: {
    party_id: string;
    version_id: string;
    format: string;
    sha256: string;
    content: Buffer;
  };
}
