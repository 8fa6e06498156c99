import { sql } from "kysely";
import type { BookSession, ReckonedDay } from "#lending";
import { moveOf, moveSteps, reckonedDayOf } from "./loan-book-rows.ts";
import { chunksOf, type SessionBase } from "./loan-session-base.ts";

type ClassSession = Pick<
  BookSession,
  | "saveDays"
  | "saveDifferences"
  | "addMove"
  | "changeMove"
  | "findMove"
  | "addFact"
  | "newestDay"
  | "lastOwnDay"
>;

/** Days, differences and classes within a transaction. */
export function classSession(base: SessionBase): ClassSession {
  const { transaction, partyId } = base;
  return {
    saveDays: async (days) => await saveDays(base, days),
    saveDifferences: async ({ id, businessDate }, differences) => {
      await transaction
        .deleteFrom("reconciliation")
        .where("party_id", "=", partyId)
        .where("delivery_id", "=", id)
        .execute();
      for (const chunk of chunksOf(differences)) {
        await transaction
          .insertInto("reconciliation")
          .values(
            chunk.map((difference) => ({
              party_id: partyId,
              delivery_id: id,
              loan_id: difference.loanId,
              business_date: businessDate,
              field: difference.field,
              ours: difference.ours,
              banks: difference.banks,
              explanation: difference.reason,
            })),
          )
          .execute();
      }
    },
    addMove: async (move) => {
      await transaction
        .insertInto("loan_class")
        .values({
          party_id: partyId,
          move_id: move.id,
          loan_id: move.loanId,
          direction: move.direction,
          origin: move.origin,
          from_class: move.from,
          to_class: move.to,
          triggers: JSON.stringify(move.triggers),
          proposed_on: move.proposedOn,
          ...moveSteps(move),
        })
        .execute();
    },
    changeMove: async (move) => {
      await transaction
        .updateTable("loan_class")
        .set(moveSteps(move))
        .where("party_id", "=", partyId)
        .where("move_id", "=", move.id)
        .execute();
    },
    findMove: async (moveId) => {
      const row = await transaction
        .selectFrom("loan_class")
        .selectAll()
        .where("party_id", "=", partyId)
        .where("move_id", "=", moveId)
        .executeTakeFirst();
      return row === undefined ? null : moveOf(row);
    },
    addFact: async (fact) => {
      await transaction
        .insertInto("loan_fact")
        .values({
          party_id: partyId,
          fact_id: fact.id,
          loan_id: fact.loanId,
          kind: fact.kind,
          from_day: fact.from,
          to_day: fact.to,
          note: fact.note,
          recorded_by: fact.recordedBy,
          recorded_at_ms: fact.recordedAtMs,
        })
        .execute();
    },
    newestDay: async (loanId) => {
      const row = await transaction
        .selectFrom("loan_day")
        .selectAll()
        .where("party_id", "=", partyId)
        .where("loan_id", "=", loanId)
        .orderBy("business_date", "desc")
        .limit(1)
        .executeTakeFirst();
      return row === undefined ? null : reckonedDayOf(row);
    },
    lastOwnDay: async () => {
      const row = await transaction
        .selectFrom("loan_day")
        .innerJoin("loan", (join) =>
          join
            .onRef("loan.loan_id", "=", "loan_day.loan_id")
            .onRef("loan.party_id", "=", "loan_day.party_id"),
        )
        .select("business_date")
        .where("loan.party_id", "=", partyId)
        .where("loan.source", "=", "own")
        .orderBy("business_date", "desc")
        .limit(1)
        .executeTakeFirst();
      return row?.business_date ?? null;
    },
  };
}

async function saveDays({ transaction, partyId }: SessionBase, days: readonly ReckonedDay[]): Promise<void> {
  for (const chunk of chunksOf(days)) {
    await transaction
      .insertInto("loan_day")
      .values(
        chunk.map((day) => ({
          party_id: partyId,
          loan_id: day.loanId,
          business_date: day.businessDate,
          balance_fen: day.balanceFen.toString(),
          overdue_principal_fen: day.overduePrincipalFen.toString(),
          overdue_interest_fen: day.overdueInterestFen.toString(),
          days_past_due: day.daysPastDue,
          is_non_accrual: day.isNonAccrual,
          computed_class: day.computedClass,
          triggers: JSON.stringify(day.triggers),
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(["party_id", "loan_id", "business_date"]).doUpdateSet({
          balance_fen: sql<string>`excluded.balance_fen`,
          overdue_principal_fen: sql<string>`excluded.overdue_principal_fen`,
          overdue_interest_fen: sql<string>`excluded.overdue_interest_fen`,
          days_past_due: sql<number>`excluded.days_past_due`,
          is_non_accrual: sql<boolean>`excluded.is_non_accrual`,
          computed_class: sql<string>`excluded.computed_class`,
          triggers: sql<string>`excluded.triggers`,
        }),
      )
      .execute();
  }
}
