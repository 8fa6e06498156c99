import { existsSync } from "node:fs";

import type { Clock } from "#kernel";
import {
  checkEntry,
  createPseudonyms,
  ledgerFaults,
  type EntryToAppend,
  signReceipt,
  type Ledger,
  type LogReader,
  type SealedPlace,
} from "#ledger";
import { formatVerifierKey } from "#seal";
import type { ReadCursor } from "./entry-reader.ts";
import { readMasterKey, readPlatformKey } from "./key-store.ts";
import { logLayout } from "./log-layout.ts";
import type { LogAnswers, LogQuestion } from "./log-questions.ts";
import type { WriterLimits } from "./log-writer.ts";
import type { ReceivedEntry } from "./seal-group.ts";
import { createWriterClient, type WriterClient } from "./writer-client.ts";
import type { WriterValues } from "./writer-messages.ts";

export interface OpenLedgerOptions {
  /** The data directory, already locked by `openDataDirectory`. */
  readonly directory: string;
  readonly clock: Clock;
  /** Sizes of files and how often the state is saved; the usual ones when left out. */
  readonly limits?: Partial<WriterLimits>;
  /** Name of the platform log; taken from the directory when it exists already and this is left out. */
  readonly origin?: string;
}

/** Name of a platform log whose operator gave none. */
export const defaultOrigin = "touchstone.local/platform";

/** Rows committed with one sync when appends arrive faster than the disk takes them. */
const groupBytes = 8 * 2 ** 20;

/**
 * Opens the ledger of a data directory, creating it when there is none, and repairs an interrupted write.
 * @throws LEDGER_DAMAGED, LEDGER_ORIGIN_DIFFERS
 */
export async function openLedger(options: OpenLedgerOptions): Promise<Ledger> {
  const { directory, clock, limits = {} } = options;
  const layout = logLayout(directory);
  const existing = existsSync(layout.platformKey) ? readPlatformKey(layout).verifierKey.name : undefined;
  const origin = options.origin ?? existing ?? defaultOrigin;
  if (existing !== undefined && existing !== origin) {
    throw ledgerFaults.fault("LEDGER_ORIGIN_DIFFERS", { expected: origin, found: existing });
  }
  const writer = await createWriterClient({ directory, origin, limits }, clock);
  const master = readMasterKey(layout);
  const platformKey = readPlatformKey(layout);
  const signer = formatVerifierKey(platformKey.verifierKey);
  const append = createGroupCommit(writer, clock);
  const pseudonymOf = createPseudonyms(master);
  return {
    origin,
    recovered: writer.recovered,
    originOf: (kind, id) => `${origin}/${kind === "enterprise" ? "e" : "i"}/${pseudonymOf(id)}`,
    append,
    sign: (place) => signReceipt(platformKey, place),
    anchor: () => writer.call({ kind: "anchor" }),
    checkpoint: () => writer.call({ kind: "checkpoint" }),
    status: writer.status,
    health: writer.health,
    onHealth: writer.onHealth,
    size: (log) => writer.call({ kind: "size", origin: log }),
    readEntry: (log, index) => writer.call({ kind: "entry", origin: log, index }),
    erase: (scope, reason) => writer.call({ kind: "erase", scope, reason }),
    readHeaders: (fromPlatformIndex) => readHeaders(writer, fromPlatformIndex),
    readEntries: (fromPlatformIndex) => readEntries(writer, fromPlatformIndex),
    bundle: (log, bundleOptions = {}) => writer.call({ kind: "bundle", origin: log, options: bundleOptions }),
    logs: createLogReader(writer),
    trust: () => ({ "@type": "trust@1", logs: [signer], quorum: 0, witnesses: [] }),
    close: writer.close,
  };
}

/** The kind of a question says the kind of its answer. */
function createLogReader(writer: WriterClient): LogReader {
  const ask = async <Kind extends keyof LogAnswers>(
    question: Extract<LogQuestion, { readonly kind: Kind }>,
  ): Promise<LogAnswers[Kind] | null> =>
    (await writer.call({ kind: "log", question })) as LogAnswers[Kind] | null;
  return {
    checkpoint: (origin, { isNewest = false } = {}) =>
      ask<"checkpoint">({ kind: "checkpoint", origin, isNewest }),
    tile: (origin, tile) => ask<"tile">({ kind: "tile", origin, tile }),
    prove: (origin, index) => ask<"prove">({ kind: "prove", origin, index }),
    consistency: (origin, sizes) => ask<"consistency">({ kind: "consistency", origin, ...sizes }),
  };
}

/** While a group is being written, further appends gather; the next group takes them together. */
function createGroupCommit(writer: WriterClient, clock: Clock): Ledger["append"] {
  interface Waiting {
    readonly entries: readonly ReceivedEntry[];
    readonly resolve: (places: readonly SealedPlace[]) => void;
    readonly reject: (cause: unknown) => void;
  }
  const queue: Waiting[] = [];
  let isWriting = false;
  const writeNext = async (): Promise<void> => {
    if (isWriting) return;
    isWriting = true;
    while (queue.length > 0) {
      const group = takeGroup(queue);
      try {
        const places = await writer.append(group.flatMap((call) => call.entries));
        let first = 0;
        for (const { entries, resolve } of group) {
          resolve(places.slice(first, first + entries.length));
          first += entries.length;
        }
      } catch (cause) {
        for (const { reject } of group) reject(cause);
      }
    }
    isWriting = false;
  };
  return async (entries) => {
    for (const entry of entries) checkEntry(entry);
    const received = entries.map((entry) => receive(entry, clock));
    return new Promise((resolve, reject) => {
      queue.push({ entries: received, resolve, reject });
      void writeNext();
    });
  };
}

function takeGroup<Call extends { readonly entries: readonly ReceivedEntry[] }>(queue: Call[]): Call[] {
  const group: Call[] = [];
  for (let bytes = 0; queue.length > 0 && bytes < groupBytes; ) {
    const call = queue.shift();
    if (call === undefined) break;
    group.push(call);
    bytes += call.entries.reduce((sum, { payload }) => sum + payload.bytes.length, 0);
  }
  return group;
}

/** Settles the time and copies the rows: the caller may go on using its buffer, the copy moves to the thread. */
function receive(entry: EntryToAppend, clock: Clock): ReceivedEntry {
  const { saltSeed } = entry.payload;
  const copied = { bytes: new Uint8Array(entry.payload.bytes), ends: new Uint32Array(entry.payload.ends) };
  const payload = saltSeed === undefined ? copied : { ...copied, saltSeed: new Uint8Array(saltSeed) };
  return { ...entry, payload, receivedAtMs: entry.receivedAtMs ?? clock() };
}

async function* readHeaders(writer: WriterClient, fromPlatformIndex: number) {
  let cursor: ReadCursor | undefined = { platformIndex: fromPlatformIndex, skip: 0 };
  while (cursor !== undefined) {
    const part: WriterValues["headers"] = await writer.call({ kind: "headers", cursor });
    yield* part.headers;
    cursor = part.next;
  }
}

async function* readEntries(writer: WriterClient, fromPlatformIndex: number) {
  let cursor: ReadCursor | undefined = { platformIndex: fromPlatformIndex, skip: 0 };
  while (cursor !== undefined) {
    const part: WriterValues["read"] = await writer.call({ kind: "read", cursor });
    yield* part.entries;
    cursor = part.next;
  }
}
