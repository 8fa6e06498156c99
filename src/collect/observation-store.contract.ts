import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Layout } from "./layout.ts";
import { judgeBatch } from "./judge-batch.ts";
import { builtInMappings } from "./mapping.ts";
import { FingerprintSet } from "./fingerprint-set.ts";
import {
  type ObservationStore,
  type ProjectedBatch,
  type ProjectedGroup,
  streamOf,
} from "./observation-store.ts";
import { parseBatch } from "./parse-batch.ts";
import { textsOf } from "./columns.ts";
import { createTallyStore } from "./tally-store.ts";

/** A store to test, and a way to open the same one again. */
export interface StoreUnderTest {
  readonly store: ObservationStore;
  /** Closes the store and opens it anew, as another process would. */
  reopen(): Promise<StoreUnderTest>;
  dispose(): Promise<void>;
}

const day = (text: string): string => `2019-01-${text}`;

function batch(enterprise: string, entryIndex: number, lines: readonly string[]): ProjectedBatch {
  const mapping = builtInMappings().find(({ id }) => id === "invoices-sale");
  if (mapping?.mapping !== "touchstone-invoices@1") throw new Error("no invoice mapping");
  const layout: Layout = {
    id: mapping.id,
    kind: "invoices",
    mapping,
    columns: mapping.recognisedBy,
    format: "csv",
    delimiter: ",",
    encoding: "utf-8",
  };
  const bytes = lines.map((line) => Buffer.from(`${enterprise},${line}\n`, "utf8"));
  const ends = Uint32Array.from(
    bytes,
    (
      (end) => (one: Uint8Array) =>
        (end += one.length)
    )(0),
  );
  const rows = { bytes: Buffer.concat(bytes), ends };
  const parsed = parseBatch(layout, rows, { notes: [], isOwnerMissing: false });
  if (parsed.kind !== "invoices") throw new Error("expected invoices");
  const known = { rows: new FingerprintSet(), numbers: new FingerprintSet(), lastUsed: 0 };
  return {
    origin: `o/${enterprise}`,
    entryIndex,
    receivedAtMs: 1000 + entryIndex,
    file: "f.csv",
    dataset: "d",
    layout,
    enterpriseId: `ent_${enterprise}`,
    enterpriseCode: enterprise,
    rowRuns: [[2, lines.length]],
    rows,
    parsed,
    ...judgeBatch(parsed, known),
  };
}

const invoice = (number: number, on: string): string => `${number},${on},B1,1.0,0.1,1.1,有效发票`;

/** What every adapter of `ObservationStore` must do. */
export function testObservationStore(open: () => Promise<StoreUnderTest>): void {
  describe("an observation store", () => {
    let test: StoreUnderTest;
    beforeEach(async () => {
      test = await open();
    });
    afterEach(async () => await test.dispose());

    const first: ProjectedGroup = {
      platformIndex: 0,
      batches: [
        batch("E1", 0, [invoice(1, day("02")), invoice(2, day("05")), invoice(1, day("02")), "x,,,,,,"]),
        batch("E2", 0, [invoice(7, day("03"))]),
      ],
      files: [],
    };
    const second: ProjectedGroup = {
      platformIndex: 1,
      batches: [batch("E1", 1, [invoice(3, day("09"))])],
      files: [],
    };

    it("is empty at first", async () => {
      expect(await test.store.position()).toBe(0);
      expect([...(await test.store.knownStreams())]).toEqual([]);
      expect(await test.store.enterprises("d")).toEqual([]);
      expect(await test.store.lastDay(["ent_E1"])).toBeNull();
    });

    it("gives back what was projected, also after it was opened again", async () => {
      await test.store.project(first);
      await test.store.project(second);
      test = await test.reopen();
      expect(await test.store.position()).toBe(2);
      expect([...(await test.store.knownStreams())].toSorted()).toEqual([
        streamOf("ent_E1", "sale"),
        streamOf("ent_E2", "sale"),
      ]);
      const known = await test.store.knownInvoices(["ent_E2", "ent_E1"]);
      const numbers = known.flatMap(({ enterpriseId, columns }) =>
        textsOf(columns.numbers).map((number) => `${enterpriseId} ${number}`),
      );
      expect(numbers.toSorted()).toEqual([
        "ent_E1 00000001",
        "ent_E1 00000002",
        "ent_E1 00000003",
        "ent_E2 00000007",
      ]);
      expect(await test.store.lastDay(["ent_E1", "ent_E2"])).toBe(day("09"));
      expect(await test.store.lastDay(["ent_E2"])).toBe(day("03"));
    });

    it("sums what became of the rows by enterprise", async () => {
      await test.store.project(first);
      await test.store.project(second);
      const quality = (await test.store.quality("d")).toSorted((a, b) =>
        a.enterpriseId < b.enterpriseId ? -1 : 1,
      );
      expect(quality[0]).toEqual({
        enterpriseId: "ent_E1",
        read: 5,
        stored: 3,
        duplicates: 1,
        quarantined: 1,
        amountsDoNotAddUp: 0,
        numberReused: 0,
        mergedLines: 0,
        corrected: 0,
        firstDay: day("02"),
        lastDay: day("09"),
        receivedAtMs: 1001,
        sealedEntries: 2,
      });
      expect(await test.store.quality("other")).toEqual([]);
    });

    it("gives the totals that the same groups tally up to, below its position", async () => {
      const tally = createTallyStore(2);
      for (const group of [first, second]) {
        await tally.project(group);
        await test.store.project(group);
      }
      const sorted = async (store: ObservationStore) =>
        (await store.totals()).toSorted((a, b) =>
          `${a.enterpriseId} ${a.stream}` < `${b.enterpriseId} ${b.stream}` ? -1 : 1,
        );
      expect(await sorted(test.store)).toEqual(await sorted(tally));
    });

    it("stores a group once when it is projected again after a crash", async () => {
      await test.store.project(first);
      await test.store.project(first);
      const quality = await test.store.quality("d");
      expect(quality.reduce((sum, { read }) => sum + read, 0)).toBe(5);
      const known = await test.store.knownInvoices(["ent_E1", "ent_E2"]);
      expect(known.reduce((sum, { columns }) => sum + columns.issuedDays.length, 0)).toBe(3);
    });

    it("moves its position past leaves without observations", async () => {
      await test.store.advance(17);
      expect(await test.store.position()).toBe(17);
    });

    it("takes names with any character for values, never for SQL", async () => {
      const nasty = "x'); DROP TABLE invoice; --\\";
      const group = {
        platformIndex: 0,
        batches: [
          { ...batch("E1", 0, [invoice(1, day("02"))]), enterpriseCode: nasty, dataset: nasty, file: nasty },
        ],
        files: [],
      };
      await test.store.project(group);
      expect((await test.store.enterprises(nasty))[0]).toMatchObject({ code: nasty, name: nasty });
    });
  });
}
