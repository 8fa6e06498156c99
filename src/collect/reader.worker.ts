import { parentPort, workerData } from "node:worker_threads";
import { readTable } from "./read-table.ts";
import type { ReadGroup } from "./table-reader.ts";
import type { ReaderAnswer, ReaderMessage, ReaderStart } from "./reader-messages.ts";

/** Groups that may wait for the main thread; more would only use memory. */
const mostGroupsUnderWay = 2;
const progressEveryBytes = 1 << 20;

const port = parentPort;
if (port === null) throw new Error("reader.worker.ts runs in a worker thread");
const send = (message: ReaderMessage, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved);

let underWay = 0;
let resume: (() => void) | undefined;
port.on("message", (answer: ReaderAnswer) => {
  if (answer.kind !== "taken") return;
  underWay--;
  resume?.();
});

await readAll(workerData as ReaderStart);
send({ kind: "end" });
port.close();

async function readAll({ files, mappings, limits }: ReaderStart): Promise<void> {
  for (const [file, toRead] of files.entries()) {
    let reported = 0;
    const summary = await readTable(toRead, mappings, limits, {
      group: async (group) => {
        while (underWay >= mostGroupsUnderWay) {
          await new Promise<void>((resolve) => {
            resume = resolve;
          });
        }
        underWay++;
        send({ kind: "group", file, group }, buffersOf(group));
      },
      progress: (doneBytes, totalBytes) => {
        if (doneBytes - reported < progressEveryBytes) return;
        reported = doneBytes;
        send({ kind: "progress", file, doneBytes, totalBytes });
      },
    });
    send({ kind: "file", file, summary });
  }
}

/** The memory that moves to the main thread instead of being copied. */
function buffersOf(group: ReadGroup): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>();
  const add = (holder: object): void => {
    for (const value of Object.values(holder)) {
      if (ArrayBuffer.isView(value) && value.buffer instanceof ArrayBuffer) buffers.add(value.buffer);
    }
  };
  for (const { rows, parsed } of group.batches) {
    add(rows);
    add(parsed);
    if (parsed.kind === "invoices") add(parsed.columns);
    if (parsed.kind === "operations") for (const column of Object.values(parsed.columns)) add(column);
  }
  return [...buffers];
}
