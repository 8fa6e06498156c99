import type { CustomerReader } from "#flow";
import type { CustomerEntry, EntryContent } from "#customers";
import { addDays, addMonths, type BusinessDay, firstDayOf, lastDayOf, monthOf } from "#kernel";
import type { RegionStage } from "./region-stage.ts";

const campaigns = [
  { channel: "platform", name: "模拟：工业互联网平台联合获客", monthlyYuan: [8_000, 12_000, 18_000, 26_000] },
  { channel: "association", name: "模拟：行业协会走访", monthlyYuan: [4_000, 4_000, 5_500, 9_000] },
  { channel: "branch", name: "模拟：网点外拓", monthlyYuan: [6_000, 6_500, 6_500, 7_000] },
] as const;

type Kind = "campaign" | "cost" | "lead";

/** Every other enterprise of the region was led to the bank by one of its campaigns; what is written down is not again. */
export async function leadRegion(
  { areas, party }: RegionStage,
  region: { readonly enterpriseIds: readonly string[]; readonly endDay: BusinessDay },
): Promise<void> {
  const { customers } = areas;
  const reader: CustomerReader = { party, account: null };
  const known = {
    campaign: await customers.store.listEntries(party.id, "campaign"),
    cost: await customers.store.listEntries(party.id, "cost"),
    lead: await customers.store.listEntries(party.id, "lead"),
  };
  const ensure = async <K extends Kind>(kind: K, onDay: BusinessDay, content: EntryContent<K>) => {
    const before: readonly CustomerEntry[] = known[kind];
    const same = before.find((entry) => entry.onDay === onDay && keyOf(entry.content) === keyOf(content));
    return same?.id ?? (await customers.add<K>(reader, { kind, customerId: null, onDay, content })).id;
  };
  const firstMonth = addMonths(monthOf(region.endDay), 1 - campaigns[0].monthlyYuan.length);
  const made: string[] = [];
  for (const { channel, name, monthlyYuan } of campaigns) {
    const fromOn = firstDayOf(firstMonth);
    const campaignId = await ensure("campaign", fromOn, { name, channel, fromOn, toOn: null });
    made.push(campaignId);
    for (const [index, yuan] of monthlyYuan.entries()) {
      const content = { campaignId, amountFen: BigInt(yuan) * 100n, note: "" };
      await ensure("cost", lastDayOf(addMonths(firstMonth, index)), content);
    }
  }
  for (const [index, enterpriseId] of region.enterpriseIds.filter((_, at) => at % 2 === 0).entries()) {
    const onDay = addDays(firstDayOf(addMonths(firstMonth, index % 4)), 3 + (index % 20));
    // By pairs, so that a channel has nothing to do with who lets itself be seen.
    const campaignId = made[Math.floor(index / 2) % made.length] ?? "";
    await ensure("lead", onDay, { campaignId, enterpriseId, lostOn: null, lostReason: "", steps: [] });
  }
}

/** What an entry says, without what happened to it since. */
function keyOf(content: CustomerEntry["content"]): string {
  const { campaignId, enterpriseId, name, note } = content as Readonly<Record<string, unknown>>;
  return JSON.stringify([campaignId, enterpriseId, name, note]);
}
