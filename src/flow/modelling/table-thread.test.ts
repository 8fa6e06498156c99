import { afterEach, describe, expect, it } from "vitest";
import { createRandom } from "#kernel";
import { defaultPlan, tableOfRows } from "#scorecard";
import { countValues } from "./count-values.ts";
import { shareTable } from "./share-table.ts";
import { openTableThread, type TableThread } from "./table-thread.ts";

const plan = defaultPlan({ target: "bad", badValue: "1" });

function tableOf(rows: number) {
  const random = createRandom("table thread");
  return shareTable(
    tableOfRows(
      Array.from({ length: rows }, () => ({
        value: random.next(),
        other: Math.floor(9 * random.next()),
        bad: random.next() < 0.2 ? 1 : 0,
      })),
    ),
  );
}

describe("a thread that holds a table", () => {
  let thread: TableThread | null = null;
  afterEach(() => thread?.close());

  it("answers what is asked of it at once and later, each by its own answer", async () => {
    const table = tableOf(2_000);
    thread = openTableThread(table, () => {});
    const [columns, value, other] = await Promise.all([
      thread.describe(),
      thread.counts(plan, "value"),
      thread.counts(plan, "other"),
    ]);
    expect(columns.map(({ id }) => id)).toEqual(["value", "other", "bad"]);
    expect(value).toEqual(countValues(table, plan, "value"));
    expect(other).toEqual(countValues(table, plan, "other"));
    expect(await thread.counts(plan, "value")).toEqual(value);
  });

  it("goes on after a question that cannot be answered, and says why it cannot", async () => {
    thread = openTableThread(tableOf(100), () => {});
    await expect(thread.counts(plan, "nothing")).rejects.toMatchObject({
      code: "SCORECARD_INDICATOR_ABSENT",
    });
    expect((await thread.counts(plan, "value")).indicator).toBe("value");
  });

  it("answers what it was asked before it was closed", async () => {
    thread = openTableThread(tableOf(100), () => {});
    const asked = thread.describe();
    thread.close();
    expect(await asked).toHaveLength(3);
  });

  it("does not start anew for every question: the second is answered in a fraction of a start", async () => {
    const table = tableOf(5_000);
    thread = openTableThread(table, () => {});
    const startedAtMs = performance.now();
    await thread.counts(plan, "value");
    const first = performance.now() - startedAtMs;
    const times: number[] = [];
    for (let time = 0; time < 5; time++) {
      const askedAtMs = performance.now();
      await thread.counts(plan, "value");
      times.push(performance.now() - askedAtMs);
    }
    expect(Math.min(...times)).toBeLessThan(first / 2);
  });
});
