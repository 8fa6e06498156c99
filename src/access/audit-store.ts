import type { EpochMs } from "#kernel";

/** Who did what to which thing; parameters carry ids, never personal data or secrets. */
export interface AuditEvent {
  readonly partyId: string;
  readonly accountId: string | null;
  /** For example `session.created`, `evaluation.started`. */
  readonly action: string;
  readonly subject: string;
  readonly atMs: EpochMs;
}

/** Port to the audit trail: append only, durable when it resolves; the database refuses updates and deletes. */
export interface AuditStore {
  append(event: AuditEvent): Promise<void>;
}
