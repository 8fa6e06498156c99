import { type Selectable, sql, type Transaction } from "kysely";
import type { CommitteeMember, ExpertCard, ExpertCardStore, NamedPerson } from "#models";
import type { Tables } from "./schema.ts";
import type { ExpertCardTables } from "./schema/expert-card.ts";
import type { SystemOfRecord } from "./system-of-record.ts";

/** The expert cards in PostgreSQL. */
export function createExpertCardStore(record: SystemOfRecord): ExpertCardStore {
  return { ...cardsOf(record), ...committeeOf(record), ...forceOf(record) };
}

function cardsOf(record: SystemOfRecord): Pick<ExpertCardStore, "add" | "find" | "list"> {
  return {
    add: async (partyId, card) =>
      await record.inParty(partyId, async (transaction) => {
        const { newest } = await transaction
          .selectFrom("expert_card")
          .select((select) => select.fn.max("version").as("newest"))
          .executeTakeFirstOrThrow();
        // Two who draft at once meet at the unique version: the later one is refused.
        const added: ExpertCard = { ...card, version: Number(newest ?? 0) + 1 };
        await transaction
          .insertInto("expert_card")
          .values({
            party_id: partyId,
            card_id: added.id,
            version: added.version,
            name: added.name,
            indicators: JSON.stringify(added.indicators),
            scale: JSON.stringify(added.scale),
            drafted_by: added.draftedBy.id,
            drafted_by_name: added.draftedBy.name,
            drafted_at_ms: added.draftedAtMs,
          })
          .execute();
        await transaction
          .insertInto("expert_card_member")
          .values(
            added.members.map(({ accountId, name }, place) => ({
              party_id: partyId,
              card_id: added.id,
              account_id: accountId,
              place,
              name,
            })),
          )
          .execute();
        return added;
      }),
    find: async (partyId, id) =>
      await record.inParty(partyId, async (transaction) => (await readCards(transaction, id))[0] ?? null),
    list: async (partyId) =>
      await record.inParty(partyId, async (transaction) => await readCards(transaction, null)),
  };
}

function committeeOf(record: SystemOfRecord): Pick<ExpertCardStore, "weigh" | "sign"> {
  return {
    weigh: async (partyId, id, { accountId, weights, atMs }) =>
      await record.inParty(partyId, async (transaction) => {
        await lockCard(transaction, id);
        const { signed } = await transaction
          .selectFrom("expert_card_member")
          .select((select) => select.fn.count("signed_at_ms").as("signed"))
          .where("card_id", "=", id)
          .executeTakeFirstOrThrow();
        if (Number(signed) > 0) return false;
        const result = await transaction
          .updateTable("expert_card_member")
          .set({ weights: JSON.stringify(weights), weighed_at_ms: atMs })
          .where("card_id", "=", id)
          .where("account_id", "=", accountId)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
    sign: async (partyId, id, { accountId, sha256, atMs }) =>
      await record.inParty(partyId, async (transaction) => {
        await lockCard(transaction, id);
        const result = await transaction
          .updateTable("expert_card_member")
          .set({ signed_at_ms: atMs, signed_sha256: sha256 })
          .where("card_id", "=", id)
          .where("account_id", "=", accountId)
          .where("signed_at_ms", "is", null)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
  };
}

function forceOf(record: SystemOfRecord): Pick<ExpertCardStore, "activate" | "retire"> {
  return {
    activate: async (partyId, id, by, atMs) =>
      await record.inParty(partyId, async (transaction) => {
        await transaction
          .updateTable("expert_card")
          .set({ retired_at_ms: atMs })
          .where("activated_at_ms", "is not", null)
          .where("retired_at_ms", "is", null)
          .execute();
        const result = await transaction
          .updateTable("expert_card")
          .set({ activated_by: by.id, activated_by_name: by.name, activated_at_ms: atMs })
          .where("card_id", "=", id)
          .where("activated_at_ms", "is", null)
          .where("retired_at_ms", "is", null)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
    retire: async (partyId, id, atMs) =>
      await record.inParty(partyId, async (transaction) => {
        const result = await transaction
          .updateTable("expert_card")
          .set({ retired_at_ms: atMs })
          .where("card_id", "=", id)
          .where("retired_at_ms", "is", null)
          .executeTakeFirst();
        return result.numUpdatedRows === 1n;
      }),
  };
}

/** Members of one card act one after the other, so that nobody signs what another is changing. */
async function lockCard(transaction: Transaction<Tables>, id: string): Promise<void> {
  await sql`select 1 from touchstone.expert_card where card_id = ${id} for update`.execute(transaction);
}

async function readCards(transaction: Transaction<Tables>, id: string | null): Promise<ExpertCard[]> {
  const cards = await transaction
    .selectFrom("expert_card")
    .selectAll()
    .$if(id !== null, (query) => query.where("card_id", "=", id ?? ""))
    .orderBy("version", "desc")
    .execute();
  const members = await transaction.selectFrom("expert_card_member").selectAll().orderBy("place").execute();
  return cards.map((card) =>
    cardOf(
      card,
      members.filter(({ card_id }) => card_id === card.card_id),
    ),
  );
}

function cardOf(
  row: Selectable<ExpertCardTables["expert_card"]>,
  members: readonly Selectable<ExpertCardTables["expert_card_member"]>[],
): ExpertCard {
  return {
    id: row.card_id,
    version: row.version,
    name: row.name,
    indicators: row.indicators as ExpertCard["indicators"],
    scale: row.scale as ExpertCard["scale"],
    members: members.map(
      (member): CommitteeMember => ({
        accountId: member.account_id,
        name: member.name,
        weights: member.weights as CommitteeMember["weights"],
        weighedAtMs: member.weighed_at_ms,
        signedAtMs: member.signed_at_ms,
        signedSha256: member.signed_sha256,
      }),
    ),
    draftedBy: { id: row.drafted_by, name: row.drafted_by_name },
    draftedAtMs: row.drafted_at_ms,
    activatedBy: personOf(row.activated_by, row.activated_by_name),
    activatedAtMs: row.activated_at_ms,
    retiredAtMs: row.retired_at_ms,
  };
}

function personOf(id: string | null, name: string | null): NamedPerson | null {
  return id === null ? null : { id, name: name ?? "" };
}
