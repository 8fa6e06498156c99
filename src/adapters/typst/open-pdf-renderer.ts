import { Worker } from "node:worker_threads";
import type { PdfRenderer } from "#report";
import { typstFaults } from "./errors.ts";
import { makePrintable } from "./printable.ts";
import type { RendererAnswer, RendererRequest } from "./renderer-messages.ts";

interface Waiting {
  readonly title: string;
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (cause: unknown) => void;
}

/** A thread that has set so much ends when it has nothing to do: its allocator gives little back before. */
const bytesPerThread = 3_000_000;

/**
 * Opens the renderer. Its thread, and with it the fonts, starts with the first document; one document is set after the
 * other. The same document gives the same bytes: the only date in them is the document's own.
 */
export async function openPdfRenderer(): Promise<PdfRenderer> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let nextId = 0;
  let bytesSet = 0;
  let isClosed = false;

  const failAll = (thread: Worker, problem: string): void => {
    if (worker !== thread) return;
    worker = undefined;
    for (const { title, reject } of waiting.values()) {
      reject(typstFaults.fault("TYPST_RENDER_FAILED", { title, problem }));
    }
    waiting.clear();
  };
  const retire = (thread: Worker): void => {
    thread.unref();
    if (bytesSet < bytesPerThread || worker !== thread) return;
    worker = undefined;
    bytesSet = 0;
    void thread.terminate();
  };
  const start = (): Worker => {
    // Flags of the command line (an inspector, a test runner's loader) are none of the thread's business.
    const thread = new Worker(new URL("./renderer.worker.ts", import.meta.url), { execArgv: [] });
    thread.on("message", (answer: RendererAnswer) => {
      const asked = waiting.get(answer.id);
      waiting.delete(answer.id);
      if (answer.kind === "done") bytesSet += answer.pdf.length;
      if (waiting.size === 0) retire(thread);
      if (asked === undefined) return;
      if (answer.kind === "done") asked.resolve(answer.pdf);
      else {
        const { title } = asked;
        asked.reject(typstFaults.fault("TYPST_RENDER_FAILED", { title, problem: answer.problem }));
      }
    });
    thread.on("error", (cause) => failAll(thread, cause.message));
    thread.on("exit", () => failAll(thread, "the thread ended"));
    return thread;
  };
  return {
    render(document) {
      if (isClosed) return Promise.reject(typstFaults.fault("TYPST_CLOSED"));
      const request: RendererRequest = { id: nextId++, json: JSON.stringify(makePrintable(document)) };
      worker ??= start();
      worker.ref();
      return new Promise((resolve, reject) => {
        waiting.set(request.id, { title: document.title.slice(0, 60), resolve, reject });
        worker?.postMessage(request);
      });
    },
    async close() {
      isClosed = true;
      const thread = worker;
      await thread?.terminate();
    },
  };
}
