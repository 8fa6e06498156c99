import { parentPort } from "node:worker_threads";
import { Fault } from "#kernel";
import { type BinningParameters, binIndicator, type Sample, trainOnAllRows } from "#scorecard";
import type { BinningAnswer, BinningOrder } from "./binning-pool.ts";

/** Bins the columns it is sent, one after another, on the sample it was sent before them. */
let current: {
  readonly sample: Sample;
  readonly parameters: BinningParameters;
  readonly training: ReturnType<typeof trainOnAllRows>;
} | null = null;

function answerTo(order: BinningOrder): BinningAnswer | null {
  if (order.kind === "sample") {
    const { sample, parameters } = order;
    current = { sample, parameters, training: trainOnAllRows(sample) };
    return null;
  }
  if (current === null) return null;
  const { column, rules, place } = order;
  try {
    const result = binIndicator(column, current.sample, current.parameters, current.training, rules);
    return { kind: "binned", place, binned: { id: column.id, result } };
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const { code, definition, parameters } = cause;
    return { kind: "fault", code, definition, parameters };
  }
}

parentPort?.on("message", (order: BinningOrder) => {
  const answer = answerTo(order);
  if (answer !== null) parentPort?.postMessage(answer);
});
