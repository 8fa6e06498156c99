import { join } from "node:path";
import type { MqttClient } from "mqtt";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Observations, openObservations, openProvenanceSource } from "#adapters/clickhouse";
import { projectionOf } from "#flow";
import { businessDayOf } from "#kernel";
import { encodeSparkplug, sparkplugTypes } from "#telemetry";
import { gatewayOf, type MqttTestHouse, openMqttTestHouse, tokenOf } from "./testing/mqtt-house.ts";

// From a gateway's message on the wire, over the log, to the observations and to where a number comes from.

let test: MqttTestHouse;
let observations: Observations;
let gateway: MqttClient;
beforeAll(async () => {
  test = await openMqttTestHouse();
  observations = await openObservations(join(test.house.folder, "clickhouse"));
  test.house.directory.add(gatewayOf("plant"));
  gateway = await test.connect(tokenOf("plant"));
});
afterAll(async () => {
  await observations.close();
  await test.close();
});

const startMs = 1_750_000_000_000;
const enterpriseId = gatewayOf("plant").enterpriseId ?? "";
const { double, int64, string } = sparkplugTypes;

/** Published and sealed, in an entry of its own. */
async function publish(topic: string, payload: string | Uint8Array): Promise<void> {
  await gateway.publishAsync(topic, Buffer.from(payload as Uint8Array), { qos: 1 });
}
type Metrics = Parameters<typeof encodeSparkplug>[0]["metrics"];
const sparkplug = async (kind: string, seq: number, metrics: Metrics, device = ""): Promise<void> =>
  await publish(
    `spBv1.0/group-plant/${kind}/edge${device === "" ? "" : `/${device}`}`,
    encodeSparkplug({ timestampMs: startMs + seq, seq, metrics }),
  );
const at = (seconds: number): { atMs: number } => ({ atMs: startMs + seconds * 1000 });

interface StoredReading {
  asset: string;
  channel: string;
  second: number;
  value: string;
  evidence: string;
}
const stored = async () =>
  await observations.query<StoredReading>(
    `SELECT asset, channel, toInt32((from_ms - {startMs:Int64}) / 1000) AS second, toInt64(value) AS value, evidence,
       entry_index, ordinal FROM reading ORDER BY channel, second, asset`,
    { startMs },
  );
const quarantined = async () =>
  await observations.query<{ code: string }>(
    "SELECT code FROM quarantine ORDER BY entry_index, ordinal, code",
  );

describe("messages of a gateway", () => {
  it("become readings, each only once, and what nobody can use is in quarantine with its reason", async () => {
    const json = (sequence: number, readings: object[]): string =>
      JSON.stringify({ epoch: 1, sequence, readings });
    const topic = "touchstone/v1/plant/messages";
    const power = (second: number, value: number, channel = "power_w") => ({
      element: "CNC-01",
      channel,
      at: startMs + second * 1000,
      value,
    });
    await publish(topic, json(0, [power(1, 100), power(2, 200)]));
    await publish(topic, json(1, [power(2, 200), power(3, 300.6)]));
    await publish(topic, json(1, [power(2, 200), power(3, 300.6)]));
    await publish(topic, json(2, [power(4, 9e12), power(4, 1, "nothing_known"), power(5, 500)]));
    await projectionOf(test.house.ledger, observations).run();
    expect((await stored()).map((row) => [row.second, Number(row.value), row.evidence])).toEqual([
      [1, 100, "gateway"],
      [2, 200, "gateway"],
      [3, 301, "gateway"],
      [5, 500, "gateway"],
    ]);
    expect((await quarantined()).map(({ code }) => code).toSorted()).toEqual([
      "CHANNEL_UNKNOWN",
      "VALUE_IMPOSSIBLE",
    ]);
  });

  it("of Sparkplug mean what the birth before them said, also when the next birth says otherwise", async () => {
    const before = (await stored()).length;
    await sparkplug("NBIRTH", 0, [{ name: "bdSeq", datatype: int64, value: 0, ...at(10) }]);
    await sparkplug(
      "DBIRTH",
      1,
      [
        { name: "energy_wh", alias: 7, datatype: int64, value: 70, ...at(11) },
        { name: "item_count", alias: 8, datatype: int64, value: 80, ...at(11) },
        { name: "operator", alias: 9, datatype: string, value: "王", ...at(11) },
      ],
      "CNC-01",
    );
    await sparkplug("DDATA", 2, [{ alias: 7, datatype: int64, value: 71, ...at(12) }], "CNC-01");
    // Born again with the aliases changed over: what comes after means the other channel.
    await sparkplug(
      "DBIRTH",
      3,
      [
        { name: "energy_wh", alias: 8, datatype: int64, value: 72, ...at(13) },
        { name: "item_count", alias: 7, datatype: int64, value: 81, ...at(13) },
      ],
      "CNC-01",
    );
    await sparkplug("DDATA", 4, [{ alias: 7, datatype: int64, value: 82, ...at(14) }], "CNC-01");
    await sparkplug("DDATA", 5, [{ alias: 99, datatype: double, value: 1, ...at(15) }], "CNC-01");
    await projectionOf(test.house.ledger, observations).run();
    const rows = (await stored()).filter(({ channel }) => channel !== "power_w");
    expect(rows.map(({ asset, channel, second, value }) => [asset, channel, second, Number(value)])).toEqual([
      ["CNC-01", "energy_wh", 11, 70],
      ["CNC-01", "energy_wh", 12, 71],
      ["CNC-01", "energy_wh", 13, 72],
      ["CNC-01", "item_count", 11, 80],
      ["CNC-01", "item_count", 13, 81],
      ["CNC-01", "item_count", 14, 82],
    ]);
    expect((await stored()).length).toBe(before + 6);
  });

  it("lead from a stored number back to the bytes that the gateway sent", async () => {
    const day = businessDayOf(startMs);
    const source = openProvenanceSource(observations);
    const filter = { enterpriseId, kind: "reading", channels: ["power_w"], from: day, to: day } as const;
    expect(await source.counts(filter)).toMatchObject([{ evidence: "gateway", collector: "plant", rows: 4 }]);
    const row = (await source.rows(filter, 10)).find(({ value }) => value === "301");
    expect(row).toMatchObject({ collector: "plant", evidence: "gateway", epoch: "1", via: "mqtt", file: "" });
    const { payload } = await test.house.ledger.readEntry(row?.origin ?? "", row?.index ?? -1);
    const ordinal = row?.ordinal ?? 0;
    const bytes = payload.bytes.subarray(payload.ends[ordinal - 1] ?? 0, payload.ends[ordinal]);
    expect(new TextDecoder().decode(bytes)).toContain('"value":300.6');
  });

  it("are the same after everything was rebuilt from the log", async () => {
    const before = { rows: await stored(), problems: await quarantined() };
    const balance = async () =>
      await observations.query<{ r: string; s: string; d: string; q: string }>(
        "SELECT collector, sum(received) AS r, sum(stored) AS s, sum(duplicates) AS d, sum(quarantined) AS q FROM telemetry_batch GROUP BY collector",
      );
    const sums = await balance();
    await observations.reset();
    await projectionOf(test.house.ledger, observations).run();
    expect({ rows: await stored(), problems: await quarantined() }).toEqual(before);
    expect(await balance()).toEqual(sums);
    const [total] = sums;
    expect(Number(total?.r)).toBe(Number(total?.s) + Number(total?.d) + Number(total?.q));
  });
});
