import { createRegionBook, type PeerFigures, peerFiguresOf, type RegionBook } from "#crosscheck";
import type { BusinessDay, Clock } from "#kernel";
import type { OperatingSource } from "#operations";
import { keepFresh } from "./keep-fresh.ts";
import { remember } from "./remember.ts";

/** What all enterprises together say of each: who shares what with whom, and how it stands among its like. */
export interface Around {
  readonly book: RegionBook;
  /** What each brings to a comparison among peers; nobody is named by it. */
  readonly peers: readonly PeerFigures[];
}

const hourMs = 3_600_000;
/** Neighbours as of the newest days of a pilot's and a region's enterprises, and one more day. */
const freshness = { most: 3, freshMs: hourMs, givenMs: 24 * hourMs };

/**
 * What is known around an enterprise as of a day, gathered from all of them: once an hour, for in a running plant the log
 * grows by the minute, and what neighbours share does not; who asks meanwhile gets that of the hour before. With a place
 * of the log asked for it is gathered as of that place.
 */
export function createAroundReader(
  operations: OperatingSource,
  clock: Clock,
): (asOf: BusinessDay, knownAt: number, isPinned: boolean) => Promise<Around> {
  const newest = keepFresh<Around>(clock, freshness);
  const pinned = remember<Around>(2);
  return async (asOf, knownAt, isPinned) => {
    const gather = async (): Promise<Around> => await gatherAround(operations, asOf, knownAt);
    return isPinned ? await pinned(`${asOf}/${knownAt}`, gather) : await newest(asOf, gather);
  };
}

async function gatherAround(
  operations: OperatingSource,
  asOf: BusinessDay,
  knownAt: number,
): Promise<Around> {
  const book = createRegionBook();
  const peers: PeerFigures[] = [];
  for await (const [id, facts] of operations.loadOperations({ asOf, knownAt })) {
    book.add(id, facts);
    peers.push(peerFiguresOf(id, facts));
  }
  return { book, peers };
}
