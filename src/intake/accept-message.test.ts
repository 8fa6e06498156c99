import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readMessages } from "./gateway-batch.ts";
import type { SealedNotice } from "./intake-event.ts";
import type { MessageAnswer } from "./intake.ts";
import { createMemoryStore, type IntakeHouse, openIntakeHouse } from "./testing/intake-house.ts";
import { knownOf } from "./testing/test-directory.ts";

let house: IntakeHouse;
beforeEach(async () => {
  house = await openIntakeHouse(createMemoryStore());
  house.directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
  house.directory.add(knownOf({ id: "gw2" }, { kind: "gateway" }));
});
afterEach(async () => await house.close());

function json(sequence: number | null, { element = "CNC-01", value = 5, epoch = 1 } = {}): string {
  const number = sequence === null ? {} : { epoch, sequence };
  return JSON.stringify({ ...number, readings: [{ element, channel: "power_w", at: house.nowMs, value }] });
}

async function send(
  payload: string,
  collector = "gw",
  topic = `touchstone/v1/${collector}/messages`,
): Promise<MessageAnswer> {
  return await house.intake.acceptMessage({
    collector,
    topic,
    payload: Buffer.from(payload),
    receivedAtMs: house.nowMs,
  });
}

const placeOf = (answer: MessageAnswer | undefined) => {
  if (answer === undefined || answer.kind === "refused") throw new Error("nothing was kept");
  return { origin: answer.origin, index: answer.index, ordinal: answer.ordinal };
};

describe("messages of gateways", () => {
  it("that come together are one entry, with the payloads as they came", async () => {
    const payloads = Array.from({ length: 30 }, (_, i) => json(i, { value: i }));
    const answers = await Promise.all(
      payloads.map(async (one, i) => await send(one, i % 3 === 0 ? "gw2" : "gw")),
    );
    const origin = placeOf(answers[0]).origin;
    expect(await house.ledger.size(origin)).toBe(1);
    const entry = await house.ledger.readEntry(origin, 0);
    const stored = [...readMessages(entry)];
    expect(stored.map(({ payload }) => Buffer.from(payload).toString())).toEqual(payloads);
    expect(stored.map(({ source }) => source.collector)).toEqual(
      payloads.map((_, i) => (i % 3 === 0 ? "gw2" : "gw")),
    );
    expect(answers.map((answer) => placeOf(answer).ordinal)).toEqual(payloads.map((_, i) => i));
  });

  it("with a number are stored once, before and after a restart, and find the same place", async () => {
    const [first, during] = await Promise.all([send(json(7)), send(json(7))]);
    expect([first?.kind, during?.kind]).toEqual(["stored", "duplicate"]);
    expect(placeOf(during)).toEqual(placeOf(first));
    const observed = house.intake.live.find("gw")?.lastObservedAtMs;
    await house.restart();
    expect(house.intake.live.find("gw")?.lastObservedAtMs).toBe(observed);
    const after = await send(json(7));
    expect(after).toEqual({ kind: "duplicate", ...placeOf(first) });
    expect(house.intake.live.find("gw")?.items).toEqual({
      received: 3,
      stored: 1,
      duplicates: 2,
      quarantined: 0,
    });
  });

  it("under a number that another message has are kept, in quarantine", async () => {
    await send(json(1, { value: 1 }));
    expect(await send(json(1, { value: 2 }))).toMatchObject({
      kind: "quarantined",
      reason: "sequenceConflict",
    });
    await house.restart();
    expect(await send(json(1, { value: 3 }))).toMatchObject({
      kind: "quarantined",
      reason: "sequenceConflict",
    });
    expect(house.intake.live.find("gw")?.items).toEqual({
      received: 3,
      stored: 1,
      duplicates: 0,
      quarantined: 2,
    });
  });

  it("that are wrong in any way are kept, with the reason", async () => {
    expect(await send("{")).toMatchObject({ kind: "quarantined", reason: "malformed" });
    expect(await send(json(1, { element: "NOBODY" }))).toMatchObject({
      kind: "quarantined",
      reason: "unknownElement",
    });
    expect(await send(json(2, { value: 1e12 }))).toMatchObject({ kind: "quarantined", reason: "impossible" });
    house.directory.setState("gw", "quarantined");
    expect(await send(json(3))).toMatchObject({ kind: "quarantined", reason: "collectorQuarantined" });
    house.directory.setState("gw", "revoked");
    expect(await send(json(4))).toMatchObject({ kind: "refused", reason: "notActive" });
    expect(await send(json(5), "nobody")).toMatchObject({ kind: "refused", reason: "unknownCollector" });
  });

  it("of two enterprises at once belong in neither's log", async () => {
    const elements = new Map([
      ["A", { elementId: "elm_a", enterpriseId: "ent_a", kind: "machine" }],
      ["B", { elementId: "elm_b", enterpriseId: "ent_b", kind: "machine" }],
    ]);
    house.directory.add(knownOf({ id: "many" }, { kind: "gateway", enterpriseId: null, elements }));
    const reading = (element: string) => ({ element, channel: "power_w", at: house.nowMs, value: 1 });
    const mixed = await send(JSON.stringify({ readings: [reading("A"), reading("B")] }), "many");
    expect(mixed).toMatchObject({ kind: "quarantined", reason: "mixedEnterprises" });
    expect(placeOf(mixed).origin).toMatch(/\/i\//);
    const one = await send(JSON.stringify({ readings: [reading("A")] }), "many");
    expect(placeOf(one).origin).toBe(house.ledger.originOf("enterprise", "ent_a"));
  });

  it("of Sparkplug name the births that say what they mean, also those on their way", async () => {
    const topic = (type: string) => `spBv1.0/group/${type}/node`;
    const together = await Promise.all([
      send("birth", "gw", topic("NBIRTH")),
      send("device birth", "gw", `${topic("DBIRTH")}/press`),
      send("data", "gw", `${topic("DDATA")}/press`),
    ]);
    const later = await send("more", "gw", `${topic("DDATA")}/press`);
    const { origin } = placeOf(later);
    const entries = [
      await house.ledger.readEntry(origin, 0),
      await house.ledger.readEntry(origin, placeOf(later).index),
    ];
    const birthsOf = (i: number, payload: string) =>
      [
        ...readMessages(
          entries[i] ?? { header: {}, payload: { bytes: new Uint8Array(), ends: new Uint32Array() } },
        ),
      ].find((message) => Buffer.from(message.payload).toString() === payload)?.source.births;
    expect(birthsOf(0, "data")).toEqual([
      { origin: null, index: null, ordinal: 0 },
      { origin: null, index: null, ordinal: 1 },
    ]);
    expect(birthsOf(1, "more")).toEqual([placeOf(together[0]), placeOf(together[1])]);
    await house.restart();
    const restarted = await send("again", "gw", `${topic("DDATA")}/press`);
    const entry = await house.ledger.readEntry(origin, placeOf(restarted).index);
    expect([...readMessages(entry)][0]?.source.births).toEqual([placeOf(together[0]), placeOf(together[1])]);
  });

  it("get a receipt an entry, which names what of theirs it holds", async () => {
    const notices: SealedNotice[] = [];
    house.intake.onSealed((notice) => notices.push(notice));
    await Promise.all([send(json(0)), send(json(1)), send(json(0), "gw2"), send(json(2))]);
    expect(notices.find(({ collector }) => collector === "gw")?.runs).toEqual([
      { ordinal: 0, count: 2, epoch: 1, sequence: 0 },
      { ordinal: 3, count: 1, epoch: 1, sequence: 2 },
    ]);
    const receipt = notices[0]?.receipt();
    expect(receipt).toMatchObject({ index: 0 });
    expect(receipt?.signature).toBe(notices[1]?.receipt().signature);
  });

  it("of many sources are split before a header grows too long", async () => {
    const many = Array.from({ length: 700 }, (_, i) => ({
      ...knownOf({ id: `gateway-with-a-long-name-${i}` }),
      kind: "gateway" as const,
    }));
    for (const one of many) house.directory.add(one);
    const answers = await Promise.all(many.map(async ({ id }) => await send(json(0), id)));
    expect(answers.every(({ kind }) => kind === "stored")).toBe(true);
    expect(new Set(answers.map((answer) => placeOf(answer).index)).size).toBeGreaterThan(1);
  });
});

describe("what is remarkable about a message", () => {
  it("is sealed beside it and counted, and a conflict is kept once however often it comes", async () => {
    await send(json(1, { value: 1 }));
    const first = await send(json(1, { value: 2 }));
    expect(first).toMatchObject({ kind: "quarantined", reason: "sequenceConflict" });
    const again = await Promise.all([send(json(1, { value: 2 })), send(json(1, { value: 2 }))]);
    expect(again).toEqual([1, 2].map(() => ({ kind: "duplicate", ...placeOf(first) })));
    await house.restart();
    expect(await send(json(1, { value: 2 }))).toEqual({ kind: "duplicate", ...placeOf(first) });
    expect(house.intake.live.find("gw")?.items).toEqual({
      received: 5,
      stored: 1,
      duplicates: 3,
      quarantined: 1,
    });
    const plain = json(null);
    await send(plain);
    const repeated = placeOf(await send(plain));
    const late = {
      readings: [{ element: "CNC-01", channel: "power_w", at: house.nowMs - 3_600_000, value: 1 }],
    };
    await send(JSON.stringify(late));
    const { header } = await house.ledger.readEntry(repeated.origin, repeated.index);
    expect(header["sources"]).toMatchObject([{ flags: ["repeated"] }]);
    expect(house.intake.live.find("gw")).toMatchObject({ late: 1, flags: { repeated: 1, late: 1 } });
  });
});

it("a gateway's newest reading is known again from the log alone", async () => {
  const bare = await openIntakeHouse();
  try {
    bare.directory.add(knownOf({ id: "gw" }, { kind: "gateway" }));
    const at = bare.nowMs - 1234;
    const payload = JSON.stringify({ readings: [{ element: "CNC-01", channel: "power_w", at, value: 1 }] });
    const topic = "touchstone/v1/gw/messages";
    const message = { collector: "gw", topic, payload: Buffer.from(payload), receivedAtMs: bare.nowMs };
    await bare.intake.acceptMessage(message);
    await bare.restart();
    expect(bare.intake.live.find("gw")?.lastObservedAtMs).toBe(at);
  } finally {
    await bare.close();
  }
});
