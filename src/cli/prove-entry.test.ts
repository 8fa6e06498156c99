import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataDirectory, openLedger } from "#adapters/files";
import { singleRow } from "#ledger";
import { formatNote, formatVerifierKey, parseNote } from "#seal";
import { createWitnessKey } from "#witness";
import { runCommandLine } from "./run-command-line.ts";

const golden = resolve(import.meta.dirname, "../../test/golden/log/v1");
const trust = join(golden, "trust.json");
const platform = "touchstone.test/platform";
const { origin } = JSON.parse(readFileSync(join(golden, "bundle.json"), "utf8")).log as { origin: string };

let root: string;
let data: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-prove-"));
  data = join(root, "data");
  cpSync(join(golden, "data"), data, { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function run(...words: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const exitCode = await runCommandLine(words, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    env: { TOUCHSTONE_DATA_DIR: data },
    clock: Date.now,
    language: "en",
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}

/** Appends an entry to the enterprise's log and covers it. */
async function grow(file: string): Promise<void> {
  const opened = openDataDirectory(data);
  const ledger = await openLedger({ directory: data, clock: Date.now });
  const header = { "@type": "import-batch@1" as const, file };
  await ledger.append([
    { origin, dataClass: "invoice", header, payload: singleRow(Buffer.from(`${file}\n`)) },
  ]);
  await ledger.close();
  opened.release();
}

test("an entry of the platform log and of a private log: proof and entry, verified by the platform's key", async () => {
  for (const log of [platform, origin]) {
    const out = join(root, "leaf.tlog-proof");
    expect(await run("prove", "--log", log, "--index", "0", "--out", out)).toMatchObject({ exitCode: 0 });
    expect(await run("verify", out, "--trust", trust)).toMatchObject({ exitCode: 0 });
    expect((await run("verify", out)).exitCode).toBe(1);
    const entry = join(root, "leaf.entry");
    const elsewhere = join(root, "elsewhere");
    writeFileSync(elsewhere, readFileSync(entry));
    rmSync(entry);
    const missing = await run("verify", out, "--trust", trust);
    expect([missing.exitCode, missing.stdout]).toEqual([1, expect.stringContaining("was not given")]);
    expect((await run("verify", out, "--trust", trust, "--entry", elsewhere)).exitCode).toBe(0);
    writeFileSync(elsewhere, `${readFileSync(elsewhere, "utf8")} `);
    expect((await run("verify", out, "--trust", trust, "--entry", elsewhere)).exitCode).toBe(1);
  }
});

test("cosignatures that were kept go into proofs and bundles, and satisfy a policy of two", async () => {
  await run("prove", "--log", platform, "--index", "0", "--out", join(root, "first.tlog-proof"));
  const keys = [createWitnessKey("w1.example"), createWitnessKey("w2.example")];
  const { body, signatures } = parseNote(readFileSync(join(data, "log/checkpoint"), "utf8"));
  const cosigned = formatNote({
    body,
    signatures: [...signatures, ...keys.map((key) => key.cosign(body, 1n))],
  });
  writeFileSync(join(data, "log/cosigned"), cosigned);
  const [logKey] = JSON.parse(readFileSync(trust, "utf8")).logs as string[];
  const witnesses = keys
    .map(({ verifierKey }, i) => `witness w${i} ${formatVerifierKey(verifierKey)}`)
    .join("\n");
  const policy = join(root, "policy");
  writeFileSync(policy, `log ${logKey}\n${witnesses}\ngroup both all w0 w1\nquorum both\n`);

  const bundle = join(root, "bundle.json");
  const proof = join(root, "leaf.tlog-proof");
  expect((await run("prove", "--enterprise", origin, "--out", bundle)).exitCode).toBe(0);
  expect((await run("prove", "--log", platform, "--index", "1", "--out", proof)).exitCode).toBe(0);
  for (const file of [bundle, proof]) {
    const verified = await run("verify", file, "--trust", policy);
    expect([verified.exitCode, verified.stdout]).toEqual([
      0,
      expect.stringContaining("cosigned by w2.example"),
    ]);
  }
  // What came after is shown under the newest signature, and says that the witnesses are missing.
  await grow("later.csv");
  const later = join(root, "later.json");
  const size = JSON.parse(readFileSync(bundle, "utf8")).log.size as number;
  await run("prove", "--enterprise", origin, "--entry", String(size), "--row", "0", "--out", later);
  const refused = await run("verify", later, "--trust", policy);
  expect([refused.exitCode, refused.stdout]).toEqual([1, expect.stringContaining("0 witnesses cosigned")]);
});

test("a bundle continues the state that its reader kept, and no other", async () => {
  const kept = join(root, "kept.json");
  await run("prove", "--enterprise", origin, "--out", kept);
  await grow("a.csv");
  await grow("b.csv");
  const checkpoint = join(root, "kept.checkpoint");
  writeFileSync(checkpoint, JSON.parse(readFileSync(kept, "utf8")).checkpoint as string);
  for (const since of [kept, checkpoint]) {
    const out = join(root, "next.json");
    const proved = await run("prove", "--enterprise", origin, "--since", since, "--out", out);
    expect(proved).toMatchObject({ exitCode: 0 });
    const verified = await run("verify", out, "--trust", trust, "--since", since);
    expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("continuing the") });
    const text = readFileSync(out, "utf8");
    const [hash = ""] = (JSON.parse(text) as { since: { proof: string[] } }).since.proof;
    const other = Buffer.from(hash, "base64");
    other[0] = (other[0] ?? 0) ^ 1;
    writeFileSync(out, text.replaceAll(hash, other.toString("base64")));
    const failed = await run("verify", out, "--trust", trust, "--since", since);
    expect([failed.exitCode, failed.stdout]).toEqual([1, expect.stringContaining("since @")]);
  }
  const silent = join(root, "silent.json");
  await run("prove", "--enterprise", origin, "--out", silent);
  expect((await run("verify", silent, "--trust", trust, "--since", kept)).exitCode).toBe(1);
  const stranger = await run("prove", "--enterprise", `${platform}/i/x`, "--since", kept, "--out", silent);
  expect(stranger.exitCode).toBe(2);
});

test("bad use is 2, with a sentence, and writes nothing", async () => {
  const out = join(root, "x.tlog-proof");
  for (const words of [
    ["--log", platform],
    ["--log", platform, "--index", "-1"],
    ["--log", platform, "--index", "1e3"],
    ["--log", platform, "--index", "999999"],
    ["--log", `${platform}/e/none`, "--index", "0"],
    ["--log", platform, "--index", "0", "--enterprise", origin],
    ["--index", "0", "--enterprise", origin],
    ["--enterprise", origin, "--since", join(root, "nothing")],
  ]) {
    const refused = await run("prove", ...words, "--out", out);
    expect([refused.exitCode, existsSync(out)], words.join(" ")).toEqual([2, false]);
    expect(refused.stderr).toMatch(/^[A-Z_]+: /);
  }
  const bundle = join(golden, "bundle.json");
  expect((await run("verify", bundle, "--entry", bundle)).exitCode).toBe(2);
  expect((await run("verify", bundle, "--since", trust)).exitCode).toBe(2);
});
