import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type InvoiceRow, type ReadingRow, computeIndicators, emptyFacts, factsFromRows } from "#indicators";
import { type Random, addDays, createRandom, startOfDayMs } from "#kernel";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openIndicatorSource } from "./indicator-source.ts";
import { type Observations, openObservations } from "./observations.ts";

const directory = mkdtempSync(join(tmpdir(), "touchstone-indicators-"));
const seed = "indicator-source";
const enterprises = ["ent_a", "ent_b", "ent_c", "ent_d"];
const asOfDays = ["2020-02-21", "2019-02-28", "2018-12-31", "2017-03-01"];

let observations: Observations;
const invoices = new Map<string, InvoiceRow[]>();
const readings = new Map<string, ReadingRow[]>();

beforeAll(async () => {
  observations = await openObservations(directory);
  const random = createRandom(seed);
  for (const id of enterprises.slice(0, 3)) {
    invoices.set(id, randomInvoices(random, id === "ent_c" ? 7 : 1500));
    readings.set(id, randomReadings(random, 400));
  }
  await insert(
    "invoice",
    [...invoices].flatMap(([id, rows]) => rows.map((row) => invoiceRecord(id, row))),
  );
  await insert(
    "reading",
    [...readings].flatMap(([id, rows]) => rows.map((row) => readingRecord(id, row))),
  );
});

afterAll(async () => {
  await observations.close();
  rmSync(directory, { recursive: true, force: true });
});

describe(`facts from ClickHouse, seed ${seed}`, () => {
  for (const asOf of asOfDays) {
    for (const knownAt of [1000, 60]) {
      it(`equal the row-by-row oracle as of ${asOf}, known at ${knownAt}`, async () => {
        const facts = await openIndicatorSource(observations).loadFacts({
          asOf,
          knownAt,
          enterpriseIds: enterprises,
        });
        expect([...facts.keys()]).toEqual(enterprises);
        for (const id of enterprises) {
          const expected = factsFromRows({
            asOf,
            knownAt,
            invoices: invoices.get(id) ?? [],
            readings: readings.get(id) ?? [],
          });
          const found = facts.get(id);
          expect(found).toEqual(expected);
          expect(found && computeIndicators(found)).toEqual(computeIndicators(expected));
        }
      });
    }
  }

  it("leaves out an enterprise that was not asked for", async () => {
    const facts = await openIndicatorSource(observations).loadFacts({
      asOf: "2020-02-21",
      knownAt: 1000,
      enterpriseIds: ["ent_b"],
    });
    expect([...facts.keys()]).toEqual(["ent_b"]);
  });

  it("gives empty facts for an id without rows, whatever its characters", async () => {
    const id = `o'hara\\n"]) OR 1 = 1 --`;
    const facts = await openIndicatorSource(observations).loadFacts({
      asOf: "2020-02-21",
      knownAt: 1000,
      enterpriseIds: [id],
    });
    expect([...facts]).toEqual([[id, emptyFacts("2020-02-21", 1000)]]);
  });

  it("gives every enterprise that has a row when none is named", async () => {
    const facts = await openIndicatorSource(observations).loadFacts({ asOf: "2020-02-21", knownAt: 1000 });
    expect([...facts.keys()]).toEqual(["ent_a", "ent_b", "ent_c"]);
  });
});

async function insert(table: string, records: readonly Record<string, unknown>[]): Promise<void> {
  const lines = records.map((record) => JSON.stringify(record)).join("\n");
  await observations.execute(`INSERT INTO ${table} FORMAT JSONEachRow\n${lines}`);
}

function randomInvoices(random: Random, count: number): InvoiceRow[] {
  return Array.from({ length: count }, () => {
    const netFen = BigInt(random.integer(40) === 0 ? 0 : random.integer(9_000_000) - 900_000);
    const taxFen = netFen / 10n;
    return {
      direction: random.integer(3) === 0 ? "purchase" : "sale",
      issuedOn: addDays("2016-10-04", random.integer(1240)),
      counterparty: `B${random.integer(25) ** 2}`,
      netFen,
      taxFen,
      grossFen: netFen + taxFen,
      isVoid: random.integer(12) === 0,
      flags: random.integer(9) === 0 ? random.integer(4) : 0,
      platformIndex: random.integer(100),
    };
  });
}

/** Overlapping, touching, repeated and instantaneous readings, on both sides of the ends of the days asked for. */
function randomReadings(random: Random, count: number): ReadingRow[] {
  const channels = [
    "state",
    "power_w",
    "energy_wh",
    "run_interval",
    "item_count",
    "good_count",
    "reject_count",
    "scrap_count",
    "cycle_time_ms",
  ];
  return Array.from({ length: count * 6 }, () => {
    const channel = channels[random.integer(channels.length)] ?? "state";
    const asset = `M${random.integer(3)}`;
    const day = asOfDays[random.integer(asOfDays.length)] ?? "2020-02-21";
    const fromMs = startOfDayMs(day) + (random.integer(40) - 4) * 1_800_000 + random.integer(3) * 1000;
    return {
      asset: channel === "item_count" || channel === "energy_wh" ? "M0" : asset,
      channel,
      fromMs,
      toMs: random.integer(3) === 0 ? fromMs : fromMs + random.integer(40_000_000),
      value: BigInt(channel === "state" ? random.integer(4) : random.integer(5000)),
      platformIndex: random.integer(100),
    };
  });
}

function lineage(platformIndex: number): Record<string, unknown> {
  return { received_at_ms: 0, origin: "test", entry_index: 0, ordinal: 0, platform_index: platformIndex };
}

function invoiceRecord(id: string, row: InvoiceRow): Record<string, unknown> {
  return {
    enterprise_id: id,
    direction: row.direction,
    number: "00000001",
    issued_on: row.issuedOn,
    counterparty: row.counterparty,
    net_fen: String(row.netFen),
    tax_fen: String(row.taxFen),
    gross_fen: String(row.grossFen),
    is_void: row.isVoid ? 1 : 0,
    flags: row.flags,
    ...lineage(row.platformIndex),
  };
}

function readingRecord(id: string, row: ReadingRow): Record<string, unknown> {
  return {
    enterprise_id: id,
    asset: row.asset,
    channel: row.channel,
    from_ms: row.fromMs,
    to_ms: row.toMs,
    value: String(row.value),
    ...lineage(row.platformIndex),
  };
}
