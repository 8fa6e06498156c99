import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Json } from "#seal";
import { CollectingSink } from "../testing/collecting-sink.ts";
import { type SqlConfig, sqlSchema } from "./sql-config.ts";
import { sqlSource } from "./sql-source.ts";
import {
  type BusinessDatabase,
  hasMariaDb,
  insertDelivery,
  openMariaDbBusiness,
  openPostgresBusiness,
} from "./testing/business-databases.ts";

const engines = [
  { name: "PostgreSQL", open: openPostgresBusiness, isThere: true },
  { name: "MariaDB", open: openMariaDbBusiness, isThere: hasMariaDb },
];

describe.each(engines.filter(({ isThere }) => isThere))(
  "a view in $name",
  { timeout: 60_000 },
  ({ open }) => {
    const folder = mkdtempSync(join(tmpdir(), "business-"));
    const place = { stateDirectory: join(folder, "state"), configurationDirectory: folder };
    const { signal } = new AbortController();
    let database: BusinessDatabase;
    let stop: (() => Promise<void>) | null = null;

    beforeAll(async () => {
      database = await open(folder);
    }, 60_000);
    beforeEach(() => database.run("DELETE FROM delivery"));
    afterEach(async () => {
      await stop?.();
      stop = null;
    });
    afterAll(async () => {
      await database.close();
      rmSync(folder, { recursive: true });
    });

    function configWith(rest: Record<string, unknown> = {}): SqlConfig {
      return sqlSchema.parse({
        id: "erp",
        kind: "sql",
        database: database.address,
        view: "erp_deliveries",
        watermark: { column: "changed", tie: "id", kind: "time" },
        event: {
          type: "delivery",
          columns: {
            document: "number",
            at: "delivered",
            partner: "customer",
            quantity: "pieces",
            amountYuan: "amount",
          },
        },
        everyMs: 500,
        rowsAtOnce: 3,
        ...rest,
      });
    }

    function start(config: SqlConfig, position: Json | null = null): CollectingSink {
      const sink = new CollectingSink(position);
      const controller = new AbortController();
      const done = sqlSource(place).open(config, sink, controller.signal);
      stop = async () => {
        controller.abort();
        await done;
      };
      return sink;
    }

    it("becomes events, page by page, exactly to the fen", async () => {
      for (let id = 1; id <= 8; id += 1) await database.run(insertDelivery(id, id % 3, `${id}000.0${id}`));
      const sink = start(configWith());
      await sink.until(({ happened }) => happened.length >= 8);
      const documents = sink.happened.map(({ row }) => row["document"]);
      expect([...documents].sort()).toEqual(["D-1", "D-2", "D-3", "D-4", "D-5", "D-6", "D-7", "D-8"]);
      expect(sink.happened.find(({ row }) => row["document"] === "D-7")).toEqual({
        atMs: Date.parse("2026-01-05T08:00:01+08:00"),
        row: {
          type: "delivery",
          action: "created",
          document: "D-7",
          atMs: Date.parse("2026-01-05T08:00:01+08:00"),
          partner: "客户甲",
          quantityMilli: 12_500,
          amountFen: "700007",
        },
      });
    });

    it("is read once over restarts; latecomers and changes are found, also without a new watermark", async () => {
      await database.run(insertDelivery(1, 10), insertDelivery(2, 20), insertDelivery(3, 30));
      const first = start(configWith());
      await first.until(({ happened }) => happened.length === 3);
      await stop?.();
      await database.run(
        insertDelivery(4, 15),
        insertDelivery(5, 40),
        "UPDATE delivery SET amount = 77.00 WHERE id = 2",
        "UPDATE delivery SET amount = 88.00, changed = '2026-01-05 08:01:00' WHERE id = 3",
      );
      const second = start(configWith(), first.position);
      await second.until(({ happened }) => happened.length >= 4);
      await second.until(({ healths }) => healths.length > 0);
      const told = second.happened.map(
        ({ row }) => `${row["document"]} ${row["action"]} ${row["amountFen"]}`,
      );
      expect(told.sort()).toEqual([
        "D-2 changed 7700",
        "D-3 changed 8800",
        "D-4 created 10000",
        "D-5 created 10000",
      ]);
    });

    it("has rows that are no events reported, and counted by the collector", async () => {
      await database.run(insertDelivery(1, 1), "UPDATE delivery SET number = NULL", insertDelivery(2, 2));
      const sink = start(configWith());
      await sink.until(({ happened }) => happened.length === 2);
      expect(sink.happened.map(({ row }) => row["document"])).toEqual([undefined, "D-2"]);
      const report = readFileSync(join(place.stateDirectory, "sources/sql/erp.rejected.jsonl"), "utf8");
      expect(JSON.parse(report.trim().split("\n")[0] ?? "")).toMatchObject({
        field: "number",
        expected: "an id",
      });
    });

    it("takes type and action from columns where the configuration says so", async () => {
      await database.run(insertDelivery(1, 1), "UPDATE delivery SET state = 'void'");
      const { event } = configWith();
      const action = { column: "state", values: { void: "cancelled", open: "created" } };
      const sink = start(configWith({ event: { ...event, action } }));
      await sink.until(({ happened }) => happened.length === 1);
      expect(sink.happened[0]?.row["action"]).toBe("cancelled");
    });

    it("is checked: host, password, view, columns, and a user that may do more than read", async () => {
      const source = sqlSource(place);
      expect(await source.check(configWith(), signal)).toEqual([]);
      const away = configWith({ database: { ...database.address, host: "127.0.0.1", port: 1 } });
      expect((await source.check(away, signal))[0]).toMatchObject({ path: ["database", "host"] });
      const wrong = configWith({ database: { ...database.address, password: "guessing" } });
      expect((await source.check(wrong, signal))[0]).toMatchObject({ path: ["database", "user"] });
      expect((await source.check(configWith({ view: "erp_invoices" }), signal))[0]).toMatchObject({
        path: ["view"],
      });
      const columns = { document: "number", at: "delivered", item: "article" };
      const lacking = configWith({ event: { type: "delivery", columns } });
      expect((await source.check(lacking, signal))[0]).toMatchObject({
        path: ["event", "columns", "item"],
        expected: "a column article",
      });
      const isMysql = database.address["engine"] === "mysql";
      const who = isMysql ? "'reader'@'%'" : "reader";
      const what = isMysql ? "erp.erp_deliveries" : "erp_deliveries";
      await database.run(`GRANT DELETE ON ${what} TO ${who}`);
      expect(await source.check(configWith(), signal)).toEqual([
        {
          path: ["database", "user"],
          expected: "a user that may only read",
          found: "it may DELETE",
        },
      ]);
    });

    it("is all that a configuration can name: there is no place for SQL in it", () => {
      for (const view of ["x; DELETE FROM delivery", 'a"b', "a`b", "(SELECT 1)", "a.b.c"]) {
        expect(sqlSchema.safeParse({ ...configWith(), view }).success).toBe(false);
      }
    });
  },
);
