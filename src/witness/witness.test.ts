import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { nodeCrypto } from "#ledger";
import {
  addCheckpointBytes,
  createMerkleTree,
  formatAddCheckpoint,
  formatNote,
  leafHash,
  parseNote,
  parseSignatureLines,
  verifyNote,
} from "#seal";
import { openWitnessStore } from "../adapters/files/witness-files.ts";
import { openWitness, type Witness } from "./open-witness.ts";
import { serveWitness } from "./serve-witness.ts";
import { createSignedLog, type SignedLog } from "./testing/signed-log.ts";
import { createWitnessKey, parseWitnessKey, type WitnessKey } from "./witness-key.ts";
import type { WitnessStore } from "./witness-store.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-witness-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let states = 0;

function start(log: SignedLog, key: WitnessKey = createWitnessKey("w.example/1")) {
  const directory = join(folder, String(states++));
  const store = openWitnessStore(directory, key);
  const witness = openWitness({ key, logs: [log.key], store, clock: () => 1_700_000_000_000 });
  return { witness, store, key, directory };
}

function ask(witness: Witness, log: SignedLog, oldSize: number, size = log.tree.size) {
  const isEmpty = oldSize === 0 || oldSize >= size;
  const proof = isEmpty ? [] : log.tree.consistencyProof(oldSize, size);
  const text = formatAddCheckpoint({ oldSize, proof, checkpoint: log.checkpoint(size).note });
  return witness.addCheckpoint(Buffer.from(text));
}

function leaves(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `leaf ${from + i}`);
}

describe("judging", () => {
  test("cosigns a log that grows, with a timestamped cosignature that verifies", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(300));
    const { witness, store, key } = start(log);
    for (const [old, size] of [
      [0, 0],
      [0, 1],
      [1, 255],
      [255, 256],
      [256, 256],
      [256, 257],
      [257, 300],
    ] as const) {
      const answer = ask(witness, log, old, size);
      if (answer.status !== 200) throw new Error(`${old} → ${size}: ${JSON.stringify(answer)}`);
      const { body } = parseNote(log.checkpoint(size).note);
      const signatures = parseSignatureLines(answer.signatureLines);
      expect(verifyNote({ body, signatures }, [key.verifierKey], nodeCrypto)).toHaveLength(1);
    }
    store.close();
  });

  test("refuses as the protocol says: 404, 403, 400, 409 with the size, 422", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(20));
    const { witness, store } = start(log);
    expect(ask(witness, log, 0, 10).status).toBe(200);
    const stranger = createSignedLog("log.example/b");
    expect(ask(witness, stranger, 0, 0)).toMatchObject({ status: 404 });
    const impostor = createSignedLog("log.example/a");
    impostor.append(...leaves(20));
    expect(ask(witness, impostor, 10, 20)).toMatchObject({ status: 403 });
    expect(ask(witness, log, 12, 11)).toMatchObject({ status: 400 });
    expect(ask(witness, log, 0, 20)).toEqual({ status: 409, size: 10 });
    expect(ask(witness, log, 9, 9)).toEqual({ status: 409, size: 10 });
    const badProof = formatAddCheckpoint({
      oldSize: 10,
      proof: log.tree.consistencyProof(9, 20),
      checkpoint: log.checkpoint(20).note,
    });
    expect(witness.addCheckpoint(Buffer.from(badProof))).toMatchObject({ status: 422 });
    expect(ask(witness, log, 10, 20).status).toBe(200);
    store.close();
  });

  test("refuses a fork at the same size and beyond, a roll-back, and keeps the evidence", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(10));
    const { witness, store } = start(log);
    expect(ask(witness, log, 0).status).toBe(200);
    const fork = log.fork(...leaves(9), "another");
    expect(ask(witness, fork, 10, 10)).toEqual({ status: 409, size: 10 });
    fork.append("more", "and more");
    expect(ask(witness, fork, 10, 12)).toMatchObject({ status: 422 });
    expect(ask(witness, log, 10, 9)).toMatchObject({ status: 400 });
    expect(store.readFork(log.origin)).toBe(fork.checkpoint(10).note);
    expect(ask(witness, log, 10).status).toBe(200);
    store.close();
  });

  test("a first state of size 0 must be the empty tree, and its proof empty", () => {
    const log = createSignedLog("log.example/a");
    const { witness, store } = start(log);
    const lie = log.signBody(`${log.origin}\n0\n${Buffer.alloc(32).toString("base64")}\n`);
    expect(witness.addCheckpoint(Buffer.from(`old 0\n\n${lie}`))).toMatchObject({ status: 422 });
    log.append("one");
    const proof = [leafHash(nodeCrypto.sha256, Buffer.from("x"))];
    const request = formatAddCheckpoint({ oldSize: 0, proof, checkpoint: log.checkpoint().note });
    expect(witness.addCheckpoint(Buffer.from(request))).toMatchObject({ status: 422 });
    store.close();
  });

  test("ignores signatures of unknown keys, and keeps only the log's own beside the cosignature", () => {
    const log = createSignedLog("log.example/a");
    log.append("one");
    const { witness, store, key } = start(log);
    const note = parseNote(log.checkpoint().note);
    const foreign = createWitnessKey("other.example").cosign(note.body, 1n);
    const crowded = formatNote({ body: note.body, signatures: [foreign, ...note.signatures, foreign] });
    const answer = witness.addCheckpoint(Buffer.from(`old 0\n\n${crowded}`));
    expect(answer.status).toBe(200);
    const kept = parseNote(store.read(log.origin) ?? "");
    expect(kept.signatures.map(({ name }) => name)).toEqual([log.origin, key.verifierKey.name]);
    store.close();
  });
});

describe("remembering", () => {
  test("goes on after a restart, and refuses to start on a note that is not its own", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(5));
    const { witness, store, key, directory } = start(log);
    expect(ask(witness, log, 0).status).toBe(200);
    expect(() => openWitnessStore(directory, key)).toThrowError(/WITNESS_STATE_IN_USE|in use/);
    store.close();
    log.append("six");
    const again = openWitnessStore(directory, key);
    const options = { key, logs: [log.key], clock: () => 0 };
    const reopened = openWitness({ ...options, store: again });
    expect(ask(reopened, log, 0)).toEqual({ status: 409, size: 5 });
    expect(ask(reopened, log, 5).status).toBe(200);
    again.close();
    const other = createWitnessKey("w.example/1");
    expect(() => openWitnessStore(directory, other)).toThrowError(/belongs to/);
    const name = readdirSync(directory).find((file) => file.endsWith(".checkpoint")) ?? "";
    const bytes = readFileSync(join(directory, name), "utf8");
    writeFileSync(join(directory, name), bytes.replace("\n6\n", "\n5\n"));
    const damaged = openWitnessStore(directory, key);
    expect(() => openWitness({ ...options, store: damaged })).toThrowError(/damaged/);
    damaged.close();
  });

  test("a store that cannot write signs nothing, and what was signed before still binds", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(5));
    const { store, key } = start(log);
    let isFull = false;
    const failing: WitnessStore = {
      ...store,
      write: (origin, note) => {
        if (isFull) throw new Error("ENOSPC");
        store.write(origin, note);
      },
    };
    const witness = openWitness({ key, logs: [log.key], store: failing, clock: () => 0 });
    expect(ask(witness, log, 0).status).toBe(200);
    log.append("six");
    isFull = true;
    expect(() => ask(witness, log, 5)).toThrowError("ENOSPC");
    isFull = false;
    expect(ask(witness, log, 5).status).toBe(200);
    store.close();
  });

  test("its key file reads back, and no other text does", () => {
    const key = createWitnessKey("w.example/1");
    expect(parseWitnessKey(key.text)?.verifierKey).toEqual(key.verifierKey);
    for (let i = 0; i < key.text.length; i++) {
      const flipped = `${key.text.slice(0, i)}${key.text[i] === "A" ? "B" : "A"}${key.text.slice(i + 1)}`;
      expect(parseWitnessKey(flipped)?.verifierKey.publicKey).not.toEqual(key.verifierKey.publicKey);
    }
  });
});

describe("over HTTP", () => {
  test("answers with the statuses, types and bodies of the protocol, and refuses long bodies", async () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(3));
    const { witness, store } = start(log);
    const failures: unknown[] = [];
    const served = await serveWitness(witness, { host: "127.0.0.1", port: 0 }, (cause) =>
      failures.push(cause),
    );
    const post = (body: string) => fetch(`${served.url}/add-checkpoint`, { method: "POST", body });
    try {
      const first = await post(`old 0\n\n${log.checkpoint().note}`);
      expect(first.status).toBe(200);
      expect(await first.text()).toMatch(/^— w\.example\/1 [A-Za-z0-9+/]+=*\n$/);
      const conflict = await post(`old 1\n\n${log.checkpoint().note}`);
      expect([conflict.status, conflict.headers.get("content-type")]).toEqual([409, "text/x.tlog.size"]);
      expect(await conflict.text()).toBe("3\n");
      expect((await post("")).status).toBe(400);
      expect((await post("x".repeat(addCheckpointBytes + 1))).status).toBe(413);
      expect((await fetch(`${served.url}/add-checkpoint`)).status).toBe(405);
      expect((await fetch(`${served.url}/elsewhere`, { method: "POST" })).status).toBe(404);
      const about = await (await fetch(served.url)).text();
      const path = /(\/logs\/[0-9a-f]{64}\/checkpoint)/.exec(about)?.[1];
      expect(await (await fetch(`${served.url}${path}`)).text()).toBe(store.read(log.origin));
      expect(failures).toEqual([]);
    } finally {
      await served.close();
      store.close();
    }
  });

  test("one size is signed for one root only, whatever requests race", async () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(8));
    const { witness, store } = start(log);
    const served = await serveWitness(witness, { host: "127.0.0.1", port: 0 }, () => undefined);
    try {
      const forks = Array.from({ length: 20 }, (_, i) => log.fork(...leaves(8), `fork ${i}`));
      const answers = await Promise.all(
        forks.map((fork) =>
          fetch(`${served.url}/add-checkpoint`, {
            method: "POST",
            body: `old 0\n\n${fork.checkpoint().note}`,
          }),
        ),
      );
      const statuses = answers.map(({ status }) => status).toSorted((a, b) => a - b);
      expect(statuses).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    } finally {
      await served.close();
      store.close();
    }
  });
});

describe("hostile requests", () => {
  test("any bytes get an answer of 400, 403, 404, 409 or 422, and leave the state alone", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(40));
    const { witness, store, directory } = start(log);
    expect(ask(witness, log, 0, 17).status).toBe(200);
    const before = store.read(log.origin);
    const good = Buffer.from(
      formatAddCheckpoint({
        oldSize: 17,
        proof: log.tree.consistencyProof(17, 40),
        checkpoint: log.checkpoint(40).note,
      }),
    );
    const flipped = fc.tuple(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 })).map(([at, mask]) => {
      const bytes = Uint8Array.from(good);
      bytes[at] = (bytes[at] ?? 0) ^ mask;
      return bytes;
    });
    const cut = fc.nat(good.length - 1).map((length) => Uint8Array.from(good.subarray(0, length)));
    const sizes = fc
      .constantFrom("-1", "00", "1e3", "9007199254740993", "18446744073709551616", "", " 17", "17 ")
      .map((size) => Buffer.from(good.toString().replace("old 17", `old ${size}`)));
    fc.assert(
      fc.property(fc.oneof(flipped, cut, sizes, fc.uint8Array({ maxLength: 400 })), (bytes) => {
        expect([400, 403, 404, 409, 422]).toContain(witness.addCheckpoint(bytes).status);
      }),
      { numRuns: 1500 },
    );
    expect(store.read(log.origin)).toBe(before);
    expect(readdirSync(directory).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(existsSync(join(directory, "witness"))).toBe(true);
    store.close();
  });

  test("consistency proofs of every pair of sizes up to 40 are accepted, each altered one refused", () => {
    const log = createSignedLog("log.example/a");
    log.append(...leaves(40));
    const empty = createMerkleTree(nodeCrypto.sha256);
    expect(empty.size).toBe(0);
    const { store, key } = start(log);
    for (let old = 1; old <= 40; old += 3) {
      for (let size = old; size <= 40; size += 5) {
        const memory = new Map<string, string>();
        const inMemory: WitnessStore = {
          read: (origin) => memory.get(origin) ?? null,
          write: (origin, note) => void memory.set(origin, note),
          keepFork: () => undefined,
          readFork: () => null,
          close: () => undefined,
        };
        const witness = openWitness({ key, logs: [log.key], store: inMemory, clock: () => 0 });
        expect(ask(witness, log, 0, old).status).toBe(200);
        const proof = old === size ? [] : log.tree.consistencyProof(old, size);
        for (const wrong of [proof.slice(1), [...proof, new Uint8Array(32)]]) {
          if (wrong.length === proof.length) continue;
          const text = formatAddCheckpoint({
            oldSize: old,
            proof: wrong,
            checkpoint: log.checkpoint(size).note,
          });
          expect(witness.addCheckpoint(Buffer.from(text)).status).toBe(422);
        }
        expect(ask(witness, log, old, size).status).toBe(200);
      }
    }
    store.close();
  });
});
