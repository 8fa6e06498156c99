import { createRegionBook, type PeerFigures, peerFiguresOf, type RegionBook } from "#crosscheck";
import type { BusinessDay, Clock } from "#kernel";
import type { OperatingSource } from "#operations";
import { remember } from "./remember.ts";

/** What all enterprises together say of each: who shares what with whom, and how it stands among its like. */
export interface Around {
  readonly book: RegionBook;
  /** What each brings to a comparison among peers; nobody is named by it. */
  readonly peers: readonly PeerFigures[];
}

const keptMs = 3_600_000;

/**
 * What is known around an enterprise as of a day, gathered once from all of them and kept for an hour: in a running
 * plant the log grows by the minute, and what neighbours share does not. With a place of the log asked for it is
 * gathered as of that place.
 */
export function createAroundReader(
  operations: OperatingSource,
  clock: Clock,
): (asOf: BusinessDay, knownAt: number, isPinned: boolean) => Promise<Around> {
  const recent = remember<Around>(2);
  return async (asOf, knownAt, isPinned) => {
    const since = isPinned ? `at ${knownAt}` : `hour ${Math.floor(clock() / keptMs)}`;
    return await recent(`${asOf}/${since}`, async () => {
      const book = createRegionBook();
      const peers: PeerFigures[] = [];
      for await (const [id, facts] of operations.loadOperations({ asOf, knownAt })) {
        book.add(id, facts);
        peers.push(peerFiguresOf(id, facts));
      }
      return { book, peers };
    });
  };
}
