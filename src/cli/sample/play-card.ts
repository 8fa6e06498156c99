import { z } from "zod";
import { proposedIndicators, proposedScale } from "#models";
import type { Story } from "./story.ts";
import type { StoryPerson } from "./story-person.ts";

const cardSchema = z.object({ id: z.string(), sha256: z.string().nullable() });

/** How three members weigh the proposed indicators, in their order. */
const opinions = {
  riskOfficer: [10, 6, 16, 12, 8, 14, 10, 8, 8, 8],
  creditOfficer: [16, 10, 12, 10, 8, 10, 12, 8, 7, 7],
  postLoanManager: [6, 6, 14, 14, 10, 16, 8, 8, 9, 9],
} as const;

/** The committee weighs an expert card, signs it, and a second person puts it into force. */
export async function playCard({ cast }: Story): Promise<void> {
  const members = Object.keys(opinions) as (keyof typeof opinions)[];
  const { riskOfficer, creditOfficer } = cast;
  const { items } = z
    .object({ items: z.array(z.object({ state: z.string() })) })
    .parse(await riskOfficer.get("/v1/expert-cards"));
  if (items.some(({ state }) => state === "active")) return;
  const { id } = cardSchema.parse(
    await riskOfficer.post("/v1/expert-cards", {
      name: "模拟试点专家评分卡",
      indicators: proposedIndicators.value,
      scale: proposedScale.value,
      memberIds: members.map((member) => cast[member].accountId),
    }),
  );
  for (const member of members) await weigh(cast[member], id, opinions[member]);
  const { sha256 } = cardSchema.parse(await riskOfficer.get(`/v1/expert-cards/${id}`));
  for (const member of members) await cast[member].post(`/v1/expert-cards/${id}/signature`, { sha256 });
  await creditOfficer.post(`/v1/expert-cards/${id}/activation`);
}

async function weigh(member: StoryPerson, cardId: string, given: readonly number[]): Promise<void> {
  const weights = Object.fromEntries(
    proposedIndicators.value.map(({ id }, index) => [id, given[index] ?? 0]),
  );
  await member.post(`/v1/expert-cards/${cardId}/weights`, { weights });
}
