import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#kernel";
import { ledgerFaults } from "#ledger";
import type {
  CarriedFault,
  WriterAnswer,
  WriterRequest,
  WriterStart,
  WriterValues,
} from "./writer-messages.ts";
import { openWriterSession, type WriterSession } from "./writer-session.ts";

/**
 * The writer thread of the ledger: hashing, encryption and `fdatasyncSync` happen here, so that neither the main
 * thread nor libuv's pool waits for them.
 */
const port = parentPort;
if (port === null) throw new Error("writer.worker.ts must be started as a worker thread");

/** Rows sent back in one message when reading. */
const readChunkBytes = 8 * 2 ** 20;

/** How often a full disk is looked at again. */
const retryEveryMs = 1000;

let nowMs = 0;
let session: WriterSession;
let retrying: NodeJS.Timeout | undefined;
const send = (answer: WriterAnswer): void => port.postMessage(answer);
try {
  session = openWriterSession({ ...(workerData as WriterStart), clock: () => nowMs });
  const { writer } = session;
  send({ kind: "ready", status: writer.status(), recovered: writer.recovered });
  port.on("message", answer);
} catch (cause) {
  send({ kind: "failed", id: undefined, fault: carry(cause) });
}

function answer(request: WriterRequest): void {
  nowMs = request.nowMs;
  const wasOpen = session.failure === null;
  try {
    const value = perform(request);
    send({ kind: "done", id: request.id, status: session.writer.status(), value });
  } catch (cause) {
    const { failure } = session;
    if (wasOpen && failure !== null) {
      send({ kind: "health", failure });
      if (failure.kind === "diskFull") retrying ??= setInterval(retry, retryEveryMs);
    }
    send({ kind: "failed", id: request.id, fault: carry(cause) });
  }
  if (request.kind === "close") {
    clearInterval(retrying);
    port?.close();
  }
}

function retry(): void {
  if (!session.retry()) return;
  clearInterval(retrying);
  retrying = undefined;
  send({ kind: "health", failure: null });
}

function perform(request: WriterRequest): WriterValues[keyof WriterValues] {
  switch (request.kind) {
    case "append":
      return session.write((writer) => writer.append(request.entries));
    case "anchor":
      return session.write((writer) => writer.anchor());
    case "checkpoint":
      return session.write((writer) => writer.checkpoint());
    case "erase":
      return session.write((writer) => writer.erase(request.scope, request.reason));
    case "size":
      return session.read((writer) => writer.size(request.origin));
    case "entry":
      return session.read((writer) => writer.readEntry(request.origin, request.index));
    case "headers":
      return session.read((writer) => writer.readHeadersFrom(request.cursor, readChunkBytes));
    case "read":
      return session.read((writer) => writer.readFrom(request.cursor, readChunkBytes));
    case "log":
      return session.read((writer) => writer.askLog(request.question));
    case "bundle":
      return session.read((writer) => writer.bundle(request.origin, request.options));
    case "close":
      session.close();
      return undefined;
  }
}

function carry(cause: unknown): CarriedFault {
  if (cause instanceof Fault) {
    return { code: cause.code, definition: cause.definition, parameters: cause.parameters };
  }
  const problem = cause instanceof Error ? cause.message : String(cause);
  return carry(ledgerFaults.fault("LEDGER_WRITER_FAILED", { problem }, cause));
}
