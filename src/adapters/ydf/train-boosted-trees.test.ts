import { createRandom } from "#kernel";
import { expect, it } from "vitest";
import { measureDiscrimination, type ChallengerTask } from "#scorecard";
import { trainBoostedTrees } from "./train-boosted-trees.ts";

/** The outcome depends on the product of two indicators, which no sum of bins can follow. */
function taskOf(rows: number): ChallengerTask {
  const random = createRandom("challenger");
  const left = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
  const right = Float64Array.from({ length: rows }, () => 2 * random.next() - 1);
  const bad = Uint8Array.from({ length: rows }, (_, row) =>
    random.next() < 1 / (1 + Math.exp(1 - 6 * (left[row] ?? 0) * (right[row] ?? 0))) ? 1 : 0,
  );
  const places = Int32Array.from({ length: rows }, (_, row) => row);
  return {
    columns: [
      { kind: "numeric", id: 'a "quoted", name', values: left },
      { kind: "numeric", id: "b", values: right.map((value, row) => (row % 20 === 0 ? Number.NaN : value)) },
      {
        kind: "categorical",
        id: "side",
        categories: ["neg,ative", 'pos"itive'],
        codes: Int32Array.from(right, (value, row) => (row % 7 === 0 ? -1 : value > 0 ? 1 : 0)),
      },
      { kind: "numeric", id: "constant", values: new Float64Array(rows).fill(3) },
    ],
    bad,
    development: places.subarray(0, rows / 2),
    wanted: places.subarray(rows / 2),
  };
}

it("finds an interaction on rows it has not seen, gives PDs of the bads, and the same bits again", async () => {
  const task = taskOf(4_000);
  const pd = await trainBoostedTrees(task);
  expect(pd).toHaveLength(2_000);
  expect(pd.every((value) => value >= 0 && value <= 1)).toBe(true);
  const { auc } = measureDiscrimination(pd, task.bad.subarray(2_000));
  expect(auc).toBeGreaterThan(0.75);
  expect(await trainBoostedTrees(task)).toEqual(pd);
});

it("gives everyone the bad rate when nothing varies, and fails with its code on rows of one outcome", async () => {
  const task = taskOf(100);
  const pd = await trainBoostedTrees({ ...task, columns: [] });
  expect(new Set(pd).size).toBe(1);
  await expect(trainBoostedTrees({ ...task, bad: new Uint8Array(100) })).rejects.toThrow(
    expect.objectContaining({ code: "YDF_TRAINING_FAILED" }),
  );
});

it("stops when it is asked to", async () => {
  const controller = new AbortController();
  const training = trainBoostedTrees(taskOf(20_000), controller.signal);
  controller.abort(new Error("enough"));
  await expect(training).rejects.toThrow("enough");
});
