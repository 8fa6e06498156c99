import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeCrypto } from "#ledger";
import { fromBase64, parseWitnessPolicy, verifyConsistency, verifyProof } from "#seal";
import { edgeSizes, makeProofCases, type ProofCase } from "./proof-cases.ts";

/** Debian's packages golang-go and golang-golang-x-mod-dev. */
const goPath = "/usr/share/gocode";
const isGoThere =
  spawnSync("go", ["version"]).status === 0 && existsSync(join(goPath, "src/golang.org/x/mod/sumdb/tlog"));
if (!isGoThere) console.warn("SKIPPED: Go or its x/mod is not installed; nobody else verifies the proofs");

const { logKey, witnessKeys, policy, cases } = makeProofCases();
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "touchstone-go-proofs-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every case once more with one bit of it changed. */
function altered(one: ProofCase): ProofCase & { readonly altered: true } {
  if (one.kind === "consistency") {
    const root = Buffer.from(one.toRoot, "base64");
    root[7] = (root[7] ?? 0) ^ 4;
    return { ...one, toRoot: root.toString("base64"), altered: true };
  }
  if (one.kind === "checkpoint")
    return { ...one, text: one.text.replace(/\n([0-9]+)\n/, "\n1$1\n"), altered: true };
  const entry = Buffer.from(one.entry, "base64");
  entry[3] = (entry[3] ?? 0) ^ 1;
  return { ...one, entry: entry.toString("base64"), altered: true };
}

test("our own verifier accepts every proof of every size, and none that was altered", () => {
  const trust = parseWitnessPolicy(nodeCrypto.sha256, policy);
  for (const one of cases) {
    for (const each of [one, altered(one)]) {
      const isHeld = holds(each, trust);
      expect(isHeld, JSON.stringify(each)).toBe(!("altered" in each));
    }
  }
  expect(cases.length).toBeGreaterThan(edgeSizes.length * 10);
});

function holds(one: ProofCase, trust: ReturnType<typeof parseWitnessPolicy>): boolean {
  if (one.kind === "proof") {
    const entry = fromBase64(one.entry, "entry");
    return verifyProof(Buffer.from(one.text), entry, nodeCrypto, trust).verdict === "verified";
  }
  if (one.kind === "checkpoint") {
    const text = `c2sp.org/tlog-proof@v1\nindex 0\n\n${one.text}`;
    const { findings } = verifyProof(Buffer.from(text), undefined, nodeCrypto, trust);
    return findings.every(({ check }) => check === "entry");
  }
  return verifyConsistency(nodeCrypto.sha256, {
    oldSize: one.from,
    newSize: one.to,
    oldRoot: fromBase64(one.fromRoot, "root"),
    newRoot: fromBase64(one.toRoot, "root"),
    proof: one.proof.map((hash) => fromBase64(hash, "hash")),
  });
}

/** Builds a Go program of this folder and gives it every case, whole and altered. */
function runGo(name: string, gopath: string): { readonly stdout: string; readonly stderr: string } {
  const program = join(folder, name);
  const source = new URL(`./${name}.go`, import.meta.url).pathname;
  const go = { GO111MODULE: "off", GOPATH: gopath, GOFLAGS: "", GOCACHE: join(folder, "cache") };
  const env = { ...process.env, ...go, POLICY: policy };
  const built = spawnSync("go", ["build", "-o", program, source], { encoding: "utf8", env });
  if (built.status !== 0) return { stdout: "", stderr: built.stderr };
  const lines = cases.flatMap((one) => [one, altered(one)]).map((one) => JSON.stringify(one));
  return spawnSync(program, [logKey, ...witnessKeys], { encoding: "utf8", env, input: lines.join("\n") });
}

const expected = { stderr: "", stdout: `accepted ${cases.length}, refused ${cases.length}\n` };

describe.skipIf(!isGoThere)("Go's x/mod tlog and note", () => {
  test("accept every checkpoint, cosignature and proof at every size, and none that was altered", () => {
    expect(runGo("verify_proofs", goPath)).toMatchObject(expected);
  });
});

/** A GOPATH with transparency-dev's merkle and formats, which no Debian package has; see README.md. */
const transparencyPath = process.env["TOUCHSTONE_TRANSPARENCY_DEV"];

describe.skipIf(!isGoThere || transparencyPath === undefined)("transparency-dev's merkle and formats", () => {
  test("accept the same and refuse the same", () => {
    expect(runGo("verify_transparency_dev", transparencyPath ?? "")).toMatchObject(expected);
  });
});
