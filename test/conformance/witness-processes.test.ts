import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openCosignedStore } from "#adapters/files";
import { nodeCrypto } from "#ledger";
import {
  formatAddCheckpoint,
  formatVerifierKey,
  parseCheckpoint,
  parseNote,
  parseSignatureLines,
  parseVerifierKey,
  parseWitnessPolicy,
  verifyNote,
} from "#seal";
import { gatherCosignatures, type Witnessing } from "#witness";
import { createSignedLog, type SignedLog } from "../../src/witness/testing/signed-log.ts";

const program = join(import.meta.dirname, "../../src/bin/touchstone.ts");
const folder = mkdtempSync(join(tmpdir(), "touchstone-witnesses-"));
const log = createSignedLog("log.example/platform");

/** One witness as an operator runs it. */
interface WitnessProcess {
  readonly name: string;
  readonly vkey: string;
  url: string;
  child: ChildProcess;
}
const witnesses: WitnessProcess[] = [];

beforeAll(async () => {
  log.append("one", "two", "three");
  for (const name of ["bank.example/w1", "bureau.example/w2"]) witnesses.push(await create(name));
}, 60_000);
afterAll(() => {
  for (const { child } of witnesses) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function fileOf(name: string, what: string): string {
  return join(folder, `${name.replace("/", "_")}.${what}`);
}

async function create(name: string): Promise<WitnessProcess> {
  const words = [program, "witness", "init", "--name", name, "--key", fileOf(name, "key")];
  const vkey = execFileSync(process.execPath, words, { encoding: "utf8" }).trim();
  return { name, vkey, ...(await start(name, 0)) };
}

/** Starts a witness and waits until it says where it listens. */
async function start(name: string, port: number): Promise<{ url: string; child: ChildProcess }> {
  const words = ["witness", "serve", "--listen", `127.0.0.1:${port}`, "--state", fileOf(name, "state")];
  const keys = ["--key", fileOf(name, "key"), "--log", formatVerifierKey(log.key)];
  const child = spawn(process.execPath, [program, ...words, ...keys], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      const found = /http:\/\/\S+/.exec(String(chunk))?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`the witness ended with ${code}`)));
  });
  return { url, child };
}

async function kill(witness: WitnessProcess): Promise<void> {
  const ended = once(witness.child, "exit");
  witness.child.kill("SIGKILL");
  await ended;
}

async function restart(witness: WitnessProcess): Promise<void> {
  Object.assign(witness, await start(witness.name, Number(new URL(witness.url).port)));
}

function gather(of: SignedLog, quorum: "all" | "any", directory: string): Witnessing {
  const lines = witnesses.map(({ vkey, url }, i) => `witness w${i} ${vkey} ${url}`);
  const text = `log ${formatVerifierKey(of.key)}\n${lines.join("\n")}\ngroup g ${quorum} w0 w1\nquorum g\n`;
  return gatherCosignatures({
    policy: parseWitnessPolicy(nodeCrypto.sha256, text),
    origin: of.origin,
    logs: of.logs,
    store: openCosignedStore(directory),
    clock: Date.now,
    onFailure: (cause) => {
      throw cause;
    },
    waitsMs: { first: 50, longest: 400, answer: 5000 },
  });
}

test("two witnesses cosign; one killed and started again catches up; a fork is refused by both", async () => {
  const directory = join(folder, "platform");
  const witnessing = gather(log, "all", directory);
  const isCosigned = async (size: number) =>
    await vi.waitFor(() => expect(witnessing.state().cosignedSize).toBe(size), {
      timeout: 20_000,
      interval: 20,
    });
  witnessing.offer(log.checkpoint());
  await isCosigned(3);
  const [, second] = witnesses;
  if (second === undefined) throw new Error("no second witness");
  await kill(second);
  for (let i = 0; i < 20; i++) {
    log.append(`while away ${i}`);
    witnessing.offer(log.checkpoint());
  }
  await vi.waitFor(() => expect(witnessing.state().witnesses[1]?.problem?.kind).toBe("unreachable"));
  expect(witnessing.state()).toMatchObject({ cosignedSize: 3, offeredSize: 23 });
  await restart(second);
  await isCosigned(23);
  await witnessing.close();
  const kept = readFileSync(join(directory, "log/cosigned"), "utf8");
  const keys = [log.key, ...witnesses.map(({ vkey }) => parseVerifierKey(nodeCrypto.sha256, vkey))];
  expect(verifyNote(parseNote(kept), keys, nodeCrypto)).toHaveLength(3);
  expect(parseCheckpoint(parseNote(kept).body).size).toBe(23);

  const fork = log.fork("one", "two", "another", ...Array.from({ length: 30 }, (_, i) => `fork ${i}`));
  const forked = gather(fork, "any", join(folder, "fork"));
  forked.offer(fork.checkpoint());
  await vi.waitFor(() => {
    for (const { problem } of forked.state().witnesses) expect(problem?.kind).toBe("refused");
  });
  expect(forked.cosigned()).toBeNull();
  await forked.close();
}, 120_000);

test("killed at any moment, a witness never signs two roots of one size and forgets nothing it gave out", async () => {
  const [first] = witnesses;
  if (first === undefined) throw new Error("no witness");
  const key = parseVerifierKey(nodeCrypto.sha256, first.vkey);
  const given = new Map<number, string>();
  let known = 23;
  /** What an attacker with the log's key would try: any old size, the true log and a fork of it. */
  const submit = async (of: SignedLog, size: number): Promise<void> => {
    const proof = known > 0 && known < size ? of.tree.consistencyProof(known, size) : [];
    const { note } = of.checkpoint(size);
    const body = formatAddCheckpoint({ oldSize: known, proof, checkpoint: note });
    const response = await fetch(`${first.url}/add-checkpoint`, { method: "POST", body });
    const text = await response.text();
    if (response.status === 409) known = Number(text);
    if (response.status !== 200) return;
    const { body: signed } = parseNote(note);
    expect(
      verifyNote({ body: signed, signatures: parseSignatureLines(text) }, [key], nodeCrypto),
    ).toHaveLength(1);
    expect(given.get(size) ?? signed).toBe(signed);
    given.set(size, signed);
    known = size;
  };
  for (let round = 0; round < 6; round++) {
    const fork = log.fork(...Array.from({ length: log.tree.size }, (_, i) => `round ${round} ${i}`));
    let isUp = true;
    const busy = (async () => {
      while (isUp) {
        log.append(`leaf ${log.tree.size}`);
        fork.append(`fork ${fork.tree.size}`);
        for (const one of [fork, log]) await submit(one, one.tree.size).catch(() => undefined);
      }
    })();
    const before = given.size;
    await vi.waitFor(() => expect(given.size).toBeGreaterThan(before + round * 3), {
      timeout: 20_000,
      interval: 1,
    });
    await kill(first);
    isUp = false;
    await busy;
    await restart(first);
    // A connection to the killed process may still be pooled.
    const remembered = await vi.waitFor(async () => {
      const body = `old 0\n\n${log.checkpoint().note}`;
      const response = await fetch(`${first.url}/add-checkpoint`, { method: "POST", body });
      return Number(await response.text());
    });
    expect(remembered).toBeGreaterThanOrEqual(Math.max(...given.keys()));
    known = remembered;
  }
  expect(given.size).toBeGreaterThan(20);
}, 120_000);
