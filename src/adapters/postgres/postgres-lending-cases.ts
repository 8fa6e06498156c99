import { sql, type Transaction } from "kysely";
import {
  type Drawdown,
  type LendingUnit,
  type LoanApplication,
  type LoanContract,
  ownLoanFaults,
} from "#lending";
import { documentText, readDocument } from "./lending-document.ts";
import type { Tables } from "./schema.ts";

/** Applications of one transaction. */
export function createApplications(transaction: Transaction<Tables>): LendingUnit["applications"] {
  return {
    add: async (application) => {
      await transaction.insertInto("loan_application").values(applicationRowOf(application)).execute();
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("loan_application").selectAll().where("application_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined
        ? null
        : { ...readDocument<LoanApplication>(row.document), revision: row.revision };
    },
    replace: async (application) => {
      const { party_id: _party, application_id: _id, ...row } = applicationRowOf(application);
      const { numUpdatedRows } = await transaction
        .updateTable("loan_application")
        .set({ ...row, revision: application.revision + 1 })
        .where("application_id", "=", application.id)
        .where("revision", "=", application.revision)
        .executeTakeFirst();
      requireOne(numUpdatedRows, application.id);
    },
    list: async ({ states }) => {
      let query = transaction.selectFrom("loan_application").selectAll();
      if (states !== undefined) query = query.where("state", "in", [...states]);
      const rows = await query.orderBy("made_at_ms", "desc").orderBy("application_id").limit(500).execute();
      return rows.map((row) => ({ ...readDocument<LoanApplication>(row.document), revision: row.revision }));
    },
  };
}

/** Contracts of one transaction. */
export function createContracts(transaction: Transaction<Tables>): LendingUnit["contracts"] {
  return {
    add: async (contract) => {
      await transaction.insertInto("loan_contract").values(contractRowOf(contract)).execute();
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("loan_contract").selectAll().where("contract_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined
        ? null
        : { ...readDocument<LoanContract>(row.document), revision: row.revision };
    },
    replace: async (contract) => {
      const { party_id: _party, contract_id: _id, ...row } = contractRowOf(contract);
      const { numUpdatedRows } = await transaction
        .updateTable("loan_contract")
        .set({ ...row, revision: contract.revision + 1 })
        .where("contract_id", "=", contract.id)
        .where("revision", "=", contract.revision)
        .executeTakeFirst();
      requireOne(numUpdatedRows, contract.id);
    },
    list: async () => {
      const rows = await transaction
        .selectFrom("loan_contract")
        .selectAll()
        .orderBy("made_at_ms", "desc")
        .limit(500)
        .execute();
      return rows.map((row) => ({ ...readDocument<LoanContract>(row.document), revision: row.revision }));
    },
    count: async () => {
      // The number that follows from it is this transaction's alone: two contracts at once never get the same.
      await sql`select pg_advisory_xact_lock(hashtextextended('loan-contract ' || touchstone.current_party(), 0))`.execute(
        transaction,
      );
      const row = await transaction
        .selectFrom("loan_contract")
        .select(({ fn }) => fn.countAll<number>().as("contracts"))
        .executeTakeFirstOrThrow();
      return Number(row.contracts);
    },
  };
}

/** Draw-downs of one transaction. */
export function createDrawdowns(transaction: Transaction<Tables>): LendingUnit["drawdowns"] {
  return {
    add: async (drawdown) => {
      await transaction.insertInto("loan_drawdown").values(drawdownRowOf(drawdown)).execute();
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("loan_drawdown").selectAll().where("drawdown_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      return row === undefined ? null : { ...readDocument<Drawdown>(row.document), revision: row.revision };
    },
    replace: async (drawdown) => {
      const { party_id: _party, drawdown_id: _id, ...row } = drawdownRowOf(drawdown);
      const { numUpdatedRows } = await transaction
        .updateTable("loan_drawdown")
        .set({ ...row, revision: drawdown.revision + 1 })
        .where("drawdown_id", "=", drawdown.id)
        .where("revision", "=", drawdown.revision)
        .executeTakeFirst();
      requireOne(numUpdatedRows, drawdown.id);
    },
    list: async () => {
      const rows = await transaction
        .selectFrom("loan_drawdown")
        .selectAll()
        .orderBy("made_at_ms", "desc")
        .limit(500)
        .execute();
      return rows.map((row) => ({ ...readDocument<Drawdown>(row.document), revision: row.revision }));
    },
  };
}

/** @throws LENDING_CHANGED_MEANWHILE when no row had the revision that was read */
export function requireOne(updated: bigint, id: string): void {
  if (updated !== 1n) throw ownLoanFaults.fault("LENDING_CHANGED_MEANWHILE", { id });
}

function applicationRowOf(application: LoanApplication) {
  return {
    party_id: application.bankPartyId,
    application_id: application.id,
    applicant_party_id: application.applicantPartyId,
    enterprise_id: application.enterpriseId,
    state: application.state,
    path: application.path,
    amount_fen: String(application.request.amountFen),
    proposed_by: application.proposal?.byAccountId ?? null,
    decided_by: application.verdict?.byAccountId ?? null,
    made_at_ms: application.madeAtMs,
    revision: application.revision,
    document: documentText(application),
  };
}

function contractRowOf(contract: LoanContract) {
  return {
    party_id: contract.bankPartyId,
    contract_id: contract.id,
    applicant_party_id: contract.applicantPartyId,
    enterprise_id: contract.enterpriseId,
    application_id: contract.applicationId,
    limit_id: contract.limitId,
    number: contract.number,
    state: contract.state,
    prepared_by: contract.preparedById,
    bank_signed_by: contract.bankSignature?.byAccountId ?? null,
    borrower_signed_by: contract.borrowerSignature?.byAccountId ?? null,
    made_at_ms: contract.madeAtMs,
    revision: contract.revision,
    document: documentText(contract),
  };
}

function drawdownRowOf(drawdown: Drawdown) {
  return {
    party_id: drawdown.bankPartyId,
    drawdown_id: drawdown.id,
    contract_id: drawdown.contractId,
    amount_fen: String(drawdown.amountFen),
    state: drawdown.state,
    requested_by: drawdown.requestedById,
    approved_by: drawdown.approvedById,
    made_at_ms: drawdown.madeAtMs,
    revision: drawdown.revision,
    document: documentText(drawdown),
  };
}
