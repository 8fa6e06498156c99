import { sql, type Transaction } from "kysely";
import { type Account, accounts, type EntryKind, type JournalEntry, type LendingUnit } from "#lending";
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
