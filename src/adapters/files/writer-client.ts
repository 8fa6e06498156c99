import { Worker } from "node:worker_threads";
import { Fault, type Clock } from "#kernel";
import {
  ledgerFaults,
  type LedgerFailure,
  type LedgerHealth,
  type LedgerStatus,
  type RecoveryReport,
} from "#ledger";
import type { ReceivedEntry } from "./seal-group.ts";
import type {
  CarriedFault,
  WriterAnswer,
  WriterRequest,
  WriterStart,
  WriterValues,
} from "./writer-messages.ts";

type Asked = WriterRequest extends infer Request
  ? Request extends WriterRequest
    ? Omit<Request, "id" | "nowMs">
    : never
  : never;

/** The writer thread as the main thread sees it. */
export interface WriterClient {
  readonly recovered: readonly RecoveryReport[];
  status(): LedgerStatus;
  health(): LedgerHealth;
  onHealth(listener: (health: LedgerHealth) => void): () => void;
  call<Kind extends keyof WriterValues>(
    request: Extract<Asked, { readonly kind: Kind }>,
  ): Promise<WriterValues[Kind]>;
  /** Appends entries whose buffers nobody else uses: they move to the thread. */
  append(entries: readonly ReceivedEntry[]): Promise<WriterValues["append"]>;
  /** Ends the thread after a last checkpoint; may be called again. */
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (cause: unknown) => void;
}

/** Starts the writer thread and waits until it has opened the ledger. */
export async function createWriterClient(start: WriterStart, clock: Clock): Promise<WriterClient> {
  // Flags of the command line (an inspector, a test runner's loader) are none of the thread's business.
  const worker = new Worker(new URL("./writer.worker.ts", import.meta.url), {
    workerData: start,
    execArgv: [],
  });
  const waiting = new Map<number, Waiting>();
  let status: LedgerStatus = { entries: 0, platformSize: 0 };
  const listeners = new Set<(health: LedgerHealth) => void>();
  let health: LedgerHealth = { state: "open", sinceMs: clock(), reason: null };
  const setHealth = (failure: LedgerFailure | null): void => {
    const sinceMs = clock();
    health =
      failure === null
        ? { state: "open", sinceMs, reason: null }
        : { state: "readOnly", sinceMs, reason: failure };
    for (const listener of listeners) listener(health);
  };
  let nextId = 0;
  let end: Fault | undefined;
  let closing: Promise<void> | undefined;

  const rejectAll = (fault: Fault): void => {
    end ??= fault;
    for (const { reject } of waiting.values()) reject(fault);
    waiting.clear();
  };
  const ready = new Promise<readonly RecoveryReport[]>((resolve, reject) => {
    worker.on("message", (answer: WriterAnswer) => {
      if (answer.kind === "ready") {
        status = answer.status;
        resolve(answer.recovered);
        return;
      }
      if (answer.kind === "health") {
        setHealth(answer.failure);
        return;
      }
      if (answer.kind === "done") status = answer.status;
      const call = answer.id === undefined ? { resolve, reject } : waiting.get(answer.id);
      if (answer.id !== undefined) waiting.delete(answer.id);
      if (answer.kind === "done") call?.resolve(answer.value as never);
      else call?.reject(restoreFault(answer.fault));
    });
    worker.on("error", (cause) => {
      const fault = ledgerFaults.fault("LEDGER_WRITER_FAILED", { problem: cause.message }, cause);
      // Whoever looks before he sends must see that nothing is taken any more.
      setHealth({ kind: "writerFailed", file: null, systemCode: null, problem: cause.message });
      rejectAll(fault);
      reject(fault);
    });
  });
  // The thread ends by itself after its last answer: ending it from here could meet it in the middle of a call.
  const exited = new Promise<void>((resolve) => {
    worker.on("exit", () => {
      rejectAll(ledgerFaults.fault("LEDGER_CLOSED"));
      resolve();
    });
  });

  const send = (request: Asked, moved: readonly ArrayBuffer[]): Promise<never> => {
    if (end !== undefined) return Promise.reject(end);
    const id = nextId++;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      worker.postMessage({ ...request, id, nowMs: clock() }, [...moved]);
    });
  };
  const endThread = async (): Promise<void> => {
    try {
      await send({ kind: "close" }, []);
    } finally {
      await exited;
    }
  };
  const recovered = await ready;
  return {
    recovered,
    status: () => status,
    health: () => health,
    onHealth(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call: (request) => send(request, []),
    append: (entries) =>
      send(
        { kind: "append", entries },
        entries.flatMap(({ payload }) => [payload.bytes.buffer, payload.ends.buffer] as ArrayBuffer[]),
      ),
    close() {
      closing ??= endThread();
      return closing;
    },
  };
}

function restoreFault(carried: CarriedFault): Fault {
  return new Fault(carried.code, carried.definition, carried.parameters);
}
