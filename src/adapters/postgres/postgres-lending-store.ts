import type { Transaction } from "kysely";
import { type CreditLimit, type LendingStore, type LendingUnit, ownLoanFaults } from "#lending";
import { createDays } from "./postgres-business-days.ts";
import { createEvents } from "./postgres-lending-events.ts";
import { createJournal } from "./postgres-lending-journal.ts";
import { createLoans, createMovements } from "./postgres-lending-loans.ts";
import { createApplications, createContracts, createDrawdowns } from "./postgres-lending-cases.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The case, the loans, the journal and the day close in PostgreSQL. */
export function createLendingStore(record: SystemOfRecord): LendingStore {
  return {
    work: async (partyId, use) =>
      await record.inParty(partyId, async (transaction) => await use(unitOf(transaction, partyId))),
  };
}

function unitOf(transaction: Transaction<Tables>, partyId: string): LendingUnit {
  return {
    applications: createApplications(transaction),
    limits: createLimits(transaction),
    contracts: createContracts(transaction),
    drawdowns: createDrawdowns(transaction),
    loans: createLoans(transaction),
    movements: createMovements(transaction),
    journal: createJournal(transaction, partyId),
    days: createDays(transaction, partyId),
    events: createEvents(transaction),
  };
}

function createLimits(transaction: Transaction<Tables>): LendingUnit["limits"] {
  return {
    add: async (limit) => {
      await transaction.insertInto("credit_limit").values(limitRowOf(limit)).execute();
    },
    find: async (id, forUpdate) => {
      const query = transaction.selectFrom("credit_limit").selectAll().where("limit_id", "=", id);
      const row = await (forUpdate === undefined ? query : query.forUpdate()).executeTakeFirst();
      if (row === undefined) return null;
      return {
        id: row.limit_id,
        bankPartyId: row.party_id,
        applicantPartyId: row.applicant_party_id,
        enterpriseId: row.enterprise_id,
        applicationId: row.application_id,
        totalFen: BigInt(row.total_fen),
        usedFen: BigInt(row.used_fen),
        reservedFen: BigInt(row.reserved_fen),
        expiresOn: row.expires_on,
        state: row.state as CreditLimit["state"],
      };
    },
    save: async (limit) => {
      const wanted = limit.usedFen + limit.reservedFen;
      if (wanted > limit.totalFen) {
        throw ownLoanFaults.fault("LENDING_LIMIT_EXCEEDED", { available: limit.totalFen, wanted });
      }
      await transaction
        .updateTable("credit_limit")
        .set(limitRowOf(limit))
        .where("limit_id", "=", limit.id)
        .where("party_id", "=", limit.bankPartyId)
        .execute();
    },
  };
}

function limitRowOf(limit: CreditLimit) {
  return {
    party_id: limit.bankPartyId,
    limit_id: limit.id,
    applicant_party_id: limit.applicantPartyId,
    enterprise_id: limit.enterpriseId,
    application_id: limit.applicationId,
    total_fen: String(limit.totalFen),
    used_fen: String(limit.usedFen),
    reserved_fen: String(limit.reservedFen),
    expires_on: limit.expiresOn,
    state: limit.state,
  };
}
