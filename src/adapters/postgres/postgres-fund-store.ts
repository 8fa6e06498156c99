import { sql, type Transaction } from "kysely";
import {
  fundFaults,
  type FundRecords,
  type FundSession,
  type FundStore,
  type RecordKind,
} from "#compensation";
import { readFundRow, writeFundRow } from "./fund-rows.ts";
import type { FundTables } from "./schema/fund.ts";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

interface Table {
  readonly name: keyof FundTables;
  /** Columns by which a list is ordered. */
  readonly order: readonly string[];
}

const tables: { readonly [Kind in RecordKind]: Table } = {
  programme: { name: "fund_programme", order: ["created_at_ms"] },
  version: { name: "fund_programme_version", order: ["programme_id", "version"] },
  pool: { name: "fund_pool", order: ["programme_id"] },
  movement: { name: "fund_movement", order: ["made_at_ms", "movement_id"] },
  enrolment: { name: "fund_enrolment", order: ["filed_at_ms", "enrolment_id"] },
  claim: { name: "fund_claim", order: ["opened_on", "claim_id"] },
  round: { name: "fund_claim_round", order: ["claim_id", "round"] },
  reservation: { name: "fund_reservation", order: ["on_day", "claim_id", "round"] },
  recovery: { name: "fund_recovery", order: ["on_day", "recovery_id"] },
  entry: { name: "fund_entry", order: ["number"] },
  posting: { name: "fund_posting", order: ["entry_id", "line"] },
  event: { name: "fund_event", order: ["at_ms", "event_id"] },
  seal: { name: "fund_event_seal", order: ["event_id"] },
  quota: { name: "fund_bank_quota", order: ["bank_party_id"] },
};

/** Constraints that a race can reach although the program asked before, and what they mean to a person. */
const faultOfConstraint: Readonly<Record<string, () => Error>> = {
  fund_claim_once: () => fundFaults.fault("FUND_CLAIM_EXISTS", { claim: "" }),
  fund_claim_open: () => fundFaults.fault("FUND_CLAIM_EXISTS", { claim: "" }),
  fund_enrolment_once: () => fundFaults.fault("FUND_CLAIM_EXISTS", { claim: "" }),
  fund_pool_not_overdrawn: () => fundFaults.fault("FUND_OVERDRAWN", { availableFen: "", amountFen: "" }),
};

/** The fund's records in PostgreSQL. */
export function createFundStore(record: SystemOfRecord): FundStore {
  return {
    inParty: async (partyId, work) => {
      try {
        return await record.inParty(partyId, async (transaction) => await work(sessionOf(transaction)));
      } catch (cause) {
        const constraint =
          typeof cause === "object" && cause !== null && "constraint" in cause
            ? String(cause.constraint)
            : "";
        throw faultOfConstraint[constraint]?.() ?? cause;
      }
    },
  };
}

function sessionOf(transaction: Transaction<Tables>): FundSession {
  return {
    add: async (kind, added) => {
      await transaction
        .insertInto(tables[kind].name)
        .values(writeFundRow({ ...added }))
        .execute();
    },
    list: async (kind, where = {}) => await listRows(transaction, kind, where),
    change: async (kind, where, change) => {
      let query = transaction.updateTable(tables[kind].name).set(writeFundRow({ ...change }));
      for (const [column, value] of Object.entries(writeFundRow({ ...where }))) {
        query = query.where(column, value === null ? "is" : "=", value);
      }
      const { numUpdatedRows } = await query.executeTakeFirst();
      return Number(numUpdatedRows);
    },
    lockPool: async (programmeId) => {
      await transaction
        .selectFrom("fund_programme")
        .select("programme_id")
        .where("programme_id", "=", programmeId)
        .forUpdate()
        .execute();
      const [pool] = await listRows(transaction, "pool", { programmeId });
      return pool ?? null;
    },
    reservedInYear: async (programmeId, year) => {
      const { rows } = await sql<{ total: string }>`
        select coalesce(sum(amount_fen), 0)::text as total from touchstone.fund_reservation
        where programme_id = ${programmeId} and state <> 'released'
          and on_day between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`.execute(transaction);
      return BigInt(rows[0]?.total ?? "0");
    },
    unsealedEvents: async (limit) => {
      const rows = await transaction
        .selectFrom("fund_event")
        .selectAll()
        .where((where) =>
          where.not(
            where.exists(
              where
                .selectFrom("fund_event_seal")
                .select("event_id")
                .whereRef("fund_event_seal.event_id", "=", "fund_event.event_id"),
            ),
          ),
        )
        .orderBy("at_ms")
        .orderBy("event_id")
        .limit(limit)
        .execute();
      return rows.map((row) => readFundRow("event", row));
    },
  };
}

async function listRows<Kind extends RecordKind>(
  transaction: Transaction<Tables>,
  kind: Kind,
  where: Partial<FundRecords[Kind]>,
): Promise<readonly FundRecords[Kind][]> {
  let query = transaction.selectFrom(tables[kind].name).selectAll();
  for (const [column, value] of Object.entries(writeFundRow({ ...where }))) {
    query = query.where(column, value === null ? "is" : "=", value);
  }
  for (const column of tables[kind].order) query = query.orderBy(column);
  return (await query.execute()).map((row) => readFundRow(kind, row));
}
