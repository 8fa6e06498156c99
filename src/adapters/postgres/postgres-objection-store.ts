import type { Selectable } from "kysely";
import { z } from "zod";
import {
  dataClasses,
  type Objection,
  objectionOutcomes,
  type ObjectionStore,
  objectionStates,
} from "#consent";
import type { Tables } from "./schema.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The objections in PostgreSQL; its policies let the addressee answer and the enterprise withdraw, nobody else. */
export function createObjectionStore(record: SystemOfRecord): ObjectionStore {
  return {
    add: async (objection, filedBy) => {
      await record.inParty(objection.enterprisePartyId, async (transaction) =>
        transaction
          .insertInto("objection")
          .values({
            party_id: objection.enterprisePartyId,
            objection_id: objection.id,
            enterprise_id: objection.enterpriseId,
            enterprise_name: objection.enterpriseName,
            addressee_party_id: objection.addressee.id,
            addressee_name: objection.addressee.name,
            data_class: objection.dataClass,
            text: objection.text,
            state: objection.state,
            filed_by: filedBy,
            filed_at_ms: objection.filedAtMs,
            answer_due_on: objection.answerDueOn,
            outcome: null,
            answer: null,
            answered_by: null,
            answered_at_ms: null,
          })
          .execute(),
      );
    },
    list: async (partyId) =>
      await record.inParty(partyId, async (transaction) => {
        const rows = await transaction
          .selectFrom("objection")
          .selectAll()
          .orderBy("filed_at_ms", "desc")
          .orderBy("objection_id", "desc")
          .execute();
        return rows.map(objectionOf);
      }),
    answer: async (partyId, id, { outcome, text, accountId, atMs }) => {
      const answered = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("objection")
          .set({ state: "answered", outcome, answer: text, answered_by: accountId, answered_at_ms: atMs })
          .where("objection_id", "=", id)
          .where("addressee_party_id", "=", partyId)
          .where("state", "=", "filed")
          .executeTakeFirst(),
      );
      return answered.numUpdatedRows === 1n;
    },
    withdraw: async (partyId, id) => {
      const withdrawn = await record.inParty(partyId, async (transaction) =>
        transaction
          .updateTable("objection")
          .set({ state: "withdrawn" })
          .where("objection_id", "=", id)
          .where("party_id", "=", partyId)
          .where("state", "=", "filed")
          .executeTakeFirst(),
      );
      return withdrawn.numUpdatedRows === 1n;
    },
  };
}

const storedSchema = z.object({
  data_class: z.enum(dataClasses),
  state: z.enum(objectionStates),
  outcome: z.enum(objectionOutcomes).nullable(),
});

function objectionOf(row: Selectable<Tables["objection"]>): Objection {
  const { data_class, state, outcome } = storedSchema.parse(row);
  return {
    id: row.objection_id,
    enterpriseId: row.enterprise_id,
    enterpriseName: row.enterprise_name,
    enterprisePartyId: row.party_id,
    addressee: { id: row.addressee_party_id, name: row.addressee_name },
    dataClass: data_class,
    text: row.text,
    state,
    filedAtMs: row.filed_at_ms,
    answerDueOn: row.answer_due_on,
    outcome,
    answer: row.answer,
    answeredAtMs: row.answered_at_ms,
  };
}
