import { readFileSync } from "node:fs";
import {
  coveredSize,
  renameKey,
  signNote,
  type LogBook,
  type LogTile,
  type EntryLog,
  type ProvedLeaf,
} from "#ledger";
import {
  bytesEqual,
  encodeEntryBundle,
  formatCheckpoint,
  parseCheckpoint,
  parseNote,
  tileBytes,
  tileWidth,
  type CheckpointBody,
  type ReadableTree,
} from "#seal";
import type { EntryReader } from "./entry-reader.ts";
import type { KeyStore } from "./key-store.ts";
import type { LogLayout } from "./log-layout.ts";

/** A question about one log, as the writer's thread gets it; see `LogReader`. */
export type LogQuestion = { readonly origin: string } & (
  | { readonly kind: "checkpoint"; readonly isNewest: boolean }
  | { readonly kind: "tile"; readonly tile: LogTile }
  | { readonly kind: "prove"; readonly index: number }
  | { readonly kind: "consistency"; readonly from: number; readonly to: number }
);

export interface LogAnswers {
  readonly checkpoint: string;
  readonly tile: Uint8Array;
  readonly prove: ProvedLeaf;
  readonly consistency: readonly Uint8Array[];
}

/** What answering reads. */
export interface AskedLog {
  readonly layout: LogLayout;
  readonly keys: KeyStore;
  readonly book: LogBook;
  readonly reader: EntryReader;
  /** The last signed checkpoint of the platform log. */
  readonly signed: { readonly note: string; readonly body: CheckpointBody };
}

/** One log as far as the last platform checkpoint covers it. */
interface CoveredLog {
  readonly tree: ReadableTree;
  readonly size: number;
  readEntry(index: number): Uint8Array;
}

/** Answers from the trees in memory, so that a tile of any width is made when it is asked for; null for what is not there. */
export function answerLogQuestion(
  asked: AskedLog,
  question: LogQuestion,
): LogAnswers[LogQuestion["kind"]] | null {
  const log = coveredLog(asked, question.origin);
  if (log === null) return null;
  switch (question.kind) {
    case "checkpoint":
      return checkpointOf(asked, question.origin, log, question.isNewest ? Number.POSITIVE_INFINITY : 0);
    case "tile":
      return tileOf(log, question.tile);
    case "prove":
      return prove(asked, question.origin, log, question.index);
    case "consistency":
      return consistencyOf(log, question);
  }
}

/** The kept checkpoint that reached the quorum; null where there is none, or not of this log. */
export function readCosignedNote({
  layout,
  book,
  signed,
}: Pick<AskedLog, "layout" | "book" | "signed">): string | null {
  try {
    const note = readFileSync(layout.cosigned, "utf8");
    const { origin, size, root } = parseCheckpoint(parseNote(note).body);
    const isOurs = origin === signed.body.origin && size <= signed.body.size;
    return isOurs && bytesEqual(book.platform.root(size), root) ? note : null;
  } catch {
    return null;
  }
}

function coveredLog({ book, reader, signed }: AskedLog, origin: string): CoveredLog | null {
  if (origin === signed.body.origin) {
    const readEntry = (index: number) =>
      reader.readSealed(book.platform.subtree(0, index), book.anchorAt(index));
    return { tree: book.platform, size: signed.body.size, readEntry };
  }
  const log: EntryLog | undefined = book.logs.get(origin);
  if (log === undefined) return null;
  const readEntry = (index: number) => reader.readSealed(log.tree.subtree(0, index), log.placeAt(index));
  return { tree: log.tree, size: coveredSize(log, signed.body.size), readEntry };
}

/** A platform checkpoint with cosignatures where it has more than `beyond` leaves, else the newest signed one. */
function checkpointOf(asked: AskedLog, origin: string, { tree, size }: CoveredLog, beyond: number): string {
  const { keys, signed } = asked;
  if (origin !== signed.body.origin) {
    const body = formatCheckpoint({ origin, size, root: tree.root(size) });
    return signNote(renameKey(keys.platform, origin), body);
  }
  const cosigned = Number.isFinite(beyond) ? readCosignedNote(asked) : null;
  const isEnough = cosigned !== null && sizeOf(cosigned) > beyond;
  return isEnough ? cosigned : signed.note;
}

function tileOf(log: CoveredLog, { level, index, width }: LogTile): Uint8Array | null {
  const height = level === "entries" ? 0 : level;
  const first = index * tileWidth;
  const hashes = Math.floor(log.size / tileWidth ** height);
  if (width < 1 || width > tileWidth || first + width > hashes) return null;
  if (level !== "entries") return tileBytes(log.tree, { level, index, width });
  return encodeEntryBundle(Array.from({ length: width }, (_, i) => log.readEntry(first + i)));
}

function prove(asked: AskedLog, origin: string, log: CoveredLog, index: number): ProvedLeaf | null {
  if (index >= log.size) return null;
  const checkpoint = checkpointOf(asked, origin, log, index);
  const proof = log.tree.inclusionProof(index, sizeOf(checkpoint));
  return { index, entry: log.readEntry(index), proof, checkpoint };
}

function consistencyOf(
  { tree, size }: CoveredLog,
  { from, to }: { readonly from: number; readonly to: number },
): readonly Uint8Array[] | null {
  return from >= 1 && from <= to && to <= size ? tree.consistencyProof(from, to) : null;
}

function sizeOf(note: string): number {
  return parseCheckpoint(parseNote(note).body).size;
}
