import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bytesEqual,
  createMerkleTree,
  emptyRoot,
  formatVerifierKey,
  parseVerifierKey,
  pointHash,
  toHex,
} from "#seal";
import {
  createDataKey,
  createMasterKey,
  createPseudonyms,
  createPlatformKey,
  decryptPayload,
  deriveSalts,
  encryptPayload,
  formatMasterKey,
  formatPlatformKey,
  hashPoints,
  nodeCrypto,
  parseMasterKey,
  parsePlatformKey,
  platformKeyOf,
  rootInPlace,
  rowOf,
  unwrapDataKey,
  wrapDataKey,
  type DataKeyScope,
  type PayloadRows,
  type SaltContext,
} from "./index.ts";

const context = { origin: "p/e/1", index: 7 };
const dataKey = new Uint8Array(32).fill(5);
const payloads = fc.array(fc.uint8Array({ maxLength: 90 }), { maxLength: 70 }).map((rows): PayloadRows => {
  let end = 0;
  return { bytes: Buffer.concat(rows), ends: Uint32Array.from(rows, (row) => (end += row.length)) };
});

describe("points", () => {
  test("of long rows, and with salts that lie anywhere in memory, are the same", () => {
    const bytes = Buffer.alloc(9001, "abc");
    const payload = { bytes, ends: Uint32Array.of(3, 5003, 9001) };
    const memory = Buffer.alloc(64, 7);
    for (const at of [0, 1, 2, 3]) {
      const salts = memory.subarray(at, at + 48);
      const leaves = hashPoints(payload, salts);
      for (let i = 0; i < 3; i++) {
        const expected = pointHash(nodeCrypto.sha256, salts.subarray(i * 16, i * 16 + 16), rowOf(payload, i));
        expect(bytesEqual(leaves.subarray(i * 32, i * 32 + 32), expected)).toBe(true);
      }
      const unaligned = Buffer.concat([Buffer.alloc(at), leaves]).subarray(at);
      expect(rootInPlace(unaligned).equals(rootInPlace(leaves))).toBe(true);
    }
  });

  test("hashed fast are those of the seal, and so is their root", () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const salts = deriveSalts(dataKey, context, payload.ends.length);
        const leaves = hashPoints(payload, salts);
        const tree = createMerkleTree(nodeCrypto.sha256);
        for (let i = 0; i < payload.ends.length; i++) {
          const leaf = pointHash(nodeCrypto.sha256, salts.subarray(i * 16, i * 16 + 16), rowOf(payload, i));
          expect(bytesEqual(leaf, leaves.subarray(i * 32, i * 32 + 32))).toBe(true);
          tree.append(leaf);
        }
        expect(bytesEqual(rootInPlace(leaves), tree.root())).toBe(true);
      }),
    );
    expect(bytesEqual(rootInPlace(Buffer.alloc(0)), emptyRoot(nodeCrypto.sha256))).toBe(true);
  });

  test("longer than the scratch buffer are hashed whole", () => {
    const payload = { bytes: Buffer.alloc(50_000, 1), ends: Uint32Array.of(10, 50_000) };
    const salts = deriveSalts(dataKey, context, 2);
    const leaf = pointHash(nodeCrypto.sha256, salts.subarray(16), rowOf(payload, 1));
    expect(hashPoints(payload, salts).subarray(32).equals(leaf)).toBe(true);
  });

  test("have salts that depend on key, log and index, and on nothing else", () => {
    const salts = deriveSalts(dataKey, context, 3);
    // Fixed when the format was: version 1.
    expect(toHex(salts.subarray(0, 16))).toMatchInlineSnapshot(`"b35f2283c46442cc7cfdadf75ce85a76"`);
    expect(salts.equals(deriveSalts(dataKey, context, 4).subarray(0, 48))).toBe(true);
    for (const other of [
      deriveSalts(createDataKey(), context, 3),
      deriveSalts(dataKey, { ...context, index: 8 }, 3),
      deriveSalts(dataKey, { ...context, origin: "p/e/2" }, 3),
    ]) {
      expect(other.equals(salts)).toBe(false);
    }
  });
});

/** Opens a payload of the kind that has no device's seed. */
function decrypt(key: Uint8Array, at: SaltContext, bytes: Uint8Array) {
  return decryptPayload(key, at, { bytes, hasSaltSeed: false });
}

describe("payloads", () => {
  test("come back as they went, and not with another key, entry or byte", () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (payload, at) => {
        const sealed = Buffer.concat(encryptPayload(dataKey, context, payload));
        const opened = decrypt(dataKey, context, sealed);
        expect(Buffer.from(opened?.bytes ?? []).equals(payload.bytes)).toBe(true);
        expect(opened?.ends).toEqual(payload.ends);
        expect(decrypt(createDataKey(), context, sealed)).toBeUndefined();
        expect(decrypt(dataKey, { ...context, index: 8 }, sealed)).toBeUndefined();
        const flipped = Buffer.from(sealed);
        flipped[at % flipped.length] = (flipped[at % flipped.length] ?? 0) ^ 1;
        expect(decrypt(dataKey, context, flipped)).toBeUndefined();
        expect(decrypt(dataKey, context, sealed.subarray(0, -1))).toBeUndefined();
      }),
    );
  });
});

describe("keys", () => {
  const scope: DataKeyScope = { origin: "p/e/1", dataClass: "invoice", month: "2024-01" };

  test("of data unwrap with their master key and scope only", () => {
    const master = createMasterKey();
    const wrapped = wrapDataKey(master, scope, dataKey);
    expect(Buffer.from(unwrapDataKey(master, scope, wrapped) ?? [])).toEqual(Buffer.from(dataKey));
    expect(unwrapDataKey(createMasterKey(), scope, wrapped)).toBeUndefined();
    expect(unwrapDataKey(master, { ...scope, month: "2024-02" }, wrapped)).toBeUndefined();
    expect(unwrapDataKey(master, scope, wrapped.slice(1))).toBeUndefined();
  });

  test("in files are read back, and any changed character is refused", () => {
    const masterText = formatMasterKey(createMasterKey());
    const platformText = formatPlatformKey(createPlatformKey("touchstone.test/platform"));
    expect(formatMasterKey(parseMasterKey(masterText) ?? { secret: new Uint8Array(0) })).toBe(masterText);
    expect(parsePlatformKey(platformText)?.verifierKey.name).toBe("touchstone.test/platform");
    for (let i = 0; i < masterText.length; i++) {
      expect(parseMasterKey(`${masterText.slice(0, i)}~${masterText.slice(i + 1)}`)).toBeUndefined();
    }
    for (let i = 0; i < platformText.length; i++) {
      expect(parsePlatformKey(`${platformText.slice(0, i)}~${platformText.slice(i + 1)}`)).toBeUndefined();
    }
  });

  test("of a platform are RFC 8032's (§7.1, test 1), and Go's verifier key text", () => {
    const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
    const { verifierKey } = platformKeyOf("rfc8032.test", seed);
    expect(toHex(verifierKey.publicKey)).toBe(
      "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    );
    expect(parseVerifierKey(nodeCrypto.sha256, formatVerifierKey(verifierKey))).toEqual(verifierKey);
  });

  test("give pseudonyms of 16 hex digits that depend on the key", () => {
    const master = createMasterKey();
    const pseudonymOf = createPseudonyms(master);
    expect(pseudonymOf("ent_1")).toMatch(/^[0-9a-f]{16}$/);
    expect(pseudonymOf("ent_1")).toBe(createPseudonyms(master)("ent_1"));
    expect(pseudonymOf("ent_2")).not.toBe(pseudonymOf("ent_1"));
    expect(createPseudonyms(createMasterKey())("ent_1")).not.toBe(pseudonymOf("ent_1"));
  });
});
