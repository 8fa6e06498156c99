import type { z } from "zod";
import type { OrderFilter, ProfileServices } from "#flow";
import { dayOfNumber } from "#kernel";
import type { chainSchema, flowsSchema } from "./profile-chain.schema.ts";
import { showDay, showFrame } from "./show-profile.ts";
import { showMoney } from "./show-money.ts";

type Answer<Name extends keyof ProfileServices> = Awaited<ReturnType<ProfileServices[Name]>>;

export function showChain(
  { graph, customers, suppliers, knockOut, enterpriseIds: _enterpriseIds, ...frame }: Answer<"chain">,
  groupExposureFen: bigint | null,
): z.infer<typeof chainSchema> {
  return {
    ...showFrame(frame),
    nodes: graph.nodes.map((node) => ({ ...node })),
    edges: graph.edges.map((edge) => ({
      ...showMoney(edge),
      firstDay: dayOfNumber(edge.firstDay),
      lastDay: dayOfNumber(edge.lastDay),
    })),
    ...showMoney({ customers, suppliers, knockOut, groupExposureFen }),
  };
}

export function showFlows(
  { summary, total, items, sankey, ...frame }: Answer<"flows">,
  { offset, limit }: OrderFilter,
): z.infer<typeof flowsSchema> {
  const { orders, byVerdict, amountFen, matchedFen } = summary;
  return {
    ...showFrame(frame),
    orders,
    byVerdict: { ...byVerdict },
    ...showMoney({ amountFen, matchedFen }),
    total,
    offset,
    limit,
    items: items.map((order) => ({
      ...showMoney(order),
      placedOn: dayOfNumber(order.placedOn),
      dueDay: showDay(order.dueDay),
    })),
    sankey: showMoney(sankey),
  };
}
