import type { Json } from "./json.ts";

/** The tables of imports of files, their quarantine and its correction, as the newest migration leaves them. */
export interface ImportsTables {
  dataset: { name: string; party_id: string; simulated: boolean; created_at_ms: number };
  dataset_enterprise: { party_id: string; dataset: string; enterprise_id: string; first_at_ms: number };
  data_import: {
    party_id: string;
    import_id: string;
    job_id: string;
    kind: string;
    dataset: string;
    attestation: string | null;
    simulated: boolean;
    started_by: string | null;
    started_by_name: string;
    created_at_ms: number;
    finished_at_ms: number | null;
    report: Json<unknown>;
  };
  data_import_file: { party_id: string; import_id: string; name: string; sha256: string; dataset: string };
  column_mapping: {
    party_id: string;
    mapping_id: string;
    version: number;
    mapping: Json<unknown>;
    saved_by: string | null;
    saved_by_name: string;
    saved_at_ms: number;
  };
  row_correction: {
    party_id: string;
    correction_id: string;
    dataset: string;
    file: string;
    row_number: number;
    origin: string;
    entry_index: number;
    ordinal: number;
    before_text: string;
    after_text: string;
    made_by: string | null;
    made_by_name: string;
    made_at_ms: number;
  };
}
