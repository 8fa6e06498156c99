import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#kernel";
import { type OperatingFacts, operatingFactsOf, type OperatingRows, streamNames } from "#operations";
import { enterpriseIdOf } from "#registry";
// The house and the rows lie beside their rooms, whose doors do not export them because they are for tests only.
import { catchUpObservations } from "../../flow/catch-up-observations.ts";
import { type ImportedDelivery, importDeliveries } from "../../flow/operations/import-deliveries.ts";
import { monthsFrom, writeDeliveries } from "../../flow/testing/delivery-folder.ts";
import { type ImportHouse, openImportHouse } from "../../flow/testing/import-house.ts";
import { randomOf, randomRows } from "../../operations/testing/random-rows.ts";
import { openEnterpriseData } from "./enterprise-data.ts";
import { openOperatingSource } from "./operating-source.ts";
import { readPackStart } from "./pack-cover.ts";
import { packStoredRows } from "./pack-stored-rows.ts";

const deliveriesCount = 6;
const dataset = "random-region";
const seed = 20_260_101;
const months = monthsFrom(2024, deliveriesCount);
const random = randomOf(seed);
const codes = Array.from({ length: 40 }, (_, i) => `E${String(i).padStart(3, "0")}`);
const rowsOf = new Map(codes.map((code) => [code, randomRows(random, deliveriesCount, 25)]));
const idOf = (code: string): string => enterpriseIdOf({ scheme: `dataset:${dataset}`, value: code });

let house: ImportHouse;
let directory: string;
beforeAll(async () => {
  house = await openImportHouse();
  directory = mkdtempSync(join(tmpdir(), "touchstone-deliveries-"));
  writeDeliveries(directory, dataset, months, rowsOf);
});
afterAll(async () => {
  await house.close();
  rmSync(directory, { recursive: true, force: true });
});

const load = async (upToMonth?: string): Promise<readonly ImportedDelivery[]> =>
  await importDeliveries(
    { ledger: house.ledger, observations: house.observations, clock: () => 0 },
    { directory, ...(upToMonth === undefined ? {} : { upToMonth }) },
  );

/** Facts of everybody as the store has them. */
async function storedFacts(asOf: string, knownAt: number, enterpriseIds?: readonly string[]) {
  const source = openOperatingSource(house.observations);
  const query = { asOf, knownAt, ...(enterpriseIds === undefined ? {} : { enterpriseIds }) };
  const facts = new Map<string, OperatingFacts>();
  for await (const [id, one] of source.loadOperations(query)) facts.set(id, one);
  return facts;
}

/** Facts of everybody by the oracle, after so many deliveries; whoever has no row is left out. */
function expectedFacts(asOf: string, deliveries: number, knownAt: number) {
  const facts = new Map<string, OperatingFacts>();
  for (const [code, rows] of rowsOf) {
    const expected = operatingFactsOf(rows, asOf, deliveries);
    if (streamNames.some((name) => expected[name].length > 0))
      facts.set(idOf(code), { ...expected, knownAt });
  }
  return facts;
}

describe(`operating facts from the store (seed ${seed})`, () => {
  let early: readonly ImportedDelivery[];
  const days = ["2024-01-20", "2024-03-05", "2024-12-31"];
  const before = new Map<string, ReadonlyMap<string, OperatingFacts>>();

  it("are those that follow from the rows, as of any day, after the first deliveries", async () => {
    early = await load(months[2]);
    expect(early.map(({ month }) => month)).toEqual(months.slice(0, 3));
    const counts = early.flatMap(({ files }) => files);
    for (const { read, stored, duplicates, quarantined, problem } of counts) {
      expect(problem).toBeNull();
      expect({ read, duplicates, quarantined }).toEqual({ read: stored, duplicates: 0, quarantined: 0 });
    }
    for (const [i, { knownAt }] of early.entries()) {
      for (const day of days) {
        const facts = await storedFacts(day, knownAt);
        expect(facts).toEqual(expectedFacts(day, i + 1, knownAt));
        before.set(`${i} ${day}`, facts);
      }
    }
  });

  it("do not change when later deliveries bring late rows", async () => {
    const all = await load();
    expect(all.slice(0, 3).map(({ knownAt }) => knownAt)).toEqual(early.map(({ knownAt }) => knownAt));
    for (const [i, { knownAt }] of all.slice(0, 3).entries()) {
      for (const day of days) expect(await storedFacts(day, knownAt)).toEqual(before.get(`${i} ${day}`));
    }
    const last = all.at(-1)?.knownAt ?? 0;
    expect(await storedFacts("2024-12-31", last)).toEqual(expectedFacts("2024-12-31", deliveriesCount, last));
  });

  it("are the same for one enterprise, in any order asked for, and none for one without rows", async () => {
    const knownAt = await house.observations.position();
    const ids = [idOf("E003"), idOf("E001")];
    const facts = await storedFacts("2024-04-01", knownAt, [...ids, "ent_nobody"]);
    expect([...facts.keys()]).toEqual(ids.toSorted());
    for (const id of ids) {
      expect((await storedFacts("2024-04-01", knownAt, [id])).get(id)).toEqual(facts.get(id));
    }
    expect((await storedFacts("2024-04-01", knownAt, ["ent_nobody"])).size).toBe(0);
  });

  it("follow also from the rows with their places, at every earlier T and N", async () => {
    const all = await load();
    const knownAt = all.at(-1)?.knownAt ?? 0;
    const rows = new Map<string, OperatingRows>();
    const source = openOperatingSource(house.observations);
    for await (const [id, one] of source.loadRows({ asOf: "2024-12-31", knownAt })) rows.set(id, one);
    for (const [i, delivery] of all.entries()) {
      const asOf = addDays("2024-01-31", 30 * i);
      const facts = await storedFacts(asOf, delivery.knownAt, [idOf("E007")]);
      const own = rows.get(idOf("E007"));
      if (own === undefined) throw new Error("no rows");
      expect(operatingFactsOf(own, asOf, delivery.knownAt)).toEqual(facts.get(idOf("E007")));
    }
  });

  it("are rebuilt from the log alone, to the bit", async () => {
    const knownAt = early[1]?.knownAt ?? 0;
    const position = await house.observations.position();
    const [first, last] = [
      await storedFacts("2024-03-05", knownAt),
      await storedFacts("2024-12-31", position),
    ];
    await house.observations.reset();
    await catchUpObservations(house.ledger, house.observations);
    expect(await storedFacts("2024-03-05", knownAt)).toEqual(first);
    expect(await storedFacts("2024-12-31", position)).toEqual(last);
    expect(await house.findings()).toEqual([]);
  });

  it("are the same where the rows are older than packs, and once those are packed", async () => {
    const position = await house.observations.position();
    const expected = await storedFacts("2024-12-31", position);
    expect(expected.size).toBe(codes.length);
    await house.observations.execute("TRUNCATE TABLE operating_pack");
    await house.observations.execute("TRUNCATE TABLE operating_pack_start");
    await house.observations.execute("INSERT INTO operating_pack_start SELECT {position:UInt64}", {
      position,
    });
    expect(await storedFacts("2024-12-31", position)).toEqual(expected);
    await packStoredRows({ connection: house.observations, directory });
    expect(await readPackStart(house.observations)).toBe(0);
    for (const knownAt of [position, early[1]?.knownAt ?? 0]) {
      const deliveries = knownAt === position ? deliveriesCount : 2;
      const facts = await storedFacts("2024-12-31", knownAt);
      expect(facts).toEqual(expectedFacts("2024-12-31", deliveries, knownAt));
    }
  });

  it("come from all tables for an enterprise with rows of other sources", async () => {
    const position = await house.observations.position();
    const facts = await storedFacts("2024-12-31", position, [idOf("E004")]);
    await house.observations.execute(
      `INSERT INTO invoice (enterprise_id, direction, number, issued_on, net_fen, gross_fen, platform_index)
       VALUES ({id:String}, 'sale', '00000001', '2024-02-02', 100, 100, {leaf:UInt64})`,
      { id: idOf("E004"), leaf: position - 1 },
    );
    const all = await storedFacts("2024-12-31", position, [idOf("E004")]);
    const own = facts.get(idOf("E004"));
    const { invoices, ...others } = all.get(idOf("E004")) ?? {};
    expect(invoices?.filter(({ number }) => number !== "00000001")).toEqual(own?.invoices);
    expect(invoices?.length).toBe((own?.invoices.length ?? 0) + 1);
    expect({ ...others, invoices: own?.invoices }).toEqual(own);
    await house.observations.execute("DELETE FROM invoice WHERE fingerprint = 0");
  });

  it("are shown to whoever may see their class, and no row of another class with them", async () => {
    const data = openEnterpriseData(house.observations);
    const id = idOf("E005");
    const own = rowsOf.get("E005");
    if (own === undefined) throw new Error("no rows");
    const rows = Object.fromEntries(
      (await data.summarize(id)).map(({ dataClass, rows: count }) => [dataClass, count]),
    );
    const documents = ["orders", "movements", "services", "stock", "declared", "customs", "designs"] as const;
    expect(rows).toEqual({
      invoice: own.invoices.length,
      statement: own.payments.length,
      businessDocument: documents.reduce((sum, name) => sum + own[name].length, 0),
      energy: own.meterDays.length,
      machine: own.machineDays.length,
    });
    const { items } = await data.read(id, "machine", { offset: 0, limit: 5, receivedUntilMs: null });
    expect(items.map((item) => item["channel"])).toEqual(Array.from({ length: 5 }, () => "machine_day"));
  });

  it("takes a delivery again for what it is: nothing is read twice, and rows sent again are duplicates", async () => {
    const before = await house.observations.position();
    await load();
    expect(await house.observations.position()).toBe(before);
    const file = join(directory, months[1] as string, "orders.csv");
    appendFileSync(
      file,
      "E001,2024-02-30,sale,SO-1,B,part,created,,1000,5\nE001,2024-02-28,gift,SO-1,B,part,created,,1000,5\n",
    );
    const [, second] = await load(months[1]);
    const report = second?.files.find(({ file: name }) => name.endsWith("orders.csv"));
    expect(report).toMatchObject({ stored: 0, quarantined: 2 });
    expect(report?.quarantinedRows?.map(({ code }) => code)).toEqual(["DATE_MALFORMED", "WORD_UNKNOWN"]);
    expect(report?.read).toBe((report?.duplicates ?? 0) + 2);
  });
});
