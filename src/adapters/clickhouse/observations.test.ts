import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
// The suite lies beside the port, which its door does not export because it is for tests only.
import { type StoreUnderTest, testObservationStore } from "../../collect/observation-store.contract.ts";
import { describe, expect, it } from "vitest";
import { type Observations, openObservations } from "./observations.ts";
import { migrate } from "./migrate.ts";
import { migrations } from "./schema.ts";

testObservationStore(async () => {
  const directory = mkdtempSync(join(tmpdir(), "touchstone-observations-"));
  return underTest(directory, await openObservations(directory));
});

function underTest(directory: string, store: Observations): StoreUnderTest {
  return {
    store,
    reopen: async () => {
      await store.close();
      return underTest(directory, await openObservations(directory));
    },
    dispose: async () => {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

describe("the embedded engine", () => {
  it("keeps its directory to the user, whoever may read the one above", async () => {
    const above = mkdtempSync(join(tmpdir(), "touchstone-mode-"));
    const directory = join(above, "clickhouse");
    const store = await openObservations(directory);
    await store.close();
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    rmSync(above, { recursive: true, force: true });
  });

  it("refuses a schema that was changed, or is newer than the program", async () => {
    const directory = mkdtempSync(join(tmpdir(), "touchstone-migrate-"));
    const store = await openObservations(directory);
    try {
      const connection = { query: store.query, queryBytes: store.queryBytes, execute: store.execute };
      await migrate(connection, migrations);
      const changed = migrations.map((step) => ({ ...step, statements: [...step.statements, "SELECT 1"] }));
      await expect(migrate(connection, changed)).rejects.toMatchObject({
        code: "CLICKHOUSE_MIGRATION_CHANGED",
      });
      await expect(migrate(connection, [])).rejects.toMatchObject({ code: "CLICKHOUSE_SCHEMA_NEWER" });
    } finally {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
  });

  it("keeps every digit of 64-bit integers and gives ClickHouse's own reason for a failure", async () => {
    const directory = mkdtempSync(join(tmpdir(), "touchstone-query-"));
    const store = await openObservations(directory);
    try {
      expect(
        await store.query("SELECT toInt64({value:Int64}) AS value", { value: 9007199254740993n }),
      ).toEqual([{ value: "9007199254740993" }]);
      await expect(store.query("SELECT nothing")).rejects.toMatchObject({ code: "CLICKHOUSE_QUERY" });
      const sums = await Promise.all(
        Array.from({ length: 8 }, (_, i) =>
          store.query<{ n: string }>("SELECT sum(number) + {i:UInt64} AS n FROM numbers(1000)", { i }),
        ),
      );
      expect(sums.map((rows) => Number(rows[0]?.n) - 499_500)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    } finally {
      await store.close();
      rmSync(directory, { recursive: true, force: true });
    }
    await expect(store.query("SELECT 1")).rejects.toMatchObject({ code: "CLICKHOUSE_CLOSED" });
  });
});
