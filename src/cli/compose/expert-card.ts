import { createExpertCardStore } from "#adapters/postgres";
import type { AreaServices } from "#http";
import { singleRow } from "#ledger";
import { createExpertCardTasks, type ExpertCardServices, type TriedEnterprise } from "#models";
import type { EvaluatedEnterprise } from "#report";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the expert card of the cold start. */
export async function composeExpertCard(
  { record, access, jobs, stores, pdf, clock, nextId }: Foundation,
  { consent }: Pick<AreaServices, "consent">,
): Promise<ExpertCardServices> {
  const store = createExpertCardStore(record);
  const { ledger } = stores;
  return {
    store,
    clock,
    nextId,
    peopleOf: async (partyId) =>
      new Map((await access.accounts.list(partyId)).map(({ id, name }) => [id, name])),
    seal: async (partyId, { card, sha256 }) => {
      await ledger.append([
        {
          origin: ledger.originOf("import", `models/${partyId}`),
          dataClass: "parameter",
          header: { "@type": "expert-card@1", sha256 },
          payload: singleRow(new TextEncoder().encode(card)),
        },
      ]);
      await ledger.anchor();
    },
    tried: async (reader) => {
      const newest = await jobs.evaluations.findLatest(reader.party.id);
      if (newest === null) return [];
      const read = await consent.readList(reader, {
        evaluationId: newest.id,
        purpose: "creditEvaluation",
        dataClass: "evaluation",
        what: "expertCard.trial",
      });
      const found = await jobs.evaluations.readEnterprises(reader.party.id, newest.id, read.readable);
      const shown = await read.record(found.map(({ id }) => id));
      return found.filter(({ id }) => shown.has(id)).map(triedOf);
    },
    tasks: createExpertCardTasks(store),
    pdf,
  };
}

function triedOf({ id, label, bankRating, indicators }: EvaluatedEnterprise): TriedEnterprise {
  const values = new Map(indicators.map(({ id: indicator, value }) => [indicator, value]));
  return { id, bankRating, values, isBad: label === null ? null : label === "default" };
}
