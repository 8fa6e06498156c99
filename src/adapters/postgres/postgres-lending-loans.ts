import { type Transaction, sql } from "kysely";
import { type KeptMovement, type LendingUnit, ownLoanFaults, type ServicedLoan } from "#lending";
import { documentText, readDocument } from "./lending-document.ts";
import { requireOne } from "./postgres-lending-cases.ts";
import type { Tables } from "./schema.ts";

/** Own loans of one transaction, and their rows in the loan book. */
export function createLoans(transaction: Transaction<Tables>): LendingUnit["loans"] {
  const loanOf = (row: { document: unknown; revision: number }): ServicedLoan => ({
    ...readDocument<ServicedLoan>(row.document),
    revision: row.revision,
  });
  return {
    add: async (loan) => {
      await transaction.insertInto("own_loan").values(loanRowOf(loan)).execute();
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("own_loan").selectAll().where("loan_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined ? null : loanOf(row);
    },
    replace: async (loan) => {
      const { party_id: _party, loan_id: _id, ...row } = loanRowOf(loan);
      const { numUpdatedRows } = await transaction
        .updateTable("own_loan")
        .set({ ...row, revision: loan.revision + 1 })
        .where("loan_id", "=", loan.id)
        .where("revision", "=", loan.revision)
        .executeTakeFirst();
      requireOne(numUpdatedRows, loan.id);
    },
    list: async () => {
      const rows = await transaction
        .selectFrom("own_loan")
        .selectAll()
        .orderBy("number", "desc")
        .limit(1000)
        .execute();
      return rows.map(loanOf);
    },
    listOpenBefore: async (day) => {
      const rows = await transaction
        .selectFrom("own_loan")
        .select("loan_id")
        .where("as_of", "<", day)
        .where("state", "in", ["active", "overdue"])
        .union(
          // A loan that is done still takes what was recorded for it.
          transaction
            .selectFrom("loan_movement")
            .innerJoin("own_loan", "own_loan.loan_id", "loan_movement.loan_id")
            .select("own_loan.loan_id")
            .where("loan_movement.state", "=", "pending")
            .where("own_loan.as_of", "<", day),
        )
        .orderBy("loan_id")
        .execute();
      return rows.map((row) => row.loan_id);
    },
    firstDrawnOn: async () => {
      const { rows } = await sql<{ first: string | null }>`
        select min(document -> 'terms' ->> 'drawnOn') as first from touchstone.own_loan`.execute(transaction);
      return rows[0]?.first ?? null;
    },
    keepSchedule: async (loan) => {
      const { instalments, scheduleVersion, asOf } = loan.position;
      const document = instalments.map(
        ({
          fenDays: _days,
          accruedFen: _accrued,
          paidPrincipalFen: _principal,
          paidInterestFen: _interest,
          ...plan
        }) => plan,
      );
      await transaction
        .insertInto("own_loan_schedule")
        .values({
          party_id: loan.bankPartyId,
          loan_id: loan.id,
          version: scheduleVersion,
          applicant_party_id: loan.applicantPartyId,
          made_on: asOf,
          document: documentText(document),
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    },
  };
}

/** Movements of one transaction. */
export function createMovements(transaction: Transaction<Tables>): LendingUnit["movements"] {
  const movementOf = (row: { document: unknown; revision: number }): KeptMovement => ({
    ...readDocument<KeptMovement>(row.document),
    revision: row.revision,
  });
  return {
    add: async (kept) => {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto("loan_movement")
        .values(movementRowOf(kept))
        .onConflict((conflict) => conflict.columns(["party_id", "source_reference"]).doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows === 1n) return;
      throw ownLoanFaults.fault("LENDING_LINE_TAKEN", { reference: kept.sourceReference ?? "" });
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("loan_movement").selectAll().where("movement_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined ? null : movementOf(row);
    },
    replace: async (kept) => {
      const { party_id: _party, movement_id: _id, ...row } = movementRowOf(kept);
      const { numUpdatedRows } = await transaction
        .updateTable("loan_movement")
        .set({ ...row, revision: kept.revision + 1 })
        .where("movement_id", "=", kept.movement.id)
        .where("revision", "=", kept.revision)
        .executeTakeFirst();
      requireOne(numUpdatedRows, kept.movement.id);
    },
    listOf: async (loanId) => {
      const rows = await transaction
        .selectFrom("loan_movement")
        .selectAll()
        .where("loan_id", "=", loanId)
        .orderBy("value_date")
        .orderBy("movement_id")
        .execute();
      return rows.map(movementOf);
    },
    listWaiting: async () => {
      const rows = await transaction
        .selectFrom("loan_movement")
        .selectAll()
        .where("state", "=", "awaitingCheck")
        .orderBy("movement_id")
        .execute();
      return rows.map(movementOf);
    },
  };
}

function loanRowOf(loan: ServicedLoan) {
  return {
    party_id: loan.bankPartyId,
    loan_id: loan.id,
    applicant_party_id: loan.applicantPartyId,
    enterprise_id: loan.enterpriseId,
    contract_id: loan.contractId,
    number: loan.number,
    state: loan.position.state,
    balance_fen: String(loan.position.balanceFen),
    as_of: loan.position.asOf,
    revision: loan.revision,
    document: documentText(loan),
  };
}

function movementRowOf(kept: KeptMovement) {
  return {
    party_id: kept.bankPartyId,
    movement_id: kept.movement.id,
    loan_id: kept.loanId,
    kind: kept.movement.kind,
    value_date: kept.movement.valueDate,
    state: kept.state,
    posted_on: kept.postedOn,
    source_reference: kept.sourceReference,
    recorded_by: kept.recordedById,
    checked_by: kept.checkedById,
    revision: kept.revision,
    document: documentText(kept),
  };
}
