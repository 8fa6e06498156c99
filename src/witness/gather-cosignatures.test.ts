import { createServer, type Server } from "node:http";
import { afterEach, expect, test, vi } from "vitest";
import { nodeCrypto } from "#ledger";
import {
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseWitnessPolicy,
  verifyNote,
  type VerifierKey,
} from "#seal";
import { gatherCosignatures, type CosignedStore } from "./gather-cosignatures.ts";
import { openWitness } from "./open-witness.ts";
import { serveWitness, type ServedWitness } from "./serve-witness.ts";
import { createSignedLog, type SignedLog } from "./testing/signed-log.ts";
import { createWitnessKey, type WitnessKey } from "./witness-key.ts";
import type { WitnessStore } from "./witness-store.ts";
import type { Witnessing } from "./witnessing.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** Short waits, so that a witness that comes back is asked soon. */
const waitsMs = { first: 20, longest: 80, answer: 2000 };

async function serve(
  log: SignedLog,
  key: WitnessKey,
  options: { port?: number; memory?: Map<string, string> } = {},
) {
  const memory = options.memory ?? new Map<string, string>();
  const store: WitnessStore = {
    read: (origin) => memory.get(origin) ?? null,
    write: (origin, note) => void memory.set(origin, note),
    keepFork: () => undefined,
    readFork: () => null,
    close: () => undefined,
  };
  const witness = openWitness({ key, logs: [log.key], store, clock: Date.now });
  const served = await serveWitness(witness, { host: "127.0.0.1", port: options.port ?? 0 }, () => undefined);
  closing.push(() => served.close());
  return { ...served, key, memory };
}

function policyOf(
  log: SignedLog,
  witnesses: readonly { url: string; key: { verifierKey: VerifierKey } }[],
  quorum: string,
) {
  const lines = witnesses.map(
    ({ url, key }, i) => `witness w${i} ${formatVerifierKey(key.verifierKey)} ${url}`,
  );
  const names = witnesses.map((_, i) => `w${i}`).join(" ");
  const text = [`log ${formatVerifierKey(log.key)}`, ...lines, `group g ${quorum} ${names}`, "quorum g"].join(
    "\n",
  );
  return parseWitnessPolicy(nodeCrypto.sha256, text);
}

function gather(
  log: SignedLog,
  policy: ReturnType<typeof policyOf>,
  kept: { note: string | null } = { note: null },
) {
  const store: CosignedStore = {
    read: () => kept.note,
    write: (note) => void (kept.note = note),
    keepState: () => undefined,
  };
  const failures: unknown[] = [];
  const witnessing = gatherCosignatures({
    policy,
    origin: log.origin,
    logs: log.logs,
    store,
    clock: Date.now,
    onFailure: (cause) => failures.push(cause),
    waitsMs,
  });
  closing.push(() => witnessing.close());
  return { witnessing, kept, failures };
}

async function untilCosigned(witnessing: Witnessing, size: number): Promise<void> {
  await vi.waitFor(() => expect(witnessing.state().cosignedSize).toBe(size), { timeout: 8000, interval: 10 });
}

test("keeps one log signature and the cosignatures of the quorum, and grows with the log", async () => {
  const log = createSignedLog("log.example/a");
  log.append("one", "two", "three");
  const keys = [createWitnessKey("w.example/0"), createWitnessKey("w.example/1")];
  const served = await Promise.all(keys.map((key) => serve(log, key)));
  const { witnessing, kept, failures } = gather(log, policyOf(log, served, "all"));
  for (const text of ["four", "five", "six"]) {
    log.append(text);
    witnessing.offer(log.checkpoint());
  }
  await untilCosigned(witnessing, 6);
  const note = parseNote(kept.note ?? "");
  expect(note.signatures.map(({ name }) => name).toSorted()).toEqual([
    log.origin,
    "w.example/0",
    "w.example/1",
  ]);
  expect(verifyNote(note, [log.key, ...keys.map(({ verifierKey }) => verifierKey)], nodeCrypto)).toHaveLength(
    3,
  );
  expect(parseCheckpoint(note.body).size).toBe(6);
  expect(witnessing.state()).toMatchObject({
    quorum: 2,
    witnesses: [{ size: 6, lag: 0, problem: null }, { size: 6 }],
  });
  expect(failures).toEqual([]);
});

test("a witness that is away is named, the quorum of the others goes on, and it is caught up later", async () => {
  const log = createSignedLog("log.example/a");
  log.append("one");
  const keys = [
    createWitnessKey("w.example/0"),
    createWitnessKey("w.example/1"),
    createWitnessKey("w.example/2"),
  ];
  const served: (ServedWitness & { key: WitnessKey; memory: Map<string, string> })[] = [];
  for (const key of keys) served.push(await serve(log, key));
  const [, , third] = served;
  if (third === undefined) throw new Error("no third witness");
  const { witnessing } = gather(log, policyOf(log, served, "2"));
  witnessing.offer(log.checkpoint());
  await untilCosigned(witnessing, 1);
  await witnessing.settled();
  const port = Number(new URL(third.url).port);
  await third.close();
  for (let i = 0; i < 5; i++) {
    log.append(`while away ${i}`);
    witnessing.offer(log.checkpoint());
    await untilCosigned(witnessing, log.tree.size);
  }
  await vi.waitFor(() =>
    expect(witnessing.state().witnesses[2]).toMatchObject({
      size: 1,
      lag: 5,
      problem: { kind: "unreachable" },
    }),
  );
  await serve(log, third.key, { port, memory: third.memory });
  await vi.waitFor(
    () => expect(witnessing.state().witnesses[2]).toMatchObject({ size: 6, problem: null }),
    8000,
  );
});

test("says so when a witness saw more than this log has, or another root", async () => {
  const log = createSignedLog("log.example/a");
  log.append("one", "two", "three");
  const key = createWitnessKey("w.example/0");
  const served = await serve(log, key);
  const first = gather(log, policyOf(log, [served], "all"));
  first.witnessing.offer(log.checkpoint());
  await untilCosigned(first.witnessing, 3);
  const rolledBack = gather(log, policyOf(log, [served], "all"));
  rolledBack.witnessing.offer(log.checkpoint(2));
  await vi.waitFor(() =>
    expect(rolledBack.witnessing.state().witnesses[0]).toMatchObject({ problem: { kind: "ahead" } }),
  );
  const fork = log.fork("one", "two", "another");
  const forked = gather(fork, policyOf(log, [served], "all"));
  forked.witnessing.offer(fork.checkpoint());
  await vi.waitFor(() =>
    expect(forked.witnessing.state().witnesses[0]).toMatchObject({ problem: { kind: "fork" } }),
  );
  expect(forked.witnessing.cosigned()).toBeNull();
});

test("a kept checkpoint counts again after a restart only while it satisfies the policy", async () => {
  const log = createSignedLog("log.example/a");
  log.append("one");
  const served = [await serve(log, createWitnessKey("w.example/0"))];
  const policy = policyOf(log, served, "all");
  const { witnessing, kept } = gather(log, policy);
  witnessing.offer(log.checkpoint());
  await untilCosigned(witnessing, 1);
  expect(gather(log, policy, kept).witnessing.cosigned()).toMatchObject({
    size: 1,
    witnesses: ["w.example/0"],
  });
  const stricter = policyOf(
    log,
    [...served, { url: "http://127.0.0.1:9", key: createWitnessKey("w.example/1") }],
    "all",
  );
  expect(gather(log, stricter, kept).witnessing.cosigned()).toBeNull();
});

test("no answer of a witness, however odd, is believed or stops the others", async () => {
  const log = createSignedLog("log.example/a");
  log.append("one", "two");
  const good = await serve(log, createWitnessKey("w.example/0"));
  const stranger = createWitnessKey("w.example/x");
  const { body } = parseNote(log.checkpoint().note);
  const line = (key: WitnessKey, of: string) => {
    const { name, keyId, signature } = key.cosign(of, 1n);
    return `— ${name} ${Buffer.concat([keyId, signature]).toString("base64")}\n`;
  };
  const odd: readonly [number, string, string][] = [
    [200, "text/plain", ""],
    [200, "text/plain", "— nonsense\n"],
    [200, "text/plain", line(stranger, "another body\n")],
    [200, "text/plain", "x".repeat(1_000_000)],
    [409, "text/x.tlog.size", "99999999999999999999\n"],
    [409, "text/x.tlog.size", "1"],
    [409, "text/plain", "1\n"],
    [302, "text/plain", ""],
    [500, "text/plain", "no"],
    [403, "text/plain", "no"],
    [404, "text/plain", "no"],
  ];
  for (const [status, type, text] of odd) {
    const { url, close } = await listen((response) =>
      response.writeHead(status, { "content-type": type, location: "/" }).end(text),
    );
    const { witnessing, failures } = gather(log, policyOf(log, [good, { url, key: stranger }], "any"));
    witnessing.offer(log.checkpoint());
    await untilCosigned(witnessing, 2);
    await vi.waitFor(() => expect(witnessing.state().witnesses[1]?.problem).not.toBeNull());
    expect(witnessing.cosigned()?.witnesses).toEqual(["w.example/0"]);
    expect(failures).toEqual([]);
    await witnessing.close();
    await close();
  }
  expect(body).toContain(log.origin);
});

async function listen(answer: (response: import("node:http").ServerResponse) => void) {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on("end", () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}`, close };
}
