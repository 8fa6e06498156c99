import { closeSync, fdatasyncSync, openSync, rmSync, truncateSync } from "node:fs";
import { Fault, type Clock } from "#kernel";
import { ledgerFaults, type LedgerFailure } from "#ledger";
import { writeFully } from "./durable-file.ts";
import { logLayout, numberedFiles, type LogLayout } from "./log-layout.ts";
import type { FilePosition, StateExtent } from "./log-state-file.ts";
import { openLogWriter, type LogWriter, type WriterLimits } from "./log-writer.ts";

/** A writer that is opened again where that helps, and the state that it is in. */
export interface WriterSession {
  readonly writer: LogWriter;
  readonly failure: LedgerFailure | null;
  /** Runs a call that writes. @throws LEDGER_READ_ONLY while the disk does not take it */
  write<Value>(call: (writer: LogWriter) => Value): Value;
  /** Runs a call that only reads; a damaged index is made again once. */
  read<Value>(call: (writer: LogWriter) => Value): Value;
  /** After a full disk: opens again when there is space. Whether the ledger takes entries now. */
  retry(): boolean;
  /** Seals what is pending and ends; after a failure nothing is written any more. */
  close(): void;
}

/** Space that a full disk must have again before it is tried. */
const spaceBytes = 2 ** 20;

/** Opens the ledger of a data directory for one writer thread. @throws LEDGER_DAMAGED */
export function openWriterSession(options: {
  readonly directory: string;
  readonly clock: Clock;
  readonly origin: string;
  readonly limits?: Partial<WriterLimits>;
}): WriterSession {
  const layout = logLayout(options.directory);
  let writer = openLogWriter(options);
  let failure: LedgerFailure | null = null;

  const reopenWithoutIndex = (): void => {
    writer.abandon();
    rmSync(layout.logState, { force: true });
    writer = openLogWriter(options);
  };
  const mendingIndex = <Value>(call: (writer: LogWriter) => Value): Value => {
    try {
      return call(writer);
    } catch (cause) {
      if (!(cause instanceof Fault && cause.code === "LEDGER_INDEX_DAMAGED")) throw cause;
      reopenWithoutIndex();
      return call(writer);
    }
  };
  return {
    get writer() {
      return writer;
    },
    get failure() {
      return failure;
    },
    read: mendingIndex,
    write(call) {
      if (failure !== null) throw readOnlyFault(failure);
      try {
        return mendingIndex(call);
      } catch (cause) {
        const found = failureOf(cause);
        if (found === undefined) throw cause;
        failure = found;
        throw readOnlyFault(found, cause);
      }
    },
    retry() {
      if (failure?.kind !== "diskFull") return failure === null;
      try {
        requireSpace(layout);
        const { committed } = writer;
        writer.abandon();
        cutBack(layout, committed);
        writer = openLogWriter(options);
        failure = null;
      } catch {
        // Still full, or full again while it was opened: the next call tries once more.
      }
      return failure === null;
    },
    close() {
      if (failure !== null) {
        writer.abandon();
        return;
      }
      writer.checkpoint();
      writer.close();
    },
  };
}

/** What failed, when memory may be ahead of the files; undefined for a request that was refused as such. */
function failureOf(cause: unknown): LedgerFailure | undefined {
  const isRefused = cause instanceof Fault && cause.kind !== "internal" && cause.kind !== "integrity";
  if (isRefused) return undefined;
  const problem = cause instanceof Error ? cause.message : String(cause);
  const { code, path } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {};
  const systemCode = code !== undefined && /^E[A-Z0-9]+$/.test(code) ? code : null;
  const isFull = systemCode === "ENOSPC" || systemCode === "EDQUOT" || systemCode === "EFBIG";
  const kind = isFull ? "diskFull" : systemCode === null ? "writerFailed" : "diskFailed";
  return { kind, file: path ?? null, systemCode, problem };
}

function readOnlyFault({ file, systemCode, problem }: LedgerFailure, cause?: unknown): Fault {
  const parameters = { file: file ?? "?", systemCode: systemCode ?? "?", problem };
  return ledgerFaults.fault("LEDGER_READ_ONLY", parameters, cause);
}

/** @throws the system's error while the disk is full */
function requireSpace(layout: LogLayout): void {
  const path = `${layout.logState}.space`;
  const descriptor = openSync(path, "w", 0o600);
  try {
    writeFully(descriptor, Buffer.alloc(spaceBytes));
    fdatasyncSync(descriptor);
  } finally {
    closeSync(descriptor);
    rmSync(path);
  }
}

/** Cuts off what was written and never acknowledged: whoever was told of the failure may send it again. */
function cutBack(layout: LogLayout, { wal, payload }: StateExtent): void {
  const cut = (
    directory: string,
    series: { extension: string; pathOf: (number: number) => string },
    end: FilePosition,
  ) => {
    for (const number of numberedFiles(directory, series.extension)) {
      if (number > end.file) rmSync(series.pathOf(number));
      if (number === end.file) truncateSync(series.pathOf(number), end.offset);
    }
  };
  cut(layout.wal, { extension: "wal", pathOf: layout.walFile }, wal);
  cut(layout.payload, { extension: "segment", pathOf: layout.payloadFile }, payload);
}
