import type { StoredHeader } from "#ledger";

/** Entries of the log whose rows a later entry takes the place of. */
export interface SupersededEntries {
  has(origin: string, index: number): boolean;
  readonly isSome: boolean;
  /** Whether one of them lies before the entries looked at, so that a store may hold its rows. */
  readonly reachesBack: boolean;
}

const keyOf = (origin: string, index: number): string => `${origin} ${index}`;

interface Place {
  readonly origin: string;
  readonly index: number;
}

/**
 * Finds what later entries supersede: a batch that was read again by another mapping, and the corrections of its rows,
 * which were made for the earlier reading.
 */
export async function findSuperseded(
  headers: AsyncIterable<Pick<StoredHeader, "origin" | "index" | "header">>,
): Promise<SupersededEntries> {
  const seen = new Set<string>();
  const superseded = new Set<string>();
  const corrections: { readonly own: string; readonly of: string }[] = [];
  for await (const { origin, index, header } of headers) {
    if (header["@type"] !== "import-batch@1") continue;
    const own = keyOf(origin, index);
    seen.add(own);
    const earlier = header["supersedes"] as Place | undefined;
    if (earlier !== undefined) superseded.add(keyOf(earlier.origin, earlier.index));
    const corrects = (header["corrects"] ?? []) as unknown as readonly Place[];
    for (const of of corrects) corrections.push({ own, of: keyOf(of.origin, of.index) });
  }
  for (const { own, of } of corrections) if (superseded.has(of)) superseded.add(own);
  return {
    has: (origin, index) => superseded.has(keyOf(origin, index)),
    isSome: superseded.size > 0,
    reachesBack: [...superseded].some((key) => !seen.has(key)),
  };
}
