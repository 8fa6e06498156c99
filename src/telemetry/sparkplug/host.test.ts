import { describe, expect, it } from "vitest";
import {
  createSparkplugDecoder,
  createSparkplugHost,
  encodeSparkplug,
  parseSparkplugTopic,
  type SparkplugMetric,
  type SparkplugVerdict,
  sparkplugRebirthPauseMs,
  sparkplugReorderMs,
  sparkplugTypes,
} from "./index.ts";

const at = 1_760_000_000_000;

describe("the host", () => {
  it("knows what a device's data rest on", () => {
    const { send, host } = createPlant();
    const birth = send("NBIRTH/N", 0, [bdSeq(1)]);
    const device = send("DBIRTH/N/CNC-01", 1, [power]);
    const data = send("DDATA/N/CNC-01", 2, [power]);
    expect([birth.births, device.births, data.births]).toEqual([[0], [0, 1], [0, 1]]);
    expect(data.birth).toBe(device.birth);
    expect([data.flags, data.rebirth]).toEqual([[], null]);
    expect(host.isOnline("G", "N", "CNC-01")).toBe(true);
  });

  it("asks for a birth when data come first, but not again at once", () => {
    const { send } = createPlant();
    const first = send("NDATA/N", 4, [power]);
    expect([first.flags, first.rebirth?.reason, first.birth]).toEqual([["noBirth"], "noBirth", null]);
    expect(send("NDATA/N", 5, [power]).rebirth).toBeNull();
    expect(send("DDATA/M/X", 5, [power]).rebirth).toEqual({ group: "G", node: "M", reason: "noBirth" });
  });

  it("waits for a missing number, and asks for a birth when it does not come", () => {
    const { send, host } = createPlant();
    send("NBIRTH/N", 0, [bdSeq(1)]);
    send("NDATA/N", 1, [power]);
    expect(send("NDATA/N", 3, [power]).flags).toEqual(["sequenceGap"]);
    expect(send("NDATA/N", 2, [power]).flags).toEqual(["outOfOrder"]);
    expect(host.tick(at + 10 * sparkplugReorderMs.value)).toEqual([]);
    expect(send("NDATA/N", 5, [power]).flags).toEqual(["sequenceGap"]);
    expect(host.tick(at + sparkplugReorderMs.value - 1)).toEqual([]);
    expect(host.tick(at + sparkplugReorderMs.value)).toEqual([
      { group: "G", node: "N", reason: "sequenceGap" },
    ]);
    expect(host.tick(at + sparkplugReorderMs.value)).toEqual([]);
  });

  it("goes round after 255", () => {
    const { send } = createPlant();
    send("NBIRTH/N", 0, [bdSeq(1)]);
    for (let i = 1; i < 1000; i++) expect(send("NDATA/N", i % 256, [power]).flags).toEqual([]);
    expect(send("NDATA/N", 999 % 256, [power]).flags).toEqual(["repeated"]);
  });

  it("marks everything stale on a death of this session, and nothing on one of an earlier session", () => {
    const { send, host } = createPlant();
    send("NBIRTH/N", 0, [bdSeq(8)]);
    send("DBIRTH/N/A", 1, [power]);
    send("DBIRTH/N/B", 2, [power]);
    expect(send("DDEATH/N/A", 3, []).stale).toEqual([{ group: "G", node: "N", device: "A" }]);
    expect(send("DDATA/N/A", 4, [power])).toMatchObject({
      flags: ["noBirth"],
      rebirth: { reason: "noBirth" },
    });
    const stale = send("NDEATH/N", null, [bdSeq(7)]);
    expect([stale.flags, stale.stale]).toEqual([["staleDeath"], []]);
    expect(host.isOnline("G", "N", "B")).toBe(true);
    expect(send("NDEATH/N", null, [bdSeq(8)]).stale.map((place) => place.device)).toEqual([null, "B"]);
    expect(host.isOnline("G", "N")).toBe(false);
    expect(send("NDATA/N", 5, [power]).flags).toEqual(["noBirth"]);
  });

  it("forgets the devices of the session before when a node is born again", () => {
    const { send, host } = createPlant();
    send("NBIRTH/N", 0, [bdSeq(1)]);
    send("DBIRTH/N/A", 1, [power]);
    expect(send("NBIRTH/N", 0, [bdSeq(2)]).stale).toEqual([{ group: "G", node: "N", device: "A" }]);
    expect(send("DDATA/N/A", 1, [power]).flags).toEqual(["noBirth"]);
    expect(host.lose("G", "N")).toEqual([{ group: "G", node: "N", device: null }]);
  });

  it("asks a node that stays unexplained half as often each time, and one that was content at once", () => {
    const { send, host } = createPlant();
    send("NBIRTH/N", 0, [bdSeq(1)]);
    const place = { group: "G", node: "N" };
    const askedAt: number[] = [];
    for (let second = 0; second <= 120; second++) {
      if (host.askAgain(place, at + second * 1000) !== null) {
        askedAt.push(second);
        // It is born again each time, and as badly as before.
        send("NBIRTH/N", 0, [bdSeq(1)]);
      }
    }
    expect(askedAt).toEqual([0, 5, 15, 35, 75]);
    expect(host.askAgain(place, at + 3_600_000)).toEqual({ ...place, reason: "unknownMetric" });
    expect(host.askAgain(place, at + 3_605_000)).not.toBeNull();
  });

  it("keeps a missing number in mind while it may not ask", () => {
    const { send, host } = createPlant();
    expect(send("NDATA/N", 4, [power]).rebirth).not.toBeNull();
    send("NBIRTH/N", 0, [bdSeq(1)]);
    expect(send("NDATA/N", 2, [power]).flags).toEqual(["sequenceGap"]);
    expect(host.tick(at + sparkplugReorderMs.value)).toEqual([]);
    expect(host.tick(at + 2 * sparkplugRebirthPauseMs.value)).toHaveLength(1);
  });

  it("takes the later of two metrics with one alias, and says so", () => {
    const { send } = createPlant();
    const birth = send("NBIRTH/N", 0, [bdSeq(1), power, { ...power, name: "current_ma" }]);
    expect(birth.flags).toEqual(["irregular"]);
    expect(birth.birth?.metrics[birth.birth.indexOfAlias(1)]?.name).toBe("current_ma");
    const device = send("DBIRTH/N/A", 1, [power, { ...power, name: "current_ma" }]);
    expect(device.flags).toEqual(["irregular"]);
  });

  it("takes no device before its node", () => {
    const { send, host } = createPlant();
    expect(send("DBIRTH/N/A", 1, [power])).toMatchObject({
      flags: ["noBirth"],
      births: [],
      rebirth: { reason: "noBirth" },
    });
    expect(host.isOnline("G", "N", "A")).toBe(false);
  });

  it("says what is irregular instead of failing", () => {
    const { send } = createPlant();
    expect(send("NBIRTH/N", null, []).flags).toEqual(["irregular"]);
    expect(send("NDATA/N", null, [power]).flags).toEqual(["irregular"]);
    expect(send("NDEATH/N", null, []).stale).toHaveLength(1);
    expect(send("NCMD/N", null, []).flags).toEqual([]);
  });
});

const power: SparkplugMetric = { name: "power_w", alias: 1, datatype: sparkplugTypes.double, value: 1 };

function bdSeq(value: number): SparkplugMetric {
  return { name: "bdSeq", datatype: sparkplugTypes.uint64, value };
}

function createPlant() {
  const host = createSparkplugHost();
  const decoder = createSparkplugDecoder();
  const send = (kindAndPlace: string, seq: number | null, metrics: SparkplugMetric[]): SparkplugVerdict => {
    const topic = parseSparkplugTopic(`spBv1.0/G/${kindAndPlace}`);
    if (topic === null) throw new Error(kindAndPlace);
    const bytes = encodeSparkplug({ timestampMs: at, metrics, ...(seq === null ? {} : { seq }) });
    return host.take(topic, decoder.decode(bytes), at);
  };
  return { host, send };
}
