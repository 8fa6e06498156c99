import type { ReportProgress } from "#kernel";
import { createRegionBook, type RegionBook } from "#crosscheck";
import { operatingFactsOf, type OperatingSource } from "#operations";
import type { EnterpriseLook, ObservedEnterprise, RegionFrame } from "./look-at-enterprise.ts";
import type { ObservedRow } from "./observed-row.ts";
import type { RegionThreads } from "./region-threads.ts";

export interface ObservedRegion {
  readonly enterprises: ReadonlyMap<string, ObservedEnterprise>;
  /** What a card is developed and tried on. */
  readonly rows: readonly ObservedRow[];
  /** What every enterprise's neighbours are compared with. */
  readonly book: RegionBook;
}

/**
 * Looks at every enterprise of a region once: as of T, and as of earlier days with what was known on each of them. Of the
 * streams only those of a few enterprises are in memory at a time, read here and looked at in threads.
 */
export async function observeRegion(
  source: OperatingSource,
  request: {
    readonly frame: RegionFrame;
    readonly enterpriseIds: readonly string[];
    readonly threads: RegionThreads;
    readonly signal: AbortSignal;
    readonly onProgress: ReportProgress;
  },
): Promise<ObservedRegion> {
  const { frame, enterpriseIds, threads, signal, onProgress } = request;
  const { asOf, knownAt } = frame;
  const book = createRegionBook();
  const looks: Promise<EnterpriseLook>[] = [];
  let done = 0;
  for await (const [id, rows] of source.loadRows({ asOf, knownAt, enterpriseIds })) {
    signal.throwIfAborted();
    looks.push(threads.look(id, rows));
    book.add(id, operatingFactsOf(rows, asOf, knownAt));
    await threads.room();
    done++;
    onProgress({ step: "indicators", done, total: enterpriseIds.length, unit: "enterprises" });
  }
  // In the order in which they were read, whichever thread was first.
  const found = await Promise.all(looks);
  return {
    enterprises: new Map(found.map(({ enterprise }) => [enterprise.id, enterprise])),
    rows: found.flatMap(({ rows }) => rows),
    book,
  };
}
