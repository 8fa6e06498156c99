import type { Json } from "./json.ts";

/** The tables of printed documents, the due-diligence report first, as the newest migration leaves them. */
export interface DocumentsTables {
  due_diligence: {
    party_id: string;
    report_id: string;
    enterprise_id: string;
    enterprise_code: string;
    enterprise_name: string;
    evaluation_id: string;
    as_of: string;
    simulated: boolean;
    survival_state: string;
    state: string;
    template_version: number;
    inputs: Json<unknown>;
    document: string;
    document_sha256: string;
    sealed_entry: number | null;
    made_by: string;
    made_by_name: string;
    started_at_ms: number;
    submitted_at_ms: number | null;
    first_pdf_at_ms: number | null;
    checked_by: string | null;
    checked_by_name: string | null;
    checked_at_ms: number | null;
    check_remark: string;
  };
  due_diligence_template: {
    party_id: string;
    version: number;
    template: Json<unknown>;
    saved_by: string;
    saved_by_name: string;
    saved_at_ms: number;
  };
  due_diligence_manual: {
    party_id: string;
    manual_id: string;
    enterprise_id: string;
    kind: string;
    fields: Json<unknown>;
    source: string;
    on_day: string;
    entered_by: string;
    entered_by_name: string;
    entered_at_ms: number;
  };
}
