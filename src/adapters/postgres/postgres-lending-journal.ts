import { sql, type Transaction } from "kysely";
import {
  type Account,
  accounts,
  type BusinessDayState,
  type DayResult,
  type EntryKind,
  type JournalEntry,
  type LendingEvent,
  type LendingUnit,
} from "#lending";
import { documentText, readDocument } from "./lending-document.ts";
import type { Tables } from "./schema.ts";

interface EntryRow {
  entry_id: string;
  loan_id: string;
  business_date: string;
  kind: string;
  reference: string;
  value_date: string;
  posted_at_ms: number;
}

/** The journal of one transaction; rows are added and read, nothing else. */
export function createJournal(transaction: Transaction<Tables>, partyId: string): LendingUnit["journal"] {
  const withPostings = async <Row extends EntryRow>(
    rows: readonly Row[],
  ): Promise<(Row & { readonly entry: JournalEntry })[]> => {
    if (rows.length === 0) return [];
    const lines = await transaction
      .selectFrom("journal_posting")
      .selectAll()
      .where(
        "entry_id",
        "in",
        rows.map((row) => row.entry_id),
      )
      .orderBy("line")
      .execute();
    const byEntry = Map.groupBy(lines, (line) => line.entry_id);
    return rows.map((row) => ({ ...row, entry: entryOf(row, byEntry.get(row.entry_id) ?? []) }));
  };
  return {
    post: async (entries) => {
      if (entries.length === 0) return;
      await transaction
        .insertInto("journal_entry")
        .values(entries.map((entry) => entryRowOf(partyId, entry)))
        .execute();
      await transaction
        .insertInto("journal_posting")
        .values(entries.flatMap((entry) => postingRowsOf(partyId, entry)))
        .execute();
    },
    listOf: async (loanId) => {
      const rows = await transaction
        .selectFrom("journal_entry")
        .selectAll()
        .where("loan_id", "=", loanId)
        .orderBy("business_date", "desc")
        .orderBy("entry_id", "desc")
        .execute();
      return (await withPostings(rows)).map(({ entry }) => entry);
    },
    listOn: async (from, to, limit) => {
      const rows = await transaction
        .selectFrom("journal_entry")
        .innerJoin("own_loan", "own_loan.loan_id", "journal_entry.loan_id")
        .selectAll("journal_entry")
        .select("own_loan.number")
        .where("business_date", ">=", from)
        .where("business_date", "<=", to)
        .orderBy("business_date", "desc")
        .orderBy("entry_id", "desc")
        .limit(limit)
        .execute();
      return (await withPostings(rows)).map(({ entry, number }) => ({ ...entry, loanNumber: number }));
    },
    balances: async (from, to) => {
      let query = transaction
        .selectFrom("journal_posting")
        .innerJoin("journal_entry", (join) =>
          join
            .onRef("journal_entry.party_id", "=", "journal_posting.party_id")
            .onRef("journal_entry.entry_id", "=", "journal_posting.entry_id"),
        )
        .select("account")
        .select(sql<string>`sum(debit_fen)`.as("debit"))
        .select(sql<string>`sum(credit_fen)`.as("credit"))
        .where("business_date", "<=", to)
        .groupBy("account");
      if (from !== null) query = query.where("business_date", ">=", from);
      const sums = new Map((await query.execute()).map((row) => [row.account, row]));
      return accounts.map((account) => {
        const debitFen = BigInt(sums.get(account)?.debit ?? 0);
        const creditFen = BigInt(sums.get(account)?.credit ?? 0);
        return { account, debitFen, creditFen, balanceFen: debitFen - creditFen };
      });
    },
    countOn: async (day) => {
      const row = await transaction
        .selectFrom("journal_entry")
        .select(({ fn }) => fn.countAll<number>().as("entries"))
        .where("business_date", "=", day)
        .executeTakeFirstOrThrow();
      return Number(row.entries);
    },
  };
}

/** The business days of one transaction. */
export function createDays(transaction: Transaction<Tables>, partyId: string): LendingUnit["days"] {
  return {
    begin: async (day, atMs) => {
      // Two closes of one bank come one after the other; the lock ends with the transaction.
      await sql`select pg_advisory_xact_lock(hashtextextended(${`day-close ${partyId}`}, 0))`.execute(
        transaction,
      );
      await transaction
        .insertInto("business_day")
        .values({
          party_id: partyId,
          business_date: day,
          state: "closing",
          started_at_ms: atMs,
          closed_at_ms: null,
          document: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      const row = await transaction
        .selectFrom("business_day")
        .selectAll()
        .where("business_date", "=", day)
        .executeTakeFirstOrThrow();
      return dayOf(row);
    },
    close: async (day, result, atMs) => {
      await transaction
        .updateTable("business_day")
        .set({ state: "closed", closed_at_ms: atMs, document: documentText(result) })
        .where("business_date", "=", day)
        .where("state", "=", "closing")
        .execute();
    },
    lastClosed: async () => {
      const row = await transaction
        .selectFrom("business_day")
        .select("business_date")
        .where("state", "=", "closed")
        .orderBy("business_date", "desc")
        .executeTakeFirst();
      return row?.business_date ?? null;
    },
    list: async (limit) => {
      const rows = await transaction
        .selectFrom("business_day")
        .selectAll()
        .orderBy("business_date", "desc")
        .limit(limit)
        .execute();
      return rows.map(dayOf);
    },
  };
}

/** The time line of one transaction. */
export function createEvents(transaction: Transaction<Tables>): LendingUnit["events"] {
  return {
    add: async (events) => {
      if (events.length === 0) return;
      await transaction
        .insertInto("lending_event")
        .values(
          events.map((event) => ({
            party_id: event.bankPartyId,
            applicant_party_id: event.applicantPartyId,
            subject_kind: event.subjectKind,
            subject_id: event.subjectId,
            kind: event.kind,
            business_date: event.businessDate,
            actor_id: event.actorId,
            actor_name: event.actorName,
            at_ms: event.atMs,
            parameters: JSON.stringify(event.parameters),
          })),
        )
        .execute();
    },
    countOn: async (day) => {
      const rows = await transaction
        .selectFrom("lending_event")
        .select("kind")
        .select(({ fn }) => fn.countAll<number>().as("events"))
        .where("business_date", "=", day)
        .groupBy("kind")
        .orderBy("kind")
        .execute();
      return Object.fromEntries(rows.map(({ kind, events }) => [kind, Number(events)]));
    },
    listOf: async (subjectIds) => {
      if (subjectIds.length === 0) return [];
      const rows = await transaction
        .selectFrom("lending_event")
        .selectAll()
        .where("subject_id", "in", [...subjectIds])
        .orderBy("event_id")
        .execute();
      return rows.map((row) => ({
        bankPartyId: row.party_id,
        applicantPartyId: row.applicant_party_id,
        subjectKind: row.subject_kind as LendingEvent["subjectKind"],
        subjectId: row.subject_id,
        kind: row.kind,
        businessDate: row.business_date,
        actorId: row.actor_id,
        actorName: row.actor_name,
        atMs: row.at_ms,
        parameters: row.parameters as Record<string, string>,
      }));
    },
  };
}

function entryOf(
  row: EntryRow,
  lines: readonly { account: string; debit_fen: string; credit_fen: string }[],
): JournalEntry {
  return {
    id: row.entry_id,
    loanId: row.loan_id,
    businessDate: row.business_date,
    kind: row.kind as EntryKind,
    reference: row.reference,
    valueDate: row.value_date,
    postedAtMs: row.posted_at_ms,
    postings: lines.map((line) => ({
      account: line.account as Account,
      debitFen: BigInt(line.debit_fen),
      creditFen: BigInt(line.credit_fen),
    })),
  };
}

function entryRowOf(partyId: string, entry: JournalEntry) {
  return {
    party_id: partyId,
    entry_id: entry.id,
    loan_id: entry.loanId,
    business_date: entry.businessDate,
    kind: entry.kind,
    reference: entry.reference,
    value_date: entry.valueDate,
    posted_at_ms: entry.postedAtMs,
  };
}

function postingRowsOf(partyId: string, entry: JournalEntry) {
  return entry.postings.map((posting, index) => ({
    party_id: partyId,
    entry_id: entry.id,
    line: index + 1,
    account: posting.account,
    debit_fen: String(posting.debitFen),
    credit_fen: String(posting.creditFen),
  }));
}

function dayOf(row: {
  business_date: string;
  state: string;
  started_at_ms: number;
  closed_at_ms: number | null;
  document: unknown;
}): BusinessDayState {
  return {
    businessDate: row.business_date,
    state: row.state as BusinessDayState["state"],
    startedAtMs: row.started_at_ms,
    closedAtMs: row.closed_at_ms,
    result: row.document === null ? null : readDocument<DayResult>(row.document),
  };
}
