import type { ProjectedBatch, ProjectedFile } from "#collect";
import type { ReceivedBatch } from "../import-entry.ts";
import type { OfferedEntries, ParsedEntries } from "./projection.ts";

/** What was parsed while it was appended, by its place in the log, until it is projected. */
export interface Offers {
  add(parsed: ParsedEntries): OfferedEntries;
  find(origin: string, index: number): OfferedEntry | undefined;
  /** Says what was stored; offers that are complete resolve. */
  settle(judged: readonly ProjectedBatch[], files: readonly ProjectedFile[]): void;
  /** Rejects everything that waits. */
  fail(cause: unknown): void;
}

export type OfferedEntry =
  | { readonly kind: "batch"; readonly batch: ReceivedBatch }
  | { readonly kind: "file"; readonly file: ProjectedFile };

interface Waiting {
  readonly keys: readonly string[];
  readonly judged: Map<string, ProjectedBatch>;
  readonly resolve: (judged: readonly ProjectedBatch[]) => void;
  readonly reject: (cause: unknown) => void;
}

const keyOf = (origin: string, index: number): string => `${origin} ${index}`;

/** Makes an empty shelf for what is offered. */
export function createOffers(): Offers {
  const entries = new Map<string, OfferedEntry>();
  const waitingFor = new Map<string, Waiting>();
  const waiting = new Set<Waiting>();
  const settleIfDone = (one: Waiting): void => {
    if (one.judged.size < one.keys.length) return;
    waiting.delete(one);
    one.resolve(one.keys.map((key) => one.judged.get(key) as ProjectedBatch));
  };
  return {
    add: ({ batches, files }) => {
      const { promise, resolve, reject } = Promise.withResolvers<readonly ProjectedBatch[]>();
      // A failure surfaces where it is awaited; until then it must not count as unhandled.
      promise.catch(() => undefined);
      const keys = batches.map(({ origin, entryIndex }) => keyOf(origin, entryIndex));
      const one: Waiting = { keys, judged: new Map(), resolve, reject };
      waiting.add(one);
      for (const batch of batches) {
        const key = keyOf(batch.origin, batch.entryIndex);
        entries.set(key, { kind: "batch", batch });
        waitingFor.set(key, one);
      }
      for (const file of files) entries.set(keyOf(file.origin, file.entryIndex), { kind: "file", file });
      settleIfDone(one);
      return { judged: promise };
    },
    find: (origin, index) => entries.get(keyOf(origin, index)),
    settle: (judged, files) => {
      for (const { origin, entryIndex } of files) entries.delete(keyOf(origin, entryIndex));
      for (const batch of judged) {
        const key = keyOf(batch.origin, batch.entryIndex);
        const one = waitingFor.get(key);
        waitingFor.delete(key);
        entries.delete(key);
        if (one === undefined) continue;
        one.judged.set(key, batch);
        settleIfDone(one);
      }
    },
    fail: (cause) => {
      for (const one of waiting) one.reject(cause);
      waiting.clear();
      waitingFor.clear();
      entries.clear();
    },
  };
}
