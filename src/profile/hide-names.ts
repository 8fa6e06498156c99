import type { ChainGraph, ChainNode } from "./chain-graph.ts";

/** Fewer hidden enterprises than this are not even counted. */
const leastHidden = 5;

/**
 * The graph as a reader may see it: partners whose names it may not see are numbered stand-ins; enterprises that are no
 * partner of the one the graph is about fold into one node where there are enough of them, and are left out otherwise.
 */
export function hideNames(graph: ChainGraph, maySee: (name: string) => boolean): ChainGraph {
  const self = graph.nodes.find(({ role }) => role === "self")?.id ?? "";
  const partners = new Set(
    graph.edges.filter(({ from, to }) => from === self || to === self).flatMap(({ from, to }) => [from, to]),
  );
  const far = graph.nodes.filter(({ id, name }) => !partners.has(id) && id !== self && !maySee(name));
  const isFolded = far.length >= leastHidden;
  const shown = new Map<string, ChainNode | null>();
  let hidden = 0;
  // By what they trade, so that the numbers say nothing of the names.
  const order = [...new Set(graph.edges.flatMap(({ from, to }) => [from, to]))];
  const byId = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const id of [self, ...order]) {
    const node = byId.get(id);
    if (node === undefined || shown.has(id)) continue;
    if (id === self || maySee(node.name)) shown.set(id, node);
    else if (partners.has(id)) {
      hidden += 1;
      shown.set(id, { ...node, id: `hidden-${hidden}`, name: `#${hidden}`, isHidden: true, division: null });
    } else {
      shown.set(
        id,
        isFolded
          ? { id: "others", name: `${far.length}+`, isHidden: true, role: "both", division: null }
          : null,
      );
    }
  }
  const nodes = new Map(
    [...shown.values()].flatMap((node) => (node === null ? [] : [[node.id, node] as const])),
  );
  return {
    nodes: [...nodes.values()],
    edges: graph.edges.flatMap((edge) => {
      const from = shown.get(edge.from);
      const to = shown.get(edge.to);
      if (from === undefined || from === null || to === undefined || to === null || from.id === to.id)
        return [];
      return [{ ...edge, from: from.id, to: to.id }];
    }),
  };
}
