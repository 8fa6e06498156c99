import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Observations, openObservations } from "./observations.ts";
import { openQuarantinedRows } from "./quarantined-rows.ts";

const everything = { kind: "except", enterpriseIds: [] } as const;

let folder: string;
let observations: Observations;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-quarantine-"));
  observations = await openObservations(folder);
  for (const [dataset, entry] of [
    ["spring", 0],
    ["autumn", 1],
  ] as const) {
    await observations.execute(
      `INSERT INTO import_batch (file, kind, dataset, read, quarantined, origin, entry_index, platform_index)
       VALUES ('${dataset}.csv', 'invoices', '${dataset}', 3, 3, 'o', ${entry}, ${entry})`,
    );
  }
  await observations.execute(
    `INSERT INTO quarantine (file, row, field, code, parameters, raw, enterprise_id, origin, entry_index, ordinal, platform_index)
     VALUES
     ('spring.csv', 7, 'issued_on', 'DATE_MALFORMED', '{"found":"31/31"}', 'a,31/31', 'ent_a', 'o', 0, 5, 0),
     ('spring.csv', 3, '', 'ROW_COLUMNS', '{"expected":8,"found":2}', 'a,b', '', 'o', 0, 1, 0),
     ('spring.csv', 9, '', 'ROW_OF_THE_FUTURE', '', 'x', 'ent_b', 'o', 0, 7, 0),
     ('autumn.csv', 2, '', 'ROW_QUOTE_OPEN', '', '"', '', 'o', 1, 0, 1)`,
  );
});

afterAll(async () => {
  await observations.close();
  rmSync(folder, { recursive: true, force: true });
});

it("gives the rows of one data set, in the order of the file, with their reasons in both languages", async () => {
  await observations.advance(2);
  const { total, items } = await openQuarantinedRows(observations).read(
    "spring",
    { offset: 0, limit: 2 },
    everything,
  );
  expect(total).toBe(3);
  expect(items).toEqual([
    {
      file: "spring.csv",
      row: 3,
      field: "",
      code: "ROW_COLUMNS",
      zh: "应有 8 列，实有 2 列。",
      en: "8 columns expected, 2 found.",
      raw: "a,b",
      place: { origin: "o", index: 0, ordinal: 1 },
    },
    expect.objectContaining({ row: 7, en: "The date should be year/month/day: “31/31”." }),
  ]);
});

it("shows a reason that it does not know by its code", async () => {
  const { items } = await openQuarantinedRows(observations).read(
    "spring",
    { offset: 2, limit: 2 },
    everything,
  );
  expect(items).toEqual([
    expect.objectContaining({ row: 9, zh: "ROW_OF_THE_FUTURE", en: "ROW_OF_THE_FUTURE" }),
  ]);
});

it("does not show what lies beyond the position", async () => {
  const fresh = await openQuarantinedRows({ ...observations, position: async () => 1 }).read(
    "autumn",
    { offset: 0, limit: 9 },
    everything,
  );
  expect(fresh).toEqual({ total: 0, items: [] });
});

it("leaves out rows of enterprises that may not be read; a row of no enterprise stays", async () => {
  const rowsFor = async (readable: Parameters<ReturnType<typeof openQuarantinedRows>["read"]>[2]) => {
    const read = await openQuarantinedRows(observations).read("spring", { offset: 0, limit: 9 }, readable);
    expect(read.total).toBe(read.items.length);
    return read.items.map(({ row }) => row);
  };
  expect(await rowsFor({ kind: "except", enterpriseIds: ["ent_a"] })).toEqual([3, 9]);
  expect(await rowsFor({ kind: "only", enterpriseIds: ["ent_a"] })).toEqual([3, 7]);
  expect(await rowsFor({ kind: "only", enterpriseIds: [] })).toEqual([3]);
});
