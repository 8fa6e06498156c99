import type { Transaction } from "kysely";
import type { LendingEvent, LendingUnit } from "#lending";
import type { Tables } from "./schema.ts";

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
