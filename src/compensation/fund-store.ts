import type { Fen } from "#kernel";
import type { EventRecord, FundRecords, PoolRecord, RecordKind } from "./records.ts";

/**
 * Port to the fund's records. Durability: what a transaction wrote survives when it resolves. Consistency: one
 * transaction is all or nothing; the database itself refuses an overdrawn pool, postings that do not balance, the same
 * person as maker and checker, a second claim for the same loss, and a reservation for a loan that did not come over a
 * listed platform. Concurrency: moves of one programme's money are serialised by `lockPool`.
 */
export interface FundStore {
  /** A transaction as one party, which sees the rows that the policies of the database show it. */
  inParty<T>(partyId: string, work: (session: FundSession) => Promise<T>): Promise<T>;
}

/** What can be done within a transaction. */
export interface FundSession {
  add<Kind extends RecordKind>(kind: Kind, record: FundRecords[Kind]): Promise<void>;
  /** Records whose fields equal the given ones, oldest first. */
  list<Kind extends RecordKind>(
    kind: Kind,
    where?: Partial<FundRecords[Kind]>,
  ): Promise<readonly FundRecords[Kind][]>;
  /** @returns how many records were changed */
  change<Kind extends RecordKind>(
    kind: Kind,
    where: Partial<FundRecords[Kind]>,
    change: Partial<FundRecords[Kind]>,
  ): Promise<number>;
  /** Waits until no other transaction moves this programme's money, and gives the pool as it then stands. */
  lockPool(programmeId: string): Promise<PoolRecord | null>;
  /** Held and paid reservations of a programme in a calendar year. */
  reservedInYear(programmeId: string, year: string): Promise<Fen>;
  /** Events that are not in the log yet, oldest first. */
  unsealedEvents(limit: number): Promise<readonly EventRecord[]>;
}
