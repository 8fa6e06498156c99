import { coupleStreams } from "#association";
import type { DataClass } from "#consent";
import {
  comparePeers,
  crossCheck,
  type Neighbours,
  peerFiguresOf,
  type ReconciledOrder,
  reconcileOrders,
} from "#crosscheck";
import type { IndicatorSource } from "#indicators";
import { addDays, dayNumberOf } from "#kernel";
import type { OperatingFacts } from "#operations";
import {
  chainGraphOf,
  concentrationOf,
  connectionReportOf,
  hideNames,
  judgeLifeStage,
  knockOut,
  operatingStreamsOf,
  profileOf,
  proxyBalanceOf,
  sankeyOf,
  twinAt,
  valueEnterprise,
} from "#profile";
import { createAroundReader } from "./know-around.ts";
import { loadCurveOf } from "./load-curve.ts";
import { todayOf } from "./know-today.ts";
import { createFactsLoader, type OperationsParts, type PermittedFacts } from "./load-operations.ts";
import type {
  KnownChain,
  KnownEnterpriseProfile,
  OrderFilter,
  ProfileRead,
  ProfileServices,
} from "./profile-services.ts";
import { remember } from "./remember.ts";

/** What portraits are made of, passed in. */
export interface ProfileParts extends OperationsParts {
  readonly indicators: IndicatorSource;
}

const mostPortraits = 64;

/** Opens what the pages of one enterprise's portrait show; whatever is the same is worked out once. */
export function openProfile(parts: ProfileParts): ProfileServices {
  const load = createFactsLoader(parts);
  const around = createAroundReader(parts.operations, parts.clock);
  const portraits = remember<KnownEnterpriseProfile>(mostPortraits);
  return {
    profile: async (read) => {
      const known = await load(read);
      const portrait = await portraits(known.key, async () => {
        const { asOf, knownAt } = known.frame;
        const { book } = await around(asOf, knownAt, read.knownAt !== undefined);
        return knowProfile(
          known.facts,
          permittedNeighbours(book.neighboursOf(read.enterpriseId), read.classes),
        );
      });
      return { ...known.frame, ...portrait };
    },
    twin: async (read) => {
      const { facts, frame } = await load(read);
      return { ...frame, twin: twinAt(facts) };
    },
    chain: async (read, wish) => {
      const { facts, frame } = await load(read);
      return { ...frame, ...chainOf(read, facts, wish) };
    },
    flows: async (read, filter) => {
      const { facts, frame } = await load(read);
      return { ...frame, ...flowsOf(facts, filter) };
    },
    streams: async (read, days) => {
      const { facts, frame } = await load(read);
      const hours = await hoursOf(parts.indicators, read, { facts, frame }, days);
      return { ...frame, streams: operatingStreamsOf(facts, days), hours };
    },
    today: async (read) => await todayOf(parts.live, read),
    watchToday: parts.live.watch,
    peers: async (read) => {
      const { facts, frame } = await load(read);
      const { peers } = await around(frame.asOf, frame.knownAt, read.knownAt !== undefined);
      const own = peerFiguresOf(read.enterpriseId, facts);
      const master = facts.masters.at(-1);
      const figures = comparePeers(own, peers);
      return { ...frame, division: master?.division ?? null, size: master?.size ?? null, figures };
    },
    connectionReport: async (read, retrofit) => {
      const { facts, frame } = await load(read);
      return { ...frame, report: connectionReportOf(facts, retrofit) };
    },
  };
}

/** Whoever may not read a class learns nothing of it by what neighbours have in common with it. */
function permittedNeighbours(neighbours: Neighbours, classes: ReadonlySet<DataClass>): Neighbours {
  const has = (...wanted: readonly DataClass[]): boolean => wanted.every((one) => classes.has(one));
  return {
    enterpriseId: neighbours.enterpriseId,
    sharedSeries: () => (has("machine", "energy") ? neighbours.sharedSeries() : []),
    rings: () => (has("invoice", "businessDocument") ? neighbours.rings() : []),
    usualReversedShare: () => (has("invoice") ? neighbours.usualReversedShare() : null),
    usualPayDays: () => (has("invoice", "statement") ? neighbours.usualPayDays() : null),
  };
}

/** Everything that the facts say of one enterprise. @param neighbours  null where it stands alone */
export function knowProfile(facts: OperatingFacts, neighbours: Neighbours | null): KnownEnterpriseProfile {
  const proxy = proxyBalanceOf(facts);
  const lifeStage = judgeLifeStage(facts);
  return {
    master: facts.masters.at(-1) ?? null,
    profile: profileOf(facts, proxy),
    lifeStage,
    proxy,
    authenticity: crossCheck(facts, neighbours),
    couplings: coupleStreams(facts),
    valuation: valueEnterprise(facts, proxy, lifeStage?.stage ?? null),
  };
}

/** The star of one enterprise; partners outside its own books are not looked up, so every name in it is in its papers. */
function chainOf(
  { enterpriseId }: ProfileRead,
  facts: OperatingFacts,
  wish: { readonly knockOut?: string | undefined; readonly registered: ReadonlyMap<string, string> },
): KnownChain {
  const master = facts.masters.at(-1);
  const name = master?.name ?? enterpriseId;
  const full = chainGraphOf([{ name, division: master?.division ?? null, facts }]);
  const graph = hideNames(full, () => true);
  const customers = concentrationOf(full, name, "customers");
  const largest = full.edges.find(({ from }) => from === name)?.to;
  const asked = graph.nodes.find(({ id, role }) => id === wish.knockOut && role !== "self")?.id ?? largest;
  const known = graph.nodes.flatMap((node) => wish.registered.get(node.name) ?? []);
  return {
    graph,
    customers,
    suppliers: concentrationOf(full, name, "suppliers"),
    knockOut: asked === undefined ? null : knockOut(graph, asked),
    enterpriseIds: [...new Set([enterpriseId, ...known])],
  };
}

const flowDays = 365;

function flowsOf(facts: OperatingFacts, { verdict, direction, offset, limit }: OrderFilter) {
  const { orders, summary } = reconcileOrders(facts);
  const since = dayNumberOf(addDays(facts.asOf, -flowDays));
  const chosen = orders
    .filter((order) => verdict === undefined || order.verdict === verdict)
    .filter((order) => direction === undefined || order.direction === direction)
    .toSorted(newestFirst);
  const recent = orders.filter(({ placedOn }) => placedOn > since);
  return {
    summary,
    total: chosen.length,
    items: chosen.slice(offset, offset + limit),
    sankey: sankeyOf(recent),
  };
}

function newestFirst(left: ReconciledOrder, right: ReconciledOrder): number {
  return right.placedOn - left.placedOn || (left.orderNumber < right.orderNumber ? -1 : 1);
}

/** Hours are of readings of electricity: without a basis for energy there are none. */
async function hoursOf(
  indicators: IndicatorSource,
  { enterpriseId, classes }: ProfileRead,
  { frame }: Pick<PermittedFacts, "facts" | "frame">,
  days: number,
): Promise<readonly number[] | null> {
  if (!classes.has("energy")) return null;
  const { asOf, knownAt } = frame;
  return await loadCurveOf(indicators, enterpriseId, {
    asOf,
    knownAt,
    fromDay: dayNumberOf(asOf) - days + 1,
  });
}
