import { fingerprintInvoices } from "./fingerprint.ts";
import { FingerprintSet } from "./fingerprint-set.ts";
import { type ObservationStore, type RowStream, streamOf } from "./observation-store.ts";
import type { ComparedBatch, ParsedBatch } from "./parsed.ts";

/** The fingerprints of one stream: its rows, and the numbers of its invoices. */
export interface KnownStream {
  readonly rows: FingerprintSet;
  readonly numbers: FingerprintSet;
  lastUsed: number;
}

/** About 35 bytes a row at most, so 70 MB; the streams longest unused are forgotten and read again at need. */
const mostRowsHeld = 2_000_000;

/** Remembers what is stored of each enterprise, so that a row can be found equal to an earlier one. */
export interface DuplicateIndex {
  /** Makes the streams of these batches ready; must be awaited before `stream`. */
  load(batches: readonly { readonly enterpriseId: string; readonly parsed: ParsedBatch }[]): Promise<void>;
  stream(enterpriseId: string, parsed: ComparedBatch): KnownStream;
}

/**
 * Opens an index over all that the store makes visible now; every later row must pass through it.
 * @param mostRows  rows held in memory; the store must give back what is forgotten
 */
export async function openDuplicateIndex(
  store: ObservationStore,
  mostRows = mostRowsHeld,
): Promise<DuplicateIndex> {
  const stored = new Set(await store.knownStreams());
  const streams = new Map<string, KnownStream>();
  let clock = 0;
  const open = (key: string): KnownStream => {
    const known = streams.get(key) ?? {
      rows: new FingerprintSet(),
      numbers: new FingerprintSet(),
      lastUsed: 0,
    };
    streams.set(key, known);
    known.lastUsed = clock;
    return known;
  };
  return {
    load: async (batches) => {
      clock++;
      forgetOldest(streams, stored, mostRows);
      const wanted = new Map<RowStream | "invoice", Set<string>>();
      for (const { enterpriseId, parsed } of batches) {
        if (parsed.kind === "enterprises" || parsed.kind === "churn" || parsed.kind === "operations")
          continue;
        const stream = streamOfRows(parsed);
        const key = streamOf(enterpriseId, stream);
        const from = parsed.kind === "invoices" ? "invoice" : stream;
        if (streams.has(key) || !stored.has(key)) open(key);
        else wanted.set(from, (wanted.get(from) ?? new Set()).add(enterpriseId));
      }
      await loadInvoices(store, [...(wanted.get("invoice") ?? [])], streams, open);
      for (const stream of ["reading", "statement", "document"] as const) {
        await loadRows(store, stream, [...(wanted.get(stream) ?? [])], open);
      }
    },
    stream: (enterpriseId, parsed) => open(streamOf(enterpriseId, streamOfRows(parsed))),
  };
}

function streamOfRows(parsed: ComparedBatch): RowStream {
  switch (parsed.kind) {
    case "invoices":
      return parsed.direction;
    case "readings":
      return "reading";
    case "statements":
      return "statement";
    case "documents":
      return "document";
  }
}

/** Everything held was projected before the next group is loaded, so the store can give it back. */
function forgetOldest(streams: Map<string, KnownStream>, stored: Set<string>, mostRows: number): void {
  let rows = 0;
  for (const known of streams.values()) rows += known.rows.size;
  if (rows <= mostRows) return;
  const oldest = [...streams].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
  for (const [key, known] of oldest) {
    if (rows <= mostRows / 2) return;
    streams.delete(key);
    stored.add(key);
    rows -= known.rows.size;
  }
}

async function loadInvoices(
  store: ObservationStore,
  enterpriseIds: readonly string[],
  streams: ReadonlyMap<string, KnownStream>,
  open: (key: string) => KnownStream,
): Promise<void> {
  if (enterpriseIds.length === 0) return;
  const present = new Set(streams.keys());
  for (const { enterpriseId, direction, columns } of await store.knownInvoices(enterpriseIds)) {
    const key = streamOf(enterpriseId, direction);
    // The other direction may be held already, with rows newer than the store's.
    if (present.has(key)) continue;
    const known = open(key);
    const { rows, numbers } = fingerprintInvoices(columns);
    for (let i = 0; i < rows.length; i += 2) {
      known.rows.add(rows[i] as number, rows[i + 1] as number);
      known.numbers.add(numbers[i] as number, numbers[i + 1] as number);
    }
  }
}

async function loadRows(
  store: ObservationStore,
  stream: "reading" | "statement" | "document",
  enterpriseIds: readonly string[],
  open: (key: string) => KnownStream,
): Promise<void> {
  if (enterpriseIds.length === 0) return;
  for (const { enterpriseId, fingerprints } of await store.knownRows(stream, enterpriseIds)) {
    const known = open(streamOf(enterpriseId, stream));
    for (let i = 0; i < fingerprints.length; i += 2) {
      known.rows.add(fingerprints[i] as number, fingerprints[i + 1] as number);
    }
  }
}
