import { sql, type Transaction } from "kysely";
import {
  type Delivery,
  type LoanClass,
  type LoanDetail,
  type LoanFileKind,
  type NamedMove,
  placeOfLine,
  type QueuedMove,
  type ReckonedDay,
  type SourceRow,
} from "#lending";
import { factOf, loanOf, moveOf, reckonedDayOf } from "./loan-book-rows.ts";
import { standing } from "./loan-list-query.ts";
import { listedOf, type ListedRow, standingColumns } from "./listed-loan-row.ts";
import { readBookLoans } from "./postgres-loan-book-reads.ts";
import type { Tables } from "./schema.ts";

/** Everything about one loan; null when it is not the party's. */
export async function readLoanDetail(
  transaction: Transaction<Tables>,
  partyId: string,
  loanId: string,
): Promise<LoanDetail | null> {
  const found = await sql<ListedRow>`select l.*, ${standingColumns} from touchstone.loan l ${standing}
    where l.party_id = ${partyId} and l.loan_id = ${loanId}`.execute(transaction);
  const [row] = found.rows;
  if (row === undefined) return null;
  const book = (await readBookLoans(transaction, partyId, loanId))[0];
  const days = await transaction
    .selectFrom("loan_day")
    .selectAll()
    .where("party_id", "=", partyId)
    .where("loan_id", "=", loanId)
    .orderBy("business_date")
    .execute();
  const repayments = await transaction
    .selectFrom("loan_repayment")
    .selectAll()
    .where("party_id", "=", partyId)
    .where("loan_id", "=", loanId)
    .where("is_effective", "=", true)
    .orderBy("paid_on")
    .orderBy("receipt")
    .execute();
  const facts = await transaction
    .selectFrom("loan_fact")
    .selectAll()
    .where("party_id", "=", partyId)
    .where("loan_id", "=", loanId)
    .orderBy("from_day")
    .execute();
  return {
    listed: listedOf(row),
    schedules: book?.history.schedules ?? [],
    repayments: repayments.map((receipt) => ({
      id: receipt.receipt,
      paidOn: receipt.paid_on,
      principalFen: BigInt(receipt.principal_fen),
      interestFen: BigInt(receipt.interest_fen),
      penaltyFen: BigInt(receipt.penalty_fen),
      writtenOffFen: BigInt(receipt.written_off_fen),
    })),
    days: days.map(reckonedDayOf),
    moves: await readMoves(transaction, { partyId, loanId }),
    bankClasses: book?.bankClasses ?? [],
    facts: facts.map(factOf),
    sourceRows: await readSourceRows(transaction, partyId, row.number),
  };
}

/** Changes of class that are under way, oldest first, each with its loan. */
export async function readQueue(
  transaction: Transaction<Tables>,
  partyId: string,
): Promise<readonly QueuedMove[]> {
  const moves = await readMoves(transaction, { partyId, loanId: null });
  if (moves.length === 0) return [];
  const found = await sql<ListedRow>`select l.*, ${standingColumns} from touchstone.loan l ${standing}
    where l.party_id = ${partyId} and l.loan_id = any(${moves.map(({ loanId }) => loanId)})`.execute(
    transaction,
  );
  const rows = new Map(found.rows.map((row) => [row.loan_id, row]));
  return moves.flatMap((move) => {
    const row = rows.get(move.loanId);
    return row === undefined
      ? []
      : [{ move, loan: loanOf(row), day: dayOfListed(row), bankClass: row.bank_class as LoanClass | null }];
  });
}

function dayOfListed(row: ListedRow): ReckonedDay | null {
  const { day } = listedOf(row);
  if (day === null) return null;
  return {
    ...day,
    isNonAccrual: row.is_non_accrual,
    computedClass: row.computed_class as LoanClass,
    triggers: row.day_triggers as readonly string[],
  };
}

/** All moves of a loan, or the open ones of all loans. */
async function readMoves(
  transaction: Transaction<Tables>,
  { partyId, loanId }: { readonly partyId: string; readonly loanId: string | null },
): Promise<NamedMove[]> {
  const nameOf = (column: string) => sql<string | null>`(select name from touchstone.app_user u
    where u.party_id = loan_class.party_id and u.user_id = ${sql.ref(`loan_class.${column}`)})`;
  const rows = await transaction
    .selectFrom("loan_class")
    .selectAll()
    .select([
      nameOf("proposed_by").as("proposed_name"),
      nameOf("recognised_by").as("recognised_name"),
      nameOf("approved_by").as("approved_name"),
      nameOf("returned_by").as("returned_name"),
    ])
    .where("party_id", "=", partyId)
    .$if(loanId !== null, (query) => query.where("loan_id", "=", loanId ?? ""))
    .$if(loanId === null, (query) => query.where("state", "in", ["suggested", "proposed", "recognised"]))
    .orderBy("ordinal")
    .execute();
  return rows.map((row) => ({
    ...moveOf(row),
    proposedByName: row.proposed_name,
    recognisedByName: row.recognised_name,
    approvedByName: row.approved_name,
    returnedByName: row.returned_name,
  }));
}

async function readSourceRows(
  transaction: Transaction<Tables>,
  partyId: string,
  number: string,
): Promise<readonly SourceRow[]> {
  const rows = await transaction
    .selectFrom("loan_delivery_row as r")
    .innerJoin("loan_delivery as d", (join) =>
      join.onRef("d.delivery_id", "=", "r.delivery_id").onRef("d.party_id", "=", "r.party_id"),
    )
    .select([
      "r.delivery_id",
      "r.kind",
      "r.row_number",
      "r.raw",
      "d.business_date",
      "d.number",
      "d.state",
      "d.files",
    ])
    .where("r.party_id", "=", partyId)
    .where("r.loan_number", "=", number)
    .orderBy("d.business_date", "desc")
    .orderBy("d.number", "desc")
    .orderBy("r.kind")
    .orderBy("r.row_number")
    .execute();
  return rows.flatMap((row) => {
    const file = (row.files as Delivery["files"]).find(({ kind }) => kind === row.kind);
    if (file === undefined) return [];
    return [
      {
        deliveryId: row.delivery_id,
        businessDate: row.business_date,
        deliveryNumber: row.number,
        isSuperseded: row.state === "superseded",
        kind: row.kind as LoanFileKind,
        file: file.name,
        row: row.row_number,
        raw: row.raw,
        ...placeOfLine(file, row.row_number),
      },
    ];
  });
}
