import { coupleStreams } from "#association";
import { type DataClass, dataClasses } from "#consent";
import { crossCheck, reconcileOrders } from "#crosscheck";
import { type OperatingFacts, type OperatingSource, type StreamName, streamNames } from "#operations";
import { chainGraphOf, concentrationOf, judgeLifeStage, knockOut, profileOf, proxyBalanceOf } from "#profile";
import type { OperatingKnowledge, RowsQuery } from "#report";
import { keepPermittedOperations } from "../operations/permitted-operations.ts";

/**
 * What the operating streams say for a report, from the classes that may be read: the same T, N and classes give the same
 * again. Neighbours take no part: a report must not rest on the data of others.
 * @returns null where there is no stream but who the enterprise is
 */
export async function knowOperations(
  operations: OperatingSource,
  { enterpriseId, asOf, knownAt, dataClasses: read }: RowsQuery,
): Promise<OperatingKnowledge | null> {
  const classes = new Set<DataClass>(dataClasses.filter((one) => read.has(one)));
  for await (const [, facts] of operations.loadOperations({ asOf, knownAt, enterpriseIds: [enterpriseId] })) {
    return describe(keepPermittedOperations(facts, classes));
  }
  return null;
}

/** Invoices and statements alone are told by the sections that always were there. */
const ownStreams = streamNames.filter(
  (name) => name !== "masters" && name !== "invoices" && name !== "payments",
);

function describe(facts: OperatingFacts): OperatingKnowledge | null {
  if (ownStreams.every((name) => facts[name].length === 0)) return null;
  const proxy = proxyBalanceOf(facts);
  const master = facts.masters.at(-1);
  const name = master?.name ?? "本企业";
  const graph = chainGraphOf([{ name, division: master?.division ?? null, facts }]);
  const largest = graph.edges.find(({ from }) => from === name)?.to;
  return {
    profile: profileOf(facts, proxy),
    lifeStage: judgeLifeStage(facts),
    proxy,
    authenticity: crossCheck(facts, null),
    flows: reconcileOrders(facts).summary,
    couplings: coupleStreams(facts),
    chain: {
      graph,
      customers: concentrationOf(graph, name, "customers"),
      suppliers: concentrationOf(graph, name, "suppliers"),
      knockOut: largest === undefined ? null : knockOut(graph, largest),
    },
    rows: Object.fromEntries(streamNames.map((stream) => [stream, facts[stream].length])) as Record<
      StreamName,
      number
    >,
  };
}
