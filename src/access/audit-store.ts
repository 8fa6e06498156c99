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

/** An event in the trail: numbered within its party without a gap, chained to the one before. */
export interface ChainedEvent extends AuditEvent {
  readonly id: number;
  /** Hash of the event before, 64 zeros for the first; SHA-256, hex. */
  readonly previousHash: string;
  readonly hash: string;
}

/** An event as a page shows it. */
export interface ShownEvent extends ChainedEvent {
  /** Of the person who did it; null for the program itself. */
  readonly accountName: string | null;
}

/** Which event's hash was sealed, and where in the log. */
export interface TrailSeal {
  readonly eventId: number;
  readonly hash: string;
  readonly origin: string;
  readonly entryIndex: number;
  readonly sealedAtMs: EpochMs;
}

/** What to look for; what is left out does not matter. */
export interface AuditQuery {
  readonly accountId?: string | undefined;
  /** The beginning of the action, for example `session`. */
  readonly action?: string | undefined;
  /** A part of the subject. */
  readonly subject?: string | undefined;
  readonly fromMs?: EpochMs | undefined;
  /** Exclusive. */
  readonly untilMs?: EpochMs | undefined;
}

/**
 * Port to the audit trail: append only, durable when it resolves; the database refuses updates and deletes, numbers
 * the events and chains them.
 */
export interface AuditStore {
  append(event: AuditEvent): Promise<void>;
  /** Newest first. */
  list(
    partyId: string,
    query: AuditQuery,
    page: { readonly offset: number; readonly limit: number },
  ): Promise<{ readonly total: number; readonly items: readonly ShownEvent[] }>;
  /** Oldest first, after the given number, at most so many. */
  readChain(partyId: string, afterId: number, limit: number): Promise<readonly ChainedEvent[]>;
  findNewest(partyId: string): Promise<ChainedEvent | null>;
  recordSeal(partyId: string, seal: TrailSeal): Promise<void>;
  /** The newest. */
  findSeal(partyId: string): Promise<TrailSeal | null>;
}
