import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EntryToAppend } from "#ledger";
import { elementIdOf, type EnterpriseId, enterpriseIdOf } from "#registry";
import { toBase64 } from "#seal";
import { headJson, type SignedBatch } from "#telemetry";
// The device lies beside its room, which its door does not export because it is for tests only.
import { createTestCollector } from "../../telemetry/testing/test-collector.ts";
import { openProvenanceSource } from "#adapters/clickhouse";
import { explainStale, findStale } from "../stale-streams.ts";
import { freshnessLimitMs } from "../provenance/freshness.ts";
import { catchUpObservations } from "../catch-up-observations.ts";
import { stretchesOf, traceBack } from "../provenance/trace-sale.ts";
import { type ImportHouse, openImportHouse } from "../testing/import-house.ts";
import { projectionOf } from "./projection-of.ts";

const enterpriseId = enterpriseIdOf({ scheme: "dataset:live", value: "E1" });
const device = createTestCollector("projection", {
  channels: [
    { element: "CNC-01", channel: "state", scale: 0 },
    { element: "CNC-01", channel: "power_w", scale: 0 },
    { element: "NOBODY", channel: "power_w", scale: 0 },
  ],
});
const startMs = Date.UTC(2026, 5, 1, 1);

let house: ImportHouse;
beforeAll(async () => {
  house = await openImportHouse();
});
afterAll(async () => await house.close());

function entryOf(batch: SignedBatch, flags: object = {}): EntryToAppend {
  const { head } = batch;
  return {
    origin: house.ledger.originOf("enterprise", enterpriseId),
    dataClass: head.content === "events" ? "document" : "reading",
    header: {
      "@type": "signed-batch@1",
      batch: headJson(head),
      signature: toBase64(batch.signature),
      via: "http",
      enterprise: enterpriseId,
      flags: JSON.parse(JSON.stringify(flags)),
    },
    payload: { bytes: batch.rows, ends: batch.ends, saltSeed: batch.saltSeed },
  };
}

const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";

describe("the projection", () => {
  it("loses no entry of a collector while files come in and somebody else takes checkpoints", async () => {
    const { ledger, observations } = house;
    const lines = Array.from(
      { length: 2000 },
      (_, i) => `E1,${i + 1},2019/1/${(i % 28) + 1},B${i % 3},1.0,0.1,1.1,有效发票\n`,
    );
    const file = house.fileOf("sales.csv", header + lines.join(""), null);
    let isImporting = true;
    let sent = 0;
    const telemetry = (async () => {
      while (isImporting || sent < 30) {
        const atMs = startMs + sent * 1000;
        await ledger.append([entryOf(device.readings([{ channel: 1, fromMs: atMs, value: 5000 + sent }]))]);
        sent += 1;
        await ledger.checkpoint();
        if (sent % 3 === 0) await projectionOf(ledger, observations).run();
      }
    })();
    const report = await house.load("live", [file]);
    isImporting = false;
    await telemetry;
    await projectionOf(ledger, observations).run();
    expect(report.files[0]).toMatchObject({ read: 2000, stored: 2000, duplicates: 0, quarantined: 0 });
    const [counted] = await observations.query<{ readings: string; invoices: string; batches: string }>(
      `SELECT (SELECT count() FROM reading WHERE collector != '') AS readings, (SELECT count() FROM invoice) AS invoices,
         (SELECT count() FROM telemetry_batch) AS batches`,
    );
    expect(counted).toEqual({ readings: String(sent), invoices: "2000", batches: String(sent) });
    expect(await house.findings()).toEqual([]);
  });

  it("keeps rows out that the verdict put into quarantine, and says why", async () => {
    const { ledger, observations } = house;
    const atMs = startMs + 86_400_000;
    const rows = [
      { channel: 0, fromMs: atMs, toMs: atMs + 60_000, value: 2 },
      { channel: 2, fromMs: atMs, value: 7 },
      { channel: 1, fromMs: atMs, value: 900_000_000 },
    ];
    const flags = {
      batch: ["late"],
      quarantinedChannels: { unknownElement: [2] },
      quarantinedRows: { impossible: [[2, 1]] },
      quarantinedRowCount: 2,
    };
    await ledger.append([entryOf(device.readings(rows), flags)]);
    await projectionOf(ledger, observations).run();
    const stored = await observations.query(
      `SELECT asset, channel, toInt32(value) AS value, flags, evidence, element_id FROM reading
       WHERE collector != '' AND from_ms >= {atMs:Int64}`,
      { atMs },
    );
    expect(stored).toEqual([
      {
        asset: "CNC-01",
        channel: "state",
        value: 2,
        flags: 1,
        evidence: "device",
        element_id: elementIdOf(enterpriseId as EnterpriseId, "CNC-01"),
      },
    ]);
    const quarantined = await observations.query<{ code: string }>(
      "SELECT code FROM quarantine ORDER BY code",
    );
    expect(quarantined.map(({ code }) => code)).toEqual(["ELEMENT_UNKNOWN", "VALUE_IMPOSSIBLE"]);
  });

  it("counts the same reading once, whichever batch brings it", async () => {
    const { ledger, observations } = house;
    const atMs = startMs + 2 * 86_400_000;
    const rows = [{ channel: 1, fromMs: atMs, value: 1 }];
    const other = createTestCollector("other", { channels: device.channels });
    await ledger.append([entryOf(device.readings(rows)), entryOf(other.readings(rows))]);
    await projectionOf(ledger, observations).run();
    await ledger.append([entryOf(other.readings(rows))]);
    await projectionOf(ledger, observations).run();
    const [counts] = await observations.query(
      `SELECT toInt32(sum(b.received)) AS receivedRows, toInt32(sum(b.stored)) AS storedRows,
         toInt32(sum(b.duplicates)) AS duplicateRows
       FROM telemetry_batch AS b WHERE b.first_ms >= {atMs:Int64} OR b.stored = 0`,
      { atMs },
    );
    expect(counts).toEqual({ receivedRows: 3, storedRows: 1, duplicateRows: 2 });
  });

  it("traces a sale back to its material and its machine hours", async () => {
    const { ledger, observations } = house;
    const atMs = startMs + 3 * 86_400_000;
    const hourMs = 3_600_000;
    const event = (type: string, document: string, more: object) =>
      ({ type, action: "created", document, atMs, ...more }) as Parameters<typeof device.events>[0][number];
    const events = [
      event("purchaseOrder", "PO1", { item: "steel", quantityMilli: 5000, amountFen: "90000" }),
      event("goodsReceipt", "GR1", { order: "PO1", lot: "STEEL-7" }),
      event("purchaseOrder", "PO2", { item: "other" }),
      event("materialIssue", "MI1", { order: "WO1", lot: "STEEL-7" }),
      event("productionReport", "PR1", {
        order: "WO1",
        lot: "PART-3",
        fromLots: ["STEEL-7"],
        element: "CNC-01",
        fromMs: atMs,
        toMs: atMs + hourMs,
      }),
      event("productionReport", "PR2", {
        order: "WO2",
        lot: "PART-9",
        fromLots: ["STEEL-7"],
        element: "CNC-01",
      }),
      event("salesOrder", "SO1", { partner: "buyer" }),
      event("delivery", "DN1", { order: "SO1", lot: "PART-3" }),
      event("invoice", "INV1", { order: "SO1", amountFen: "250000" }),
      event("payment", "PAY1", { order: "SO1", amountFen: "250000" }),
    ];
    const state = { channel: 0, fromMs: atMs, toMs: atMs + 1_800_000, value: 2 };
    await ledger.append([entryOf(device.events(events)), entryOf(device.readings([state]))]);
    await projectionOf(ledger, observations).run();
    const source = openProvenanceSource(observations);
    const trace = traceBack(await source.linkedDocuments(enterpriseId), { kind: "order", id: "SO1" });
    expect(trace.map(({ number }) => number)).toEqual([
      "PO1",
      "GR1",
      "MI1",
      "PR1",
      "SO1",
      "DN1",
      "INV1",
      "PAY1",
    ]);
    expect(await source.work(enterpriseId, stretchesOf(trace))).toEqual([
      { element: "CNC-01", fromMs: atMs, toMs: atMs + hourMs, runMs: 1_800_000, energyWh: 0, readings: 1 },
    ]);
  });

  it("finds streams stale when their collector stopped, and only from then on", async () => {
    const { observations } = house;
    const [known] = await observations.liveStreams([enterpriseId], {
      beforeMs: Number.MAX_SAFE_INTEGER,
      knownAt: await observations.position(),
    });
    const lastMs = known?.lastMs ?? 0;
    const staleAt = async (nowMs: number) => {
      const knownAt = await observations.position();
      return await findStale(observations, [enterpriseId, "ent_files"], { nowMs, knownAt });
    };
    const limitMs = freshnessLimitMs("energy") ?? 0;
    expect(known).toMatchObject({ enterpriseId, stream: "energy" });
    expect((await staleAt(lastMs + limitMs)).get(enterpriseId)?.has("energy")).not.toBe(true);
    const stale = await staleAt(lastMs + limitMs + 1);
    expect(stale.get(enterpriseId)?.has("energy")).toBe(true);
    expect(stale.has("ent_files")).toBe(false);
    const values = explainStale(
      new Map([["base-load", { value: 1, missingReason: null }]]),
      new Set(["energy"]),
    );
    expect(values.get("base-load")).toEqual({ value: null, missingReason: "stale" });
  });

  it("rebuilds the same observations from the log alone", async () => {
    const { ledger, observations } = house;
    const totals = async () =>
      (await observations.totals()).toSorted((a, b) =>
        `${a.enterpriseId}${a.stream}`.localeCompare(`${b.enterpriseId}${b.stream}`),
      );
    const before = await totals();
    await observations.reset();
    await catchUpObservations(ledger, observations);
    expect(await totals()).toEqual(before);
    expect(await house.findings()).toEqual([]);
  });

  it("forgets erased rows, does not bring them back, and counts what is sent again", async () => {
    const { ledger, observations } = house;
    const origin = ledger.originOf("enterprise", enterpriseId);
    const countOf = async () => {
      const [counted] = await observations.query<Record<string, string>>(
        `SELECT (SELECT count() FROM reading WHERE collector != '') AS readings,
           (SELECT count() FROM quarantine) AS quarantined,
           (SELECT count() FROM telemetry_batch WHERE first_ms < {eventsMs:Int64}) AS batches,
           (SELECT count() FROM invoice) AS invoices,
           (SELECT count() FROM business_document WHERE collector != '') AS documents`,
        { eventsMs: startMs + 3 * 86_400_000 },
      );
      return counted;
    };
    const before = await countOf();
    expect(Number(before?.["readings"])).toBeGreaterThan(30);
    await ledger.erase({ origin, dataClass: "reading" }, { reason: "the owner asked", by: "user-1" });
    await projectionOf(ledger, observations).run();
    const kept = { invoices: before?.["invoices"], documents: before?.["documents"] };
    const nothing = { readings: "0", quarantined: "0", batches: "0", ...kept };
    expect(await countOf()).toEqual(nothing);
    expect(await house.findings()).toEqual([]);
    await observations.reset();
    await catchUpObservations(ledger, observations);
    expect(await countOf()).toEqual(nothing);
    // The first reading of all: were its fingerprint still known, it would be a duplicate.
    await ledger.append([entryOf(device.readings([{ channel: 1, fromMs: startMs, value: 5000 }]))]);
    await projectionOf(ledger, observations).run();
    expect(await countOf()).toEqual({ ...nothing, readings: "1", batches: "1" });
    expect(await house.findings()).toEqual([]);
  });
});
