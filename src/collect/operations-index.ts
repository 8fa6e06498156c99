import { FingerprintSet } from "./fingerprint-set.ts";
import type { ObservationStore } from "./observation-store.ts";
import { daysOfOperations } from "./operating-rows.ts";
import type { ParsedBatch } from "./parsed.ts";

/** Equal rows happened on one day, so that rows of other spans of days need not be remembered at the same time. */
const spanDays = 32;

/** The span of days, counted from 1970, in which a day lies. */
export function operatingSpanOf(day: number): number {
  return Math.floor(day / spanDays);
}

/** What is remembered of one enterprise and span. */
interface KnownSpan {
  readonly rows: FingerprintSet;
  lastUsed: number;
}

/** About 35 bytes a row at most; spans longest unused are forgotten and read again at need. */
const mostRowsHeld = 2_000_000;

/** Remembers rows of operating streams by enterprise and month, so that a row can be found equal to an earlier one. */
export interface OperationsIndex {
  /** Makes the spans of these batches ready; must be awaited before `rowsOf`. */
  load(batches: readonly { readonly enterpriseId: string; readonly parsed: ParsedBatch }[]): Promise<void>;
  /** The rows of an enterprise in the span of a day. */
  rowsOf(enterpriseId: string, day: number): FingerprintSet;
}

const keyOf = (enterpriseId: string, span: number): string => `${enterpriseId} ${span}`;

/**
 * Opens an index over all that the store makes visible now; every later row must pass through it.
 * @param mostRows  rows held in memory; the store must give back what is forgotten
 */
export async function openOperationsIndex(
  store: ObservationStore,
  mostRows = mostRowsHeld,
): Promise<OperationsIndex> {
  const stored = new Set(
    (await store.operatingSpans()).map(({ enterpriseId, span }) => keyOf(enterpriseId, span)),
  );
  const held = new Map<string, KnownSpan>();
  let clock = 0;
  const open = (key: string): FingerprintSet => {
    const known = held.get(key) ?? { rows: new FingerprintSet(), lastUsed: 0 };
    held.set(key, known);
    known.lastUsed = clock;
    return known.rows;
  };
  return {
    load: async (batches) => {
      clock++;
      forgetOldest(held, stored, mostRows);
      const wanted = new Set<string>();
      const ids = new Set<string>();
      const spans = { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY };
      for (const { enterpriseId, parsed } of batches) {
        if (parsed.kind !== "operations") continue;
        for (const span of spansOf(daysOfOperations(parsed))) {
          const key = keyOf(enterpriseId, span);
          if (held.has(key) || !stored.has(key)) {
            open(key);
            continue;
          }
          wanted.add(key);
          ids.add(enterpriseId);
          spans.first = Math.min(spans.first, span);
          spans.last = Math.max(spans.last, span);
        }
      }
      if (wanted.size === 0) return;
      const days = { first: spans.first * spanDays, last: (spans.last + 1) * spanDays - 1 };
      for (const { enterpriseId, span, fingerprints } of await store.knownOperations([...ids], days)) {
        const key = keyOf(enterpriseId, span);
        // Spans that nobody asked for may be held already, with rows newer than the store's.
        if (!wanted.has(key)) continue;
        const rows = open(key);
        for (let i = 0; i < fingerprints.length; i += 2) {
          rows.add(fingerprints[i] as number, fingerprints[i + 1] as number);
        }
      }
    },
    rowsOf: (enterpriseId, day) => open(keyOf(enterpriseId, operatingSpanOf(day))),
  };
}

function spansOf(days: Int32Array): ReadonlySet<number> {
  const spans = new Set<number>();
  let last = Number.NaN;
  for (const day of days) {
    const span = operatingSpanOf(day);
    if (span !== last) spans.add(span);
    last = span;
  }
  return spans;
}

/** Everything held was projected before the next group is loaded, so the store can give it back. */
function forgetOldest(held: Map<string, KnownSpan>, stored: Set<string>, mostRows: number): void {
  let rows = 0;
  for (const known of held.values()) rows += known.rows.size;
  if (rows <= mostRows) return;
  const oldest = [...held].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
  for (const [key, known] of oldest) {
    if (rows <= mostRows / 2) return;
    held.delete(key);
    stored.add(key);
    rows -= known.rows.size;
  }
}
