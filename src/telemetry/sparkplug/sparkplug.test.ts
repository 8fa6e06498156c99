import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import protobuf from "protobufjs";
import { describe, expect, it } from "vitest";
import {
  createSparkplugDecoder,
  createSparkplugReader,
  encodeRebirthCommand,
  encodeSparkplug,
  metricFlags,
  nameOf,
  numberOf,
  parseSparkplugTopic,
  formatSparkplugTopic,
  readSparkplugBirth,
  sparkplugInflatedBytes,
  sparkplugTypes,
  textOf,
} from "./index.ts";

const shared = process.env["TOUCHSTONE_SHARED"] ?? resolve(import.meta.dirname, "../../../../shared");
const official = resolve(shared, "data/sparkplug");
const hasOfficial = existsSync(official);
if (!hasOfficial) console.warn(`NOT TESTED against the official .proto: nothing at ${official}`);

const peer = loadPeer();
const decoder = createSparkplugDecoder();
const at = 1_760_000_000_000;

describe("the decoder", () => {
  it("reads every number type as the reference encoder writes it", () => {
    const cases = [
      ["Int8", -128, -128],
      ["Int16", -32_768, -32_768],
      ["Int32", -2_147_483_648, -2_147_483_648],
      ["Int64", -5, -5],
      ["UInt8", 255, 255],
      ["UInt16", 65_535, 65_535],
      ["UInt32", 4_294_967_295, 4_294_967_295],
      ["UInt64", 9_007_199_254_740_991, 9_007_199_254_740_991],
      ["Float", 1.5, 1.5],
      ["Double", -0.1, -0.1],
      ["Boolean", true, 1],
      ["DateTime", at, at],
    ] as const;
    const bytes = peer.encodePayload({
      timestamp: at,
      seq: 7,
      metrics: cases.map(([type, value], i) => ({ name: type, alias: i, timestamp: at + i, type, value })),
    });
    const columns = decoder.decode(bytes);
    expect([columns.timestampMs, columns.seq, columns.count]).toEqual([at, 7, cases.length]);
    cases.forEach(([type, , expected], i) => {
      expect(nameOf(columns, i)).toBe(type);
      expect([columns.alias[i], columns.atMs[i]]).toEqual([i, at + i]);
      expect(numberOf(columns, i, columns.datatype[i] ?? -1)).toBe(expected);
    });
  });

  it("steps over data sets, templates, properties and metadata, and keeps what stands around them", () => {
    const bytes = peer.encodePayload({
      timestamp: at,
      seq: 0,
      metrics: [
        { name: "text", type: "String", value: "齿轮" },
        {
          name: "table",
          type: "DataSet",
          value: {
            numOfColumns: 2,
            types: ["Int32", "String"],
            columns: ["a", "b"],
            rows: [
              [1, "x"],
              [2, "y"],
            ],
          },
        },
        {
          name: "template",
          type: "Template",
          value: {
            isDefinition: true,
            metrics: [{ name: "inner", type: "Int32", value: 1 }],
            parameters: [],
          },
        },
        { name: "raw", type: "Bytes", value: Uint8Array.of(1, 2, 3) },
        {
          name: "measured",
          type: "Double",
          value: 42.5,
          isHistorical: true,
          properties: { unit: { type: "String", value: "kW" } },
          metadata: { description: "with metadata", size: 3 },
        },
        { name: "nothing", type: "Int32", value: null },
      ],
    });
    const columns = decoder.decode(bytes);
    expect(Array.from({ length: columns.count }, (_, i) => nameOf(columns, i))).toEqual([
      "text",
      "table",
      "template",
      "raw",
      "measured",
      "nothing",
    ]);
    expect(textOf(columns, 0)).toBe("齿轮");
    expect(numberOf(columns, 1, sparkplugTypes.dataSet)).toBeNaN();
    expect(numberOf(columns, 4, sparkplugTypes.double)).toBe(42.5);
    expect(columns.flags[4]).toBe(metricFlags.historical);
    expect(columns.flags[5]).toBe(metricFlags.null);
    expect(numberOf(columns, 5, sparkplugTypes.int32)).toBeNaN();
  });

  it.runIf(hasOfficial)("agrees with protobufjs under the official schema, also on its own encoding", () => {
    const root = protobuf.parse(readFileSync(resolve(official, "sparkplug_b_official.proto"), "utf8"), {
      keepCase: true,
    }).root;
    const payloadType = root.lookupType("org.eclipse.tahu.protobuf.Payload");
    const metric = fc.record({
      name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
      alias: fc.nat(),
      atMs: fc.nat(Number.MAX_SAFE_INTEGER),
      isHistorical: fc.boolean(),
      typed: fc.oneof(
        fc.record({ datatype: fc.constant(sparkplugTypes.int32), value: fc.integer() }),
        fc.record({ datatype: fc.constant(sparkplugTypes.int64), value: fc.maxSafeInteger() }),
        fc.record({ datatype: fc.constant(sparkplugTypes.double), value: fc.double({ noNaN: true }) }),
        fc.record({ datatype: fc.constant(sparkplugTypes.boolean), value: fc.boolean() }),
        fc.record({ datatype: fc.constant(sparkplugTypes.string), value: fc.string() }),
      ),
    });
    fc.assert(
      fc.property(fc.array(metric, { maxLength: 80 }), fc.nat(255), (metrics, seq) => {
        const bytes = encodeSparkplug({
          timestampMs: at,
          seq,
          metrics: metrics.map(({ typed, ...rest }) => ({ ...rest, ...typed })),
        });
        const theirs = payloadType.toObject(payloadType.decode(bytes), { longs: BigInt }) as PeerPayload;
        const ours = decoder.decode(bytes);
        expect(ours.count).toBe(theirs.metrics?.length ?? 0);
        theirs.metrics?.forEach((found, i) => {
          expect(nameOf(ours, i)).toBe(found.name);
          expect(BigInt(ours.alias[i] ?? -1)).toBe(found.alias);
          expect(BigInt(ours.atMs[i] ?? -1)).toBe(found.timestamp);
          expect(textOf(ours, i) ?? numberOf(ours, i, found.datatype)).toBe(valueOf(found));
        });
      }),
    );
  });

  it.runIf(hasOfficial)("reads the published vectors", () => {
    const text = readFileSync(resolve(official, "test_vectors.json"), "utf8");
    const vectors = JSON.parse(text) as { name: string; base64: string; metricCount: number }[];
    for (const vector of vectors) {
      expect({
        name: vector.name,
        count: decoder.decode(Buffer.from(vector.base64, "base64")).count,
      }).toEqual({
        name: vector.name,
        count: vector.metricCount,
      });
    }
  });

  it("meets hostile bytes with a fault, never with a crash", () => {
    const good = peer.encodePayload({
      timestamp: at,
      seq: 1,
      metrics: Array.from({ length: 5 }, (_, i) => ({ name: `m${i}`, alias: i, type: "Double", value: i })),
    });
    const tryDecode = (bytes: Uint8Array) => {
      try {
        const columns = decoder.decode(bytes);
        for (let i = 0; i < columns.count; i++) nameOf(columns, i);
        expect(columns.alias.length).toBeLessThanOrEqual(Math.max(128, bytes.length));
      } catch (cause) {
        expect((cause as Error).name).toBe("Fault");
      }
    };
    for (let end = 0; end <= good.length; end++) tryDecode(good.subarray(0, end));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        (changes) => {
          const bytes = Uint8Array.from(good);
          for (const [place, byte] of changes) bytes[place] = byte;
          tryDecode(bytes);
        },
      ),
      { numRuns: 2000 },
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), tryDecode), { numRuns: 2000 });
    expect(() => decoder.decode(Uint8Array.of(0x12, 0xff, 0xff, 0xff, 0xff, 0x0f))).toThrow("at most");
  });

  it("opens compressed payloads within a bound, and nothing that is packed twice", () => {
    const inside = {
      timestamp: at,
      seq: 9,
      metrics: [{ name: "power_w", type: "Double", value: 12.5, timestamp: at }],
    };
    const opening = createSparkplugDecoder((body, algorithm, maxOutputLength) =>
      (algorithm === "GZIP" ? gunzipSync : inflateSync)(body, { maxOutputLength }),
    );
    const envelope = (body: Uint8Array, algorithm?: string) =>
      peer.encodePayload({
        timestamp: at,
        seq: 3,
        uuid: "SPBV1.0_COMPRESSED",
        body,
        metrics: algorithm === undefined ? [] : [{ name: "algorithm", type: "String", value: algorithm }],
      });
    const packed = peer.encodePayload(inside);
    for (const bytes of [
      envelope(deflateSync(packed)),
      envelope(deflateSync(packed), "DEFLATE"),
      envelope(gzipSync(packed), "GZIP"),
    ]) {
      const columns = opening.decode(bytes);
      expect([columns.seq, columns.count, nameOf(columns, 0)]).toEqual([3, 1, "power_w"]);
      expect(numberOf(columns, 0, sparkplugTypes.double)).toBe(12.5);
    }
    const bomb = deflateSync(Buffer.alloc(sparkplugInflatedBytes.value + 1));
    expect(bomb.length).toBeLessThan(10_000);
    for (const bytes of [
      envelope(bomb),
      envelope(packed),
      envelope(deflateSync(packed), "LZ4"),
      envelope(deflateSync(envelope(deflateSync(packed)))),
    ]) {
      expect(() => opening.decode(bytes)).toThrow("malformed");
    }
  });

  it("says that it cannot read a compressed payload without the means", () => {
    const bytes = peer.encodePayload({ uuid: "SPBV1.0_COMPRESSED", body: Uint8Array.of(1), metrics: [] });
    expect(() => decoder.decode(bytes)).toThrow("without compression");
  });
});

describe("the encoder", () => {
  it("writes a rebirth command that the reference decoder reads", () => {
    const payload = peer.decodePayload(encodeRebirthCommand(at));
    expect(payload.metrics?.[0]).toMatchObject({
      name: "Node Control/Rebirth",
      type: "Boolean",
      value: true,
    });
  });
});

describe("topics", () => {
  it("are those of the standard and no others", () => {
    const topic = { group: "G", kind: "DDATA", node: "N", device: "D" } as const;
    expect(parseSparkplugTopic("spBv1.0/G/DDATA/N/D")).toEqual(topic);
    expect(formatSparkplugTopic(topic)).toBe("spBv1.0/G/DDATA/N/D");
    for (const bad of [
      "spBv1.0/G/NDATA/N/D",
      "spBv1.0/G/DDATA/N",
      "spBv1.0//NDATA/N",
      "spBv1.0/G/X/N",
      "spAv1.0/G/NDATA/N",
      "spBv1.0/G/DDATA/N/D/E",
    ]) {
      expect(parseSparkplugTopic(bad)).toBeNull();
    }
  });
});

describe("readings", () => {
  it("come from aliases by their birth, with the datatype that the birth said", () => {
    const { int16, double, string } = sparkplugTypes;
    const birth = readSparkplugBirth(
      decoder.decode(
        encodeSparkplug({
          timestampMs: at,
          metrics: [
            { name: "power_w", alias: 1, datatype: double, value: 1 },
            { name: "SPINDLE-1/spindle_load_ppm", alias: 70_000, datatype: int16, value: 0 },
            { name: "Node Control/Rebirth", alias: 3, datatype: sparkplugTypes.boolean, value: false },
            { name: "label", alias: 4, datatype: string, value: "a" },
          ],
        }),
      ),
      { node: "N", device: "CNC-01" },
    );
    const data = new protobuf.Writer();
    for (const [alias, value] of [
      [1, null],
      [70_000, 0xff_fe],
      [3, 1],
      [9, 5],
    ] as const) {
      const metric = new protobuf.Writer().uint32(0x10).uint64(alias);
      if (value === null) metric.uint32(0x69).double(12.25);
      else metric.uint32(0x50).uint32(value);
      data.uint32(0x12).bytes(metric.finish());
    }
    const readings = createSparkplugReader().read(
      decoder.decode(data.finish()),
      birth,
      { node: "N", device: "CNC-01" },
      at + 5,
    );
    const found = Array.from({ length: readings.count }, (_, i) => [
      readings.metrics[i]?.target,
      readings.atMs[i],
      readings.value[i],
    ]);
    expect(found).toEqual([
      [{ element: "CNC-01", channel: "power_w" }, at + 5, 12.25],
      [{ element: "SPINDLE-1", channel: "spindle_load_ppm" }, at + 5, -2],
    ]);
    expect(readings.unexplained).toBe(1);
  });
});

/** The reference codec, which comes with the reference edge node. */
function loadPeer(): PeerCodec {
  const ofClient = createRequire(import.meta.resolve("sparkplug-client"));
  const { get } = ofClient("sparkplug-payload") as { get(namespace: string): PeerCodec };
  return get("spBv1.0");
}

interface PeerCodec {
  encodePayload(payload: object): Uint8Array;
  decodePayload(bytes: Uint8Array): { readonly metrics?: readonly object[] };
}

interface PeerMetric {
  readonly name: string;
  readonly alias: bigint;
  readonly timestamp: bigint;
  readonly datatype: number;
  readonly int_value?: number;
  readonly long_value?: bigint;
  readonly double_value?: number;
  readonly boolean_value?: boolean;
  readonly string_value?: string;
}

interface PeerPayload {
  readonly metrics?: readonly PeerMetric[];
}

/** The value of a metric under protobufjs, with two's complement taken back as the standard says. */
function valueOf(metric: PeerMetric): number | string | undefined {
  if (metric.int_value !== undefined) return metric.int_value | 0;
  if (metric.long_value !== undefined) return Number(BigInt.asIntN(64, metric.long_value));
  if (metric.boolean_value !== undefined) return Number(metric.boolean_value);
  return metric.double_value ?? metric.string_value;
}
