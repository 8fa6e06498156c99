import { type TaskSource, isAllowed } from "#access";
import { type ExpertCard, stateOf } from "./expert-card.ts";
import type { ExpertCardStore } from "./expert-card-store.ts";

/** What waits because of expert cards: weights and signatures of members, and a signed card to put into force. */
export function createExpertCardTasks(store: ExpertCardStore): TaskSource {
  return {
    listTasks: async (visitor) => {
      if (visitor.party.kind !== "bank") return [];
      const cards = await store.list(visitor.party.id);
      return cards.flatMap((card) => {
        const kind = waitingFor(card, visitor.account.id);
        const mayActivate =
          stateOf(card) === "signed" &&
          isAllowed(visitor, "expertCard.activate", { makerId: card.draftedBy.id });
        const kinds = [...(kind === null ? [] : [kind]), ...(mayActivate ? ["expertCard.activate"] : [])];
        return kinds.map((one) => ({
          kind: one,
          parameters: { name: card.name, version: card.version },
          href: `/expert-cards/${card.id}`,
          dueOn: null,
        }));
      });
    },
  };
}

function waitingFor(card: ExpertCard, accountId: string): string | null {
  const member = card.members.find((one) => one.accountId === accountId);
  if (member === undefined) return null;
  const state = stateOf(card);
  if (state === "weighing" && member.weights === null) return "expertCard.weigh";
  return state === "signing" && member.signedAtMs === null ? "expertCard.sign" : null;
}
