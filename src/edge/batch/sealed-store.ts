import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { BatchGap, SignedBatch } from "#telemetry";
import type { CollectorState } from "../buffer/collector-state.ts";
import { replaceFile, syncDirectory } from "../buffer/durable-file.ts";
import { decodeSealedBatch, encodeSealedBatch, type SealedBatch } from "./sealed-batch.ts";

/** Signed batches that wait for their receipts, and those that the platform will never take. */
export interface SealedStore {
  /** Oldest first. */
  readonly waiting: readonly SignedBatch[];
  /** Bytes of waiting and parked batches. */
  readonly bytes: number;
  readonly parkedCount: number;
  /** Durable when it resolves; only then may the batch be sent. */
  add(sealed: SealedBatch): Promise<void>;
  /** Forgets batches that have their receipts. */
  remove(batches: readonly SignedBatch[]): void;
  /** Puts a batch aside for a person, with the reason beside it. */
  park(batch: SignedBatch, reason: object): Promise<void>;
  /** Removes parked batches, the oldest first, until all parked ones take at most `bytes`. */
  shrinkParked(bytes: number): void;
}

interface OpenedStore {
  readonly store: SealedStore;
  /** The newest state among the batches; null without any. */
  readonly state: CollectorState | null;
  /** Files that cannot be read any more: their rows are lost unless the platform has them. */
  readonly damaged: readonly DamagedBatch[];
}

export interface DamagedBatch {
  readonly file: string;
  readonly gap: BatchGap;
}

interface WaitingFile {
  readonly path: string;
  readonly bytes: number;
  readonly batch: SignedBatch;
}

/** Opens both folders; files that are cut off or damaged are put aside as `*.damaged`. */
export function openSealedStore(folders: { readonly sealed: string; readonly parked: string }): OpenedStore {
  for (const folder of [folders.sealed, folders.parked]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  let files: WaitingFile[] = [];
  let state: CollectorState | null = null;
  const damaged: DamagedBatch[] = [];
  for (const name of readdirSync(folders.sealed).sort()) {
    const path = join(folders.sealed, name);
    if (name.endsWith(".tmp")) rmSync(path, { force: true });
    if (!name.endsWith(".batch")) continue;
    const sealed = readSealed(path);
    if (sealed === null) {
      damaged.push({ file: name, gap: gapOfFile(path) });
      renameSync(path, `${path}.damaged`);
      continue;
    }
    files.push({ path, bytes: statSync(path).size, batch: sealed.batch });
    if (state === null || sealed.state.version > state.version) state = sealed.state;
  }
  const fileOf = (batch: SignedBatch): WaitingFile | undefined => files.find((one) => one.batch === batch);
  const parkedFiles = () =>
    readdirSync(folders.parked)
      .sort()
      .map((name) => ({
        path: join(folders.parked, name),
        bytes: statSync(join(folders.parked, name)).size,
      }));
  let parked = sumOf(parkedFiles());
  const store: SealedStore = {
    get waiting() {
      return files.map(({ batch }) => batch);
    },
    get bytes() {
      return sumOf(files) + parked;
    },
    get parkedCount() {
      return parkedFiles().filter(({ path }) => path.endsWith(".batch")).length;
    },
    add: async (sealed) => {
      const bytes = encodeSealedBatch(sealed);
      const path = join(folders.sealed, `${String(sealed.state.version).padStart(16, "0")}.batch`);
      await replaceFile(path, bytes);
      files = [...files, { path, bytes: bytes.length, batch: sealed.batch }];
    },
    remove: (batches) => {
      for (const { path } of files.filter(({ batch }) => batches.includes(batch)))
        rmSync(path, { force: true });
      files = files.filter(({ batch }) => !batches.includes(batch));
    },
    park: async (batch, reason) => {
      const file = fileOf(batch);
      if (file === undefined) return;
      const { epoch, sequence } = batch.head;
      const path = join(folders.parked, `${epoch}-${String(sequence).padStart(12, "0")}`);
      await replaceFile(`${path}.json`, `${JSON.stringify({ ...reason, head: batch.head }, null, 2)}\n`);
      if (existsSync(file.path)) renameSync(file.path, `${path}.batch`);
      await syncDirectory(folders.sealed);
      files = files.filter((one) => one !== file);
      parked = sumOf(parkedFiles());
    },
    shrinkParked: (bytes) => {
      for (const { path, bytes: fileBytes } of parkedFiles()) {
        if (parked <= bytes) return;
        rmSync(path, { force: true });
        parked -= fileBytes;
      }
    },
  };
  return { store, state, damaged };
}

function readSealed(path: string): SealedBatch | null {
  try {
    return decodeSealedBatch(readFileSync(path));
  } catch {
    return null;
  }
}

/** All that is known of a damaged batch is when its file was written. */
function gapOfFile(path: string): BatchGap {
  const toMs = Math.floor(statSync(path).mtimeMs);
  return { fromMs: toMs, toMs, reason: "bufferDamaged", elements: [], readings: null };
}

function sumOf(files: readonly { readonly bytes: number }[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
