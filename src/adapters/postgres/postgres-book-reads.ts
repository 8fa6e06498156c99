import { sql, type Transaction } from "kysely";
import type { BookReads, LoanClass, MonthEnd, NamedDifference, StatisticsLoan } from "#lending";
import { deliveryOf, loanOf } from "./loan-book-rows.ts";
import { deliverySession } from "./loan-delivery-session.ts";
import { listedOf, type ListedRow, standingColumns } from "./listed-loan-row.ts";
import { listedLoans, listOrder, standing } from "./loan-list-query.ts";
import { readLoanDetail, readQueue } from "./loan-detail-reads.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** What pages and reports read of the loan book in PostgreSQL. */
export function createBookReads(record: SystemOfRecord): BookReads {
  const inParty = async <T>(partyId: string, work: (transaction: Transaction<Tables>) => Promise<T>) =>
    await record.inParty(partyId, work);
  return {
    listPage: async (partyId, query) =>
      await inParty(partyId, async (transaction) => {
        const rows = await sql<ListedRow>`select l.*, ${standingColumns} ${listedLoans(partyId, query)}
          ${listOrder(query)} limit ${query.limit} offset ${query.offset}`.execute(transaction);
        const sums = await sql<{ total: number; balance: string; overdue: string }>`
          select count(*)::int as total, coalesce(sum(l.balance_fen), 0)::text as balance,
            coalesce(sum(d.overdue_principal_fen), 0)::text as overdue
          ${listedLoans(partyId, query)}`.execute(transaction);
        const [sum] = sums.rows;
        return {
          items: rows.rows.map(listedOf),
          total: sum?.total ?? 0,
          balanceFen: BigInt(sum?.balance ?? "0"),
          overduePrincipalFen: BigInt(sum?.overdue ?? "0"),
          businessDate: await newestDate(transaction, partyId),
        };
      }),
    readLoan: async (partyId, loanId) =>
      await inParty(partyId, async (transaction) => await readLoanDetail(transaction, partyId, loanId)),
    listDeliveries: async (partyId) =>
      await inParty(partyId, async (transaction) => {
        const rows = await transaction
          .selectFrom("loan_delivery")
          .selectAll()
          .where("party_id", "=", partyId)
          .orderBy("business_date", "desc")
          .orderBy("number", "desc")
          .execute();
        return rows.map(deliveryOf);
      }),
    findDelivery: async (partyId, deliveryId) =>
      await inParty(partyId, async (transaction) => {
        const row = await transaction
          .selectFrom("loan_delivery")
          .selectAll()
          .where("party_id", "=", partyId)
          .where("delivery_id", "=", deliveryId)
          .executeTakeFirst();
        return row === undefined ? null : deliveryOf(row);
      }),
    rowsOf: async (partyId, delivery) =>
      await inParty(partyId, async (transaction) => {
        const session = deliverySession({ transaction, partyId, nextId: () => "" });
        return await session.rowsOf(delivery);
      }),
    reconciliationOf: async (partyId, delivery) =>
      await inParty(partyId, async (transaction) => {
        const { id, businessDate } = delivery;
        const sums = await totalsOf(transaction, { partyId, deliveryId: id, businessDate });
        return { delivery, ...sums, differences: await differencesOf(transaction, partyId, id) };
      }),
    listQueue: async (partyId) =>
      await inParty(partyId, async (transaction) => await readQueue(transaction, partyId)),
    listMonthEnds: async (partyId) =>
      await inParty(partyId, async (transaction) => await listMonthEnds(transaction, partyId)),
    listForStatistics: async (partyId, on) =>
      await inParty(partyId, async (transaction) => await listForStatistics(transaction, partyId, on)),
    newestDate: async (partyId) =>
      await inParty(partyId, async (transaction) => await newestDate(transaction, partyId)),
  };
}

async function newestDate(transaction: Transaction<Tables>, partyId: string): Promise<string | null> {
  const row = await transaction
    .selectFrom("loan_day")
    .select((eb) => eb.fn.max("business_date").as("on"))
    .where("party_id", "=", partyId)
    .executeTakeFirst();
  return row?.on ?? null;
}

async function totalsOf(
  transaction: Transaction<Tables>,
  of: { readonly partyId: string; readonly deliveryId: string; readonly businessDate: string },
) {
  const found = await sql<Record<string, string | number>>`
    select count(*)::int as loans,
      coalesce(sum(d.balance_fen), 0)::text as our_balance,
      coalesce(sum(d.overdue_principal_fen), 0)::text as our_principal,
      coalesce(sum(d.overdue_interest_fen), 0)::text as our_interest,
      count(*) filter (where d.days_past_due > 0)::int as our_overdue,
      coalesce(sum(a.closing_fen), 0)::text as bank_balance,
      coalesce(sum(a.overdue_principal_fen), 0)::text as bank_principal,
      coalesce(sum(a.overdue_interest_fen), 0)::text as bank_interest,
      count(*) filter (where a.days_past_due > 0)::int as bank_overdue
    from touchstone.loan_account a
    left join touchstone.loan_day d on d.party_id = a.party_id and d.loan_id = a.loan_id
      and d.business_date = ${of.businessDate}
    where a.party_id = ${of.partyId} and a.delivery_id = ${of.deliveryId}`.execute(transaction);
  const row = found.rows[0] ?? {};
  const totals = (whose: "our" | "bank") => ({
    balanceFen: BigInt(row[`${whose}_balance`] ?? 0),
    overduePrincipalFen: BigInt(row[`${whose}_principal`] ?? 0),
    overdueInterestFen: BigInt(row[`${whose}_interest`] ?? 0),
    overdueLoans: Number(row[`${whose}_overdue`] ?? 0),
  });
  return { loans: Number(row["loans"] ?? 0), ours: totals("our"), banks: totals("bank") };
}

async function differencesOf(
  transaction: Transaction<Tables>,
  partyId: string,
  deliveryId: string,
): Promise<readonly NamedDifference[]> {
  const rows = await transaction
    .selectFrom("reconciliation as r")
    .innerJoin("loan as l", (join) =>
      join.onRef("l.loan_id", "=", "r.loan_id").onRef("l.party_id", "=", "r.party_id"),
    )
    .select(["r.loan_id", "r.field", "r.ours", "r.banks", "r.explanation", "l.number", "l.borrower_name"])
    .where("r.party_id", "=", partyId)
    .where("r.delivery_id", "=", deliveryId)
    .orderBy("l.number")
    .orderBy("r.field")
    .execute();
  return rows.map((row) => ({
    loanId: row.loan_id,
    field: row.field as NamedDifference["field"],
    ours: row.ours,
    banks: row.banks,
    reason: row.explanation as NamedDifference["reason"],
    number: row.number,
    borrowerName: row.borrower_name,
  }));
}

interface MonthEndRow {
  readonly loan_id: string;
  readonly business_date: string;
  readonly balance_fen: string;
  readonly days_past_due: number;
  readonly computed_class: string;
  readonly bank_class: string | null;
  readonly size_class: string | null;
  readonly drawn_on: string;
  readonly principal_fen: string;
}

async function listMonthEnds(
  transaction: Transaction<Tables>,
  partyId: string,
): Promise<readonly MonthEnd[]> {
  const found = await sql<MonthEndRow>`
    select distinct on (d.loan_id, date_trunc('month', d.business_date)) d.loan_id, d.business_date,
      d.balance_fen, d.days_past_due, d.computed_class, l.size_class, l.drawn_on, l.principal_fen,
      (select b.class from touchstone.loan_bank_class b where b.party_id = d.party_id
        and b.loan_id = d.loan_id and b.is_effective and b.on_day <= d.business_date
        order by b.on_day desc limit 1) as bank_class
    from touchstone.loan_day d
    join touchstone.loan l on l.party_id = d.party_id and l.loan_id = d.loan_id
    where d.party_id = ${partyId}
    order by d.loan_id, date_trunc('month', d.business_date), d.business_date desc`.execute(transaction);
  return found.rows.map((row) => ({
    loanId: row.loan_id,
    month: row.business_date.slice(0, 7),
    businessDate: row.business_date,
    balanceFen: BigInt(row.balance_fen),
    daysPastDue: row.days_past_due,
    computedClass: row.computed_class as LoanClass,
    bankClass: row.bank_class as LoanClass | null,
    sizeClass: row.size_class as MonthEnd["sizeClass"],
    drawnOn: row.drawn_on,
    principalFen: BigInt(row.principal_fen),
  }));
}

async function listForStatistics(
  transaction: Transaction<Tables>,
  partyId: string,
  on: string,
): Promise<readonly StatisticsLoan[]> {
  const found = await sql<
    ListedRow & { readonly industry: string | null; readonly is_first_loan: boolean | null }
  >`
    select l.*, ${standingColumns} from touchstone.loan l ${standing}
    where l.party_id = ${partyId} and l.drawn_on <= ${on}`.execute(transaction);
  const days = await sql<{ loan_id: string; balance_fen: string }>`
    select distinct on (loan_id) loan_id, balance_fen from touchstone.loan_day
    where party_id = ${partyId} and business_date <= ${on}
    order by loan_id, business_date desc`.execute(transaction);
  const balances = new Map(days.rows.map((row) => [row.loan_id, BigInt(row.balance_fen)]));
  return found.rows
    .map((row) => ({
      loan: loanOf(row),
      industry: row.industry,
      isFirstLoan: row.is_first_loan,
      balanceFen: balances.get(row.loan_id) ?? 0n,
      loanClass: (row.proposed_class ?? row.confirmed_class ?? row.computed_class ?? "pass") as LoanClass,
    }))
    .filter(({ balanceFen }) => balanceFen > 0n);
}
