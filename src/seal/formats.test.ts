import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  algorithmCosignature,
  canonicalJson,
  canonicalOffset,
  cosignatureMessage,
  encodeCosignature,
  formatCheckpoint,
  formatNote,
  formatProofText,
  formatVerifierKey,
  fromBase64,
  parseCanonicalJson,
  parseCheckpoint,
  parseCosignature,
  parseEntryHeader,
  parseNote,
  parseProofText,
  parseSize,
  parseVerifierKey,
  readPrivateEntry,
  tilePath,
  tilesOf,
  toBase64,
  verifyNote,
  type Json,
} from "./index.ts";
import { makeSigner, nodeSealCrypto } from "./testing/node-crypto.ts";

const { sha256 } = nodeSealCrypto;
const refused = expect.objectContaining({ name: "Fault" });

describe("canonical JSON", () => {
  test("is RFC 8785's own example", () => {
    const text = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`;
    const value = JSON.parse(text.replace("1E30", "1.5")) as Json;
    // 1E30 is left out: we refuse whole numbers beyond 2^53, because other readers keep them as integers.
    expect(canonicalJson(value)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1.5,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  test("sorts keys by UTF-16 code units (RFC 8785 §3.2.3)", () => {
    const value = {
      "\u20ac": 1,
      "\r": 2,
      "\ufb33": 3,
      "1": 4,
      "\ud83d\ude00": 5,
      "\u0080": 6,
      "\u00f6": 7,
      "@type": 8,
    };
    const keys = [...canonicalJson(value).matchAll(/:(\d)/g)].map(([, digit]) => digit);
    expect(keys.join("")).toBe("24867153");
    expect(canonicalJson({ b: 1, "@type": "x@1", a: [] })).toBe('{"@type":"x@1","a":[],"b":1}');
  });

  test("parses back to the same value, and its text is the only one accepted", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        let text: string;
        try {
          text = canonicalJson(value as Json);
        } catch {
          return;
        }
        expect(canonicalJson(parseCanonicalJson(text))).toBe(text);
        expect(() => parseCanonicalJson(` ${text}`)).toThrow(refused);
      }),
    );
  });

  test("refuses other spellings, with the place", () => {
    for (const text of [
      '{"b":1,"a":2}',
      '{"a":1.0}',
      '{"a":1e1}',
      '{"a":"\\u0041"}',
      '{"a":1,"a":1}',
      '{"a":-0}',
    ]) {
      expect(() => parseCanonicalJson(text), text).toThrow(
        expect.objectContaining({ code: "SEAL_NOT_CANONICAL" }),
      );
    }
    expect(() => parseCanonicalJson('{"a":1')).toThrow(expect.objectContaining({ code: "SEAL_NOT_JSON" }));
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, "\ud800"]) {
      expect(() => canonicalJson({ value })).toThrow(refused);
    }
  });

  test("says where a value begins, in bytes", () => {
    const value = { "@type": "x@1", entries: [{ 名: "一月", header: "h" }, { header: "二" }], z: 1 };
    const bytes = Buffer.from(canonicalJson(value));
    const at = (path: (string | number)[]) => bytes.subarray(canonicalOffset(value, path)).toString();
    expect(at(["z"])).toBe("1}");
    expect(at(["entries", 1, "header"])).toBe('"二"}],"z":1}');
    expect(at(["entries", 0, "名"])).toMatch(/^"一月"/);
    expect(at([])).toBe(bytes.toString());
  });
});

describe("sizes", () => {
  test("beyond 2^53, with signs, zeros or other digits are refused cleanly", () => {
    expect(parseSize("0", "size")).toBe(0);
    expect(parseSize("9007199254740991", "size")).toBe(2 ** 53 - 1);
    const bad = [
      "9007199254740992",
      "18446744073709551615",
      "9".repeat(5000),
      "-1",
      "+1",
      "01",
      "1.0",
      "1e3",
      "",
      " 1",
      "１",
    ];
    for (const text of bad) expect(() => parseSize(text, "size"), text).toThrow(refused);
    const root = toBase64(new Uint8Array(32));
    expect(() => parseCheckpoint(`a\n18446744073709551616\n${root}\n`)).toThrow(refused);
  });
});

describe("tiles", () => {
  test("have the paths of C2SP tlog-tiles", () => {
    expect(tilePath({ level: 0, index: 1_234_067, width: 256 })).toBe("tile/0/x001/x234/067");
    expect(tilePath({ level: "entries", index: 0, width: 8 })).toBe("tile/entries/000.p/8");
    expect(tilePath({ level: 1, index: 1000, width: 1 })).toBe("tile/1/x001/000.p/1");
  });

  test("cover a tree level by level (C2SP's example of 70,000 entries)", () => {
    const tiles = tilesOf(70_000);
    const paths = tiles.map(tilePath);
    expect(tiles.filter(({ level, width }) => level === 0 && width === 256)).toHaveLength(273);
    expect(paths).toContain("tile/0/273.p/112");
    expect(paths.filter((path) => path.startsWith("tile/1/"))).toEqual(["tile/1/000", "tile/1/001.p/17"]);
    expect(paths.filter((path) => path.startsWith("tile/2/"))).toEqual(["tile/2/000.p/1"]);
    expect(tilesOf(0)).toEqual([]);
  });
});

describe("notes", () => {
  const log = makeSigner("example.com/log");
  const body = formatCheckpoint({ origin: "example.com/log", size: 7, root: new Uint8Array(32) });
  const signed = { name: log.key.name, keyId: log.key.keyId, signature: log.sign(body) };

  test("carry signatures of known keys and ignore those of unknown ones", () => {
    const other = { name: "other", keyId: Uint8Array.of(1, 2, 3, 4), signature: new Uint8Array(64) };
    const note = parseNote(formatNote({ body, signatures: [other, signed] }));
    expect(verifyNote(note, [log.key], nodeSealCrypto)).toEqual([log.key]);
    expect(verifyNote(note, [], nodeSealCrypto)).toEqual([]);
  });

  test("with a wrong signature of a known key are an error, not an unknown signer", () => {
    const note = { body: body.replace("7", "8"), signatures: [signed] };
    expect(() => verifyNote(note, [log.key], nodeSealCrypto)).toThrow(
      expect.objectContaining({ code: "SEAL_PROOF_INVALID" }),
    );
  });

  test("in another form are refused", () => {
    const good = formatNote({ body, signatures: [signed] });
    const bad = [
      good.slice(0, -1),
      good.replace("— ", "- "),
      good.replace("\n\n", "\n"),
      good.replace("example", "exam\u0000ple"),
      good.replace("\n\n", "\n\n\n— "),
      `${body}\n${"— a AAAAAAA=\n".repeat(101)}`,
      "",
    ];
    for (const text of bad) expect(() => parseNote(text), JSON.stringify(text)).toThrow(refused);
  });

  test("carry cosignatures with a time of 64 bits", () => {
    const witness = makeSigner("witness.example", algorithmCosignature);
    const timeSeconds = 2n ** 60n;
    const signature = encodeCosignature({
      timeSeconds,
      signature: witness.sign(cosignatureMessage(timeSeconds, body)),
    });
    expect(parseCosignature(signature).timeSeconds).toBe(timeSeconds);
    const { name, keyId } = witness.key;
    const note = parseNote(formatNote({ body, signatures: [signed, { name, keyId, signature }] }));
    expect(verifyNote(note, [log.key, witness.key], nodeSealCrypto)).toEqual([log.key, witness.key]);
    expect(() => parseCosignature(signature.subarray(1))).toThrow(refused);
  });
});

describe("verifier keys", () => {
  test("bind name and key by the key id", () => {
    const { key } = makeSigner("example.com/log");
    const text = formatVerifierKey(key);
    expect(parseVerifierKey(sha256, text)).toEqual(key);
    expect(() => parseVerifierKey(sha256, text.replace("example", "exbmple"))).toThrow(refused);
    expect(() => parseVerifierKey(sha256, text.slice(0, -2))).toThrow(refused);
    expect(() => parseVerifierKey(sha256, `${text}\n`)).toThrow(refused);
  });
});

describe("proof texts", () => {
  test("come back as they went, with and without extra data", () => {
    const checkpoint = "a\n1\nx\n\n— a b\n";
    for (const extra of [{}, { extra: "YWJj" }]) {
      const text = { ...extra, index: 3, proof: [new Uint8Array(32).fill(3)], checkpoint };
      expect(parseProofText(formatProofText(text))).toEqual(text);
    }
    expect(() =>
      parseProofText(formatProofText({ index: 3, proof: [], checkpoint }).replace("@v1", "@v2")),
    ).toThrow(refused);
  });
});

describe("base64", () => {
  test("has one text per byte string: a flip in unused bits is refused", () => {
    expect(toBase64(fromBase64("AA==", "x"))).toBe("AA==");
    for (const text of ["AB==", "AA=", "AA", "A A=", "AA==\n", "AA==AA==", "_-=="]) {
      expect(() => fromBase64(text, "x"), text).toThrow(refused);
    }
  });
});

describe("entry headers", () => {
  test("of unknown types and versions are kept", () => {
    const text = '{"@type":"import-batch@7","newField":[1],"zone":"x"}';
    expect(parseEntryHeader(text)).toMatchObject({
      type: "import-batch@7",
      isKnown: false,
      fields: { zone: "x" },
    });
    expect(() => readPrivateEntry(parseEntryHeader(text))).toThrow(refused);
  });

  test("without a type, or not canonical, are refused", () => {
    for (const text of ["[]", "{}", '{"@type":"x"}', '{"@type":"x@0"}', '{"a":1,"@type":"x@1"}', "null"]) {
      expect(() => parseEntryHeader(text), text).toThrow(refused);
    }
  });
});
