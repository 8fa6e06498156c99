import type { Clock } from "#kernel";
import type { Ledger } from "#ledger";
import { applyHeader } from "./apply-header.ts";
import type { RecordBook } from "./collector-record.ts";
import type { ChunkName, IntakeStore, StoredChunk } from "./intake-store.ts";
import { intakeParameters } from "./parameters.ts";
import { readChunk, readRecord, writeChunk, writeRecord } from "./record-snapshot.ts";
import type { Sealer } from "./sealer.ts";
import { forgetBefore } from "./sequence-state.ts";

/** Keeps the records in step with the log, across restarts. */
export interface RecordKeeper {
  /** Fills empty records: from the newest snapshot, then from the log behind it. */
  restore(): Promise<void>;
  /** Stores what changed; the log needs to be read from there only. */
  save(): Promise<void>;
}

export function createRecordKeeper({
  ledger,
  store,
  records,
  sealer,
  clock,
}: {
  readonly ledger: Ledger;
  readonly store: IntakeStore;
  readonly records: RecordBook;
  readonly sealer: Sealer;
  readonly clock: Clock;
}): RecordKeeper {
  const savedOrigins = new Map<string, number>();
  return {
    async restore() {
      const snapshot = await store.read();
      savedOrigins.clear();
      for (const [origin, size] of snapshot?.origins ?? []) {
        records.origins.set(origin, size);
        savedOrigins.set(origin, size);
      }
      for (const [collector, json] of snapshot?.collectors ?? []) readRecord(records, collector, json);
      for (const chunk of snapshot?.chunks ?? []) readChunk(records, chunk);
      // What was written but not anchored before a crash is anchored now, so that it is read as well.
      await ledger.anchor();
      for await (const stored of ledger.readHeaders(snapshot?.platformIndex ?? 0))
        applyHeader(records, stored);
    },
    async save() {
      // Everything that this platform leaf covers is applied once what is under way now has been.
      const { platformIndex } = await ledger.anchor();
      await sealer.settled();
      const collectors = new Map<string, ReturnType<typeof writeRecord>>();
      const chunks: StoredChunk[] = [];
      const dropped: ChunkName[] = [];
      const forgottenMs = clock() - intakeParameters.tooOldAfterMs.value;
      for (const record of records.all()) {
        const { collector, sequences } = record;
        for (const name of forgetBefore(sequences, forgottenMs)) {
          dropped.push({ collector, ...name });
          record.isChanged = true;
        }
        if (!record.isChanged) continue;
        record.isChanged = false;
        collectors.set(collector, writeRecord(record));
        for (const { epoch, chunks: all } of sequences.epochs) {
          for (const [number, chunk] of all) {
            if (!chunk.isChanged) continue;
            chunk.isChanged = false;
            chunks.push({ collector, epoch, chunk: number, bytes: writeChunk(chunk) });
          }
        }
      }
      const origins = new Map([...records.origins].filter(([name, size]) => savedOrigins.get(name) !== size));
      await store.save({
        platformIndex: platformIndex + 1,
        takenAtMs: clock(),
        origins,
        collectors,
        chunks,
        dropped,
      });
      for (const [origin, size] of origins) savedOrigins.set(origin, size);
    },
  };
}
