import type { DayNumber } from "#operations";
import type { CrossCheckParameters } from "./parameters.ts";

/** Sales of one enterprise to another, by invoice. */
export interface TradeEdge {
  readonly days: DayNumber[];
  readonly amountsYuan: number[];
  readonly hasGoods: boolean[];
}

/** Sales among enterprises of the region that lead back to the seller. */
export interface TradeRing {
  /** Sellers in order, beginning with the one that asked; the last one sells to the first. */
  readonly members: readonly string[];
  readonly fromDay: DayNumber;
  readonly toDay: DayNumber;
  /** Times that an amount went round, and the yuan that did. */
  readonly rounds: number;
  readonly amountYuan: number;
  /** Share of the rounds' invoices behind which goods moved, 0 to 1. */
  readonly deliveredShare: number;
  /** Chance that invoices of these edges fit together so often, if each went its own way. */
  readonly chance: number;
}

type Graph = ReadonlyMap<string, ReadonlyMap<string, TradeEdge>>;

const fewestMembers = 3;
const mostMembers = 5;
/** A hub that sells to everybody is searched no further than this many edges. */
const mostEdges = 60;

/** Rings of three to five, each once, under every member. */
export function findRings(graph: Graph, parameters: CrossCheckParameters): Map<string, TradeRing[]> {
  const found = new Map<string, TradeRing[]>();
  const sparse = prune(graph, parameters);
  for (const start of [...sparse.keys()].sort()) {
    for (const members of cyclesFrom(sparse, start)) {
      const ring = describeRing(sparse, members, parameters);
      if (ring === null) continue;
      for (const [index, member] of members.entries()) {
        const turned = { ...ring, members: [...members.slice(index), ...members.slice(0, index)] };
        const list = found.get(member);
        if (list === undefined) found.set(member, [turned]);
        else list.push(turned);
      }
    }
  }
  for (const list of found.values()) {
    list.sort((left, right) => right.amountYuan - left.amountYuan || (left.members < right.members ? -1 : 1));
  }
  return found;
}

/** Edges with enough invoices to go round more than once, repeatedly, until every enterprise both buys and sells. */
function prune(graph: Graph, { ringFewestRounds }: CrossCheckParameters): Graph {
  let edges = new Map(
    [...graph].map(([seller, buyers]) => [
      seller,
      new Map([...buyers].filter(([, edge]) => edge.days.length >= ringFewestRounds).slice(0, mostEdges)),
    ]),
  );
  for (let before = -1, now = sizeOf(edges); now !== before; ) {
    const isBuyer = new Set([...edges.values()].flatMap((buyers) => [...buyers.keys()]));
    edges = new Map(
      [...edges]
        .filter(([seller]) => isBuyer.has(seller))
        .map(([seller, buyers]) => [
          seller,
          new Map([...buyers].filter(([buyer]) => (edges.get(buyer)?.size ?? 0) > 0)),
        ]),
    );
    before = now;
    now = sizeOf(edges);
  }
  return edges;
}

function sizeOf(graph: Graph): number {
  return [...graph.values()].reduce((sum, buyers) => sum + buyers.size, 0);
}

/** Cycles whose smallest member is the start, so that each is found once. */
function* cyclesFrom(graph: Graph, start: string): Generator<readonly string[]> {
  const path = [start];
  yield* extend();

  function* extend(): Generator<readonly string[]> {
    const last = path.at(-1) ?? start;
    for (const next of graph.get(last)?.keys() ?? []) {
      if (next === start && path.length >= fewestMembers) yield [...path];
      if (next <= start || path.includes(next) || path.length === mostMembers) continue;
      path.push(next);
      yield* extend();
      path.pop();
    }
  }
}

function describeRing(
  graph: Graph,
  members: readonly string[],
  parameters: CrossCheckParameters,
): TradeRing | null {
  const edges = members.map((member, index) => {
    const buyer = members[(index + 1) % members.length] ?? "";
    return graph.get(member)?.get(buyer) as TradeEdge;
  });
  const rounds = matchRounds(edges, parameters);
  if (rounds.length < parameters.ringFewestRounds) return null;
  const invoices = rounds.flat();
  const delivered = invoices.filter(({ goods }) => goods).length / invoices.length;
  return {
    members,
    fromDay: Math.min(...invoices.map(({ day }) => day)),
    toDay: Math.max(...invoices.map(({ day }) => day)),
    rounds: rounds.length,
    amountYuan: rounds.reduce((sum, round) => sum + (round[0]?.amount ?? 0), 0),
    deliveredShare: delivered,
    chance: chanceOf(edges, rounds.length, parameters),
  };
}

interface RoundInvoice {
  readonly day: DayNumber;
  readonly amount: number;
  readonly goods: boolean;
}

/** For every invoice of the first edge the one of each next edge that is nearest in amount, within the window. */
function matchRounds(
  edges: readonly TradeEdge[],
  { ringWindowDays, ringAmountSpread }: CrossCheckParameters,
): RoundInvoice[][] {
  const used = edges.map(() => new Set<number>());
  const rounds: RoundInvoice[][] = [];
  const [first] = edges;
  for (const [index, day] of first?.days.entries() ?? []) {
    const amount = first?.amountsYuan[index] ?? 0;
    const round: RoundInvoice[] = [{ day, amount, goods: first?.hasGoods[index] ?? false }];
    const taken: number[] = [];
    for (const [place, edge] of edges.entries()) {
      if (place === 0) continue;
      let best = -1;
      let nearest = ringAmountSpread;
      for (const [other, otherDay] of edge.days.entries()) {
        if (used[place]?.has(other) === true || Math.abs(otherDay - day) > ringWindowDays) continue;
        const gap = Math.abs((edge.amountsYuan[other] ?? 0) - amount) / Math.max(1, amount);
        if (gap <= nearest) {
          nearest = gap;
          best = other;
        }
      }
      if (best < 0) break;
      taken.push(best);
      round.push({
        day: edge.days[best] ?? day,
        amount: edge.amountsYuan[best] ?? 0,
        goods: edge.hasGoods[best] ?? false,
      });
    }
    if (round.length < edges.length) continue;
    for (const [place, other] of taken.entries()) used[place + 1]?.add(other);
    rounds.push(round);
  }
  return rounds;
}

/** Each fit is a matter of amount and time; what edges with many invoices offer by themselves is allowed for. */
function chanceOf(
  edges: readonly TradeEdge[],
  rounds: number,
  { ringWindowDays, ringAmountSpread }: CrossCheckParameters,
): number {
  let fit = 1;
  for (const edge of edges.slice(1)) {
    const span = Math.max(30, (edge.days.at(-1) ?? 0) - (edge.days[0] ?? 0));
    const offered = edge.days.length * Math.min(1, (2 * ringWindowDays) / span) * ringAmountSpread * 0.7;
    fit *= Math.min(1, offered);
  }
  const tries = edges[0]?.days.length ?? 1;
  let chance = 1;
  for (let round = 0; round < rounds; round++) chance *= Math.min(1, (fit * (tries - round)) / (round + 1));
  return chance;
}
