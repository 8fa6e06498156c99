import { parentPort, workerData } from "node:worker_threads";
import { Fault } from "#kernel";
import type { DataTable } from "#scorecard";
import { countValues } from "./count-values.ts";
import { describeColumns, type SourceColumn } from "./describe-columns.ts";
import type { TableAnswer, TableQuestion } from "./table-thread.ts";

const table = workerData as DataTable;
/** The table does not change, so neither do its columns. */
let described: readonly SourceColumn[] | null = null;

/** Answers one question after another about the table that the thread was started with. */
function answerTo({ asked }: TableQuestion): TableAnswer["answer"] {
  try {
    if (asked.kind === "counts") {
      return { kind: "answered", value: countValues(table, asked.plan, asked.indicator, asked.foundCuts) };
    }
    described ??= describeColumns(table);
    return { kind: "answered", value: described };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { code, definition, parameters } = cause;
    return { kind: "fault", code, definition, parameters };
  }
}

parentPort?.on("message", (question: TableQuestion) => {
  parentPort?.postMessage({ id: question.id, answer: answerTo(question) } satisfies TableAnswer);
});
