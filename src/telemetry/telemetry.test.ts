import { createPublicKey, verify } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, createMerkleTree, pointHash, toBase64 } from "#seal";
import {
  answersFromJson,
  answersToJson,
  batchesToJson,
  batchesToJsonLines,
  batchesToProtobuf,
  batchHash,
  batchMessage,
  type BusinessEvent,
  checkBatch,
  decodeBatches,
  decodeEvents,
  decodeReadings,
  deviceSalts,
  encodeReadings,
  headJson,
  keyIdOf,
  readGatewayMessage,
  type SignedBatch,
  toScaledInteger,
} from "./index.ts";
import { nodeTelemetryCrypto as crypto } from "./testing/node-telemetry-crypto.ts";
import { createTestCollector } from "./testing/test-collector.ts";

const at = 1_760_000_000_000;
const order: BusinessEvent = {
  type: "salesOrder",
  action: "created",
  document: "SO-2026-001",
  atMs: at,
  item: "齿轮箱",
  quantityMilli: 12_000,
  unit: "件",
  amountFen: "1250000",
};

describe("signed batches", () => {
  it("continue their chain across epochs, under one key", () => {
    const collector = createTestCollector("chain");
    const first = collector.readings([{ fromMs: at, value: 1 }]);
    const second = collector.events([order]);
    collector.restart();
    const third = collector.readings([{ fromMs: at + 1, value: -2 }]);
    expect([first, second, third].map((batch) => checkBatch(batch, crypto))).toEqual([null, null, null]);
    expect(first.head.previous).toBeNull();
    expect(second.head.previous).toBe(toBase64(batchHash(crypto.sha256, first.head)));
    expect(third.head.previous).toBe(toBase64(batchHash(crypto.sha256, second.head)));
    expect([second.head.sequence, third.head.sequence]).toEqual([1, 0]);
    expect(third.head.key).toBe(keyIdOf(crypto.sha256, collector.publicKey));
  });

  it("are signed over the first line and the canonical head", () => {
    const collector = createTestCollector("signature");
    const { head, signature } = collector.readings([{ fromMs: at, value: 1 }]);
    const message = `touchstone-batch/v1\n${canonicalJson(headJson(head))}`;
    expect(new TextDecoder().decode(batchMessage(head))).toBe(message);
    const key = createPublicKey({
      key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), collector.publicKey]),
      format: "der",
      type: "spki",
    });
    expect(verify(null, Buffer.from(message), key, signature)).toBe(true);
  });

  it("have the root that the seal's tree gives to the same points", () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 70 }), (values) => {
        const batch = createTestCollector("root").readings(
          values.map((value, i) => ({ fromMs: at + i, value })),
        );
        const salts = deviceSalts(crypto, batch.saltSeed, values.length);
        const tree = createMerkleTree(crypto.sha256);
        values.forEach((_, i) => {
          const row = batch.rows.subarray(i === 0 ? 0 : batch.ends[i - 1], batch.ends[i]);
          tree.append(pointHash(crypto.sha256, salts.subarray(i * 16, i * 16 + 16), row));
        });
        expect(batch.head.pointsRoot).toBe(toBase64(tree.root()));
      }),
    );
  });

  it("are refused when a byte of a row, the seed or the head differs", () => {
    const batch = createTestCollector("flip").readings([{ fromMs: at, value: 42 }]);
    const rows = Uint8Array.from(batch.rows);
    rows[rows.length - 2] = 0x39;
    expect(checkBatch({ ...batch, rows }, crypto)?.reason).toBe("badRoot");
    expect(checkBatch({ ...batch, saltSeed: new Uint8Array(32) }, crypto)?.reason).toBe("badRoot");
    expect(checkBatch({ ...batch, ends: new Uint32Array(0) }, crypto)?.reason).toBe("malformed");
    expect(checkBatch({ ...batch, signature: new Uint8Array(63) }, crypto)?.reason).toBe("malformed");
    const head = { ...batch.head, sequence: 2 ** 53 };
    expect(checkBatch({ ...batch, head }, crypto)?.reason).toBe("malformed");
    expect(checkBatch({ ...batch, head: { ...batch.head, collector: "a/#" } }, crypto)?.reason).toBe(
      "malformed",
    );
  });
});

describe("rows", () => {
  it("come back as they were written", () => {
    const whole = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
    const row = fc.record({ channel: fc.nat(255), fromMs: whole, value: fc.maxSafeInteger() });
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const columns = {
          count: rows.length,
          channel: Uint16Array.from(rows, (reading) => reading.channel),
          fromMs: Float64Array.from(rows, (reading) => reading.fromMs),
          toMs: Float64Array.from(rows, (reading) => reading.fromMs),
          value: Float64Array.from(rows, (reading) => reading.value + 0),
        };
        expect(decodeReadings(encodeReadings(columns), 256)).toEqual(columns);
      }),
    );
  });

  it.each([
    "0,1,2,+3\n",
    "0,1,2,03\n",
    "0,1,2,-0\n",
    "0,2,1,3\n",
    "9,1,2,3\n",
    "0,1,2,3",
    "0,1,2\n",
    "0,1,2,9007199254740992\n",
    "0,-1,2,3\n",
    "0,1,2,3 \n",
    "\n",
  ])("%j is no reading", (text) => {
    const bytes = new TextEncoder().encode(text);
    expect(() => decodeReadings({ bytes, ends: Uint32Array.of(bytes.length) }, 3)).toThrow("malformed row 0");
  });

  it("of events are canonical, flat and known", () => {
    const rows = (text: string) => {
      const bytes = new TextEncoder().encode(text);
      return { bytes, ends: Uint32Array.of(bytes.length) };
    };
    const good = canonicalJson({ ...order });
    expect(decodeEvents(rows(`${good}\n`))).toEqual([order]);
    const deep = `{"action":${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    for (const text of [
      good,
      `${good} \n`,
      `${good.replace("created", "made")}\n`,
      `${deep}\n`,
      "{}\n",
      "[]\n",
    ]) {
      expect(() => decodeEvents(rows(text))).toThrow(/malformed/);
    }
    expect(() => decodeEvents(rows(`${canonicalJson({ ...order, day: "2026-02-30" })}\n`))).toThrow("day");
  });
});

describe("the wire", () => {
  const collector = createTestCollector("wire");
  const batches = [...collector.run(3, 50, at), collector.events([order])];
  const isSame = (found: SignedBatch, sent: SignedBatch) => {
    expect(found.head).toEqual(sent.head);
    for (const part of ["signature", "saltSeed", "rows", "ends"] as const) {
      expect(Buffer.from(found[part])).toEqual(Buffer.from(sent[part]));
    }
  };

  it.each([
    ["json", (list: readonly SignedBatch[]) => Buffer.from(batchesToJson(list))],
    ["jsonLines", (list: readonly SignedBatch[]) => Buffer.from(batchesToJsonLines(list))],
    ["protobuf", batchesToProtobuf],
  ] as const)("carries batches as %s", (format, encode) => {
    const decoded = decodeBatches(encode(batches), format);
    expect(decoded.map((one) => one.kind)).toEqual(batches.map(() => "batch"));
    decoded.forEach((one, i) => {
      const sent = batches[i];
      if (one.kind === "batch" && sent !== undefined) isSame(one.batch, sent);
    });
  });

  it("refuses one bad batch by itself and names it", () => {
    const text = batchesToJsonLines(batches).replace('"sequence":1,', '"sequence":1,"extra":1,');
    const decoded = decodeBatches(Buffer.from(text), "jsonLines");
    expect(decoded.map((one) => one.kind)).toEqual(["batch", "refused", "batch", "batch"]);
    expect(decoded[1]).toMatchObject({
      answer: { collector: collector.id, sequence: 1, reason: "malformed" },
    });
  });

  it("never throws anything but a fault for hostile bytes", () => {
    const good = batchesToProtobuf(batches.slice(0, 1));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 5 }), (changes) => {
        const bytes = Uint8Array.from(good);
        for (const [place, byte] of changes) bytes[place] = byte;
        expectOnlyFaults(() => {
          for (const one of decodeBatches(bytes, "protobuf")) {
            if (one.kind === "batch") checkBatch(one.batch, crypto);
          }
        });
      }),
      { numRuns: 500 },
    );
    fc.assert(fc.property(fc.uint8Array(), (bytes) => expectOnlyFaults(() => decodeBatches(bytes))));
    fc.assert(
      fc.property(fc.json(), (text) => expectOnlyFaults(() => decodeBatches(Buffer.from(text), "json"))),
    );
    const deep = Buffer.from(`{"head":${"[".repeat(300_000)}${"]".repeat(300_000)}}`);
    expect(decodeBatches(deep, "json")[0]?.kind).toBe("refused");
  });

  it("brings answers back", () => {
    const answers = answersFromJson(
      answersToJson([
        { kind: "refused", collector: null, epoch: null, sequence: null, reason: "busy", detail: "x" },
      ]),
    );
    expect(answers).toHaveLength(1);
    expect(() => answersFromJson('{"answers":[{"kind":"stored"}]}')).toThrow("receipt");
  });
});

describe("messages of gateways", () => {
  it("are readings with a number or without", () => {
    const reading = { element: "M1", channel: "power_w", at, value: 1.5 };
    const read = readGatewayMessage(JSON.stringify({ epoch: 1, sequence: 2, readings: [reading] }));
    expect(read).toEqual({
      epoch: 1,
      sequence: 2,
      readings: [{ element: "M1", channel: "power_w", fromMs: at, toMs: at, value: 1.5 }],
    });
    expect(readGatewayMessage(JSON.stringify({ readings: [reading] })).epoch).toBeNull();
    const bad = [
      { epoch: 1, readings: [reading] },
      { readings: [] },
      { readings: [{ ...reading, element: "a/b" }] },
      [],
    ];
    for (const message of bad) expect(() => readGatewayMessage(JSON.stringify(message))).toThrow("malformed");
    expect(() =>
      readGatewayMessage('{"readings":[{"element":"M","channel":"c","at":1,"value":1e999}]}'),
    ).toThrow("value");
  });

  it("scale to integers, or not at all", () => {
    expect([toScaledInteger(1.2345, -3), toScaledInteger(5000, 3), toScaledInteger(1e300, 0)]).toEqual([
      1235,
      5,
      null,
    ]);
    expect(Object.is(toScaledInteger(-0.0001, 0), 0)).toBe(true);
  });
});

function expectOnlyFaults(work: () => unknown): void {
  try {
    work();
  } catch (cause) {
    expect((cause as Error).name).toBe("Fault");
  }
}
