import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#kernel";
import { ledgerFaults, type LedgerFailure } from "#ledger";
import { openLogWriter, type LogWriter } from "./log-writer.ts";
import type {
  CarriedFault,
  WriterAnswer,
  WriterRequest,
  WriterStart,
  WriterValues,
} from "./writer-messages.ts";

/**
 * The writer thread of the ledger: hashing, encryption and `fdatasyncSync` happen here, so that neither the main
 * thread nor libuv's pool waits for them.
 */
const port = parentPort;
if (port === null) throw new Error("writer.worker.ts must be started as a worker thread");

/** Rows sent back in one message when reading. */
const readChunkBytes = 8 * 2 ** 20;

const writes: ReadonlySet<WriterRequest["kind"]> = new Set([
  "append",
  "anchor",
  "checkpoint",
  "erase",
  "close",
]);

let nowMs = 0;
/** Set by the first write that failed: memory may then be ahead of the files, so nothing more is written. */
let broken: CarriedFault | undefined;
let writer: LogWriter;
const send = (answer: WriterAnswer): void => port.postMessage(answer);
try {
  writer = openLogWriter({ ...(workerData as WriterStart), clock: () => nowMs });
  send({ kind: "ready", status: writer.status(), recovered: writer.recovered });
  port.on("message", answer);
} catch (cause) {
  send({ kind: "failed", id: undefined, fault: carry(cause) });
}

function answer(request: WriterRequest): void {
  nowMs = request.nowMs;
  const isWrite = writes.has(request.kind);
  if (isWrite && broken !== undefined) {
    send({ kind: "failed", id: request.id, fault: broken });
    return;
  }
  try {
    const value = perform(request);
    send({ kind: "done", id: request.id, status: writer.status(), value });
    if (request.kind === "close") port?.close();
  } catch (cause) {
    const failure = isWrite ? failureOf(cause) : undefined;
    const fault = failure === undefined ? carry(cause) : carry(readOnlyFault(failure));
    if (failure !== undefined) {
      broken = fault;
      send({ kind: "health", failure });
    }
    send({ kind: "failed", id: request.id, fault });
  }
}

function perform(request: WriterRequest): WriterValues[keyof WriterValues] {
  switch (request.kind) {
    case "append":
      return writer.append(request.entries);
    case "anchor":
      return writer.anchor();
    case "checkpoint":
      return writer.checkpoint();
    case "erase":
      return writer.erase(request.scope, request.reason);
    case "size":
      return writer.size(request.origin);
    case "entry":
      return writer.readEntry(request.origin, request.index);
    case "headers":
      return writer.readHeadersFrom(request.cursor, readChunkBytes);
    case "read":
      return writer.readFrom(request.cursor, readChunkBytes);
    case "log":
      return writer.askLog(request.question);
    case "bundle":
      return writer.bundle(request.origin, request.options);
    case "close":
      writer.checkpoint();
      writer.close();
      return undefined;
  }
}

/** What failed, when it leaves memory ahead of the files; undefined for a request that was refused as such. */
function failureOf(cause: unknown): LedgerFailure | undefined {
  if (cause instanceof Fault && cause.kind !== "internal" && cause.kind !== "integrity") return undefined;
  const problem = cause instanceof Error ? cause.message : String(cause);
  const { code = null, path = null } = cause instanceof Error ? (cause as NodeJS.ErrnoException) : {};
  const isDisk = code !== null && /^E[A-Z]+$/.test(code);
  const kind = code === "ENOSPC" || code === "EDQUOT" ? "diskFull" : isDisk ? "diskFailed" : "writerFailed";
  return { kind, file: path, systemCode: code, problem };
}

function readOnlyFault({ file, systemCode, problem }: LedgerFailure): Fault {
  return ledgerFaults.fault("LEDGER_READ_ONLY", {
    file: file ?? "?",
    systemCode: systemCode ?? "?",
    problem,
  });
}

function carry(cause: unknown): CarriedFault {
  if (cause instanceof Fault) {
    return { code: cause.code, definition: cause.definition, parameters: cause.parameters };
  }
  const problem = cause instanceof Error ? cause.message : String(cause);
  return carry(ledgerFaults.fault("LEDGER_WRITER_FAILED", { problem }, cause));
}
