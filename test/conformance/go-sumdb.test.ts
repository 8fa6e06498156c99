import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { exportLog, openDataDirectory, openLedger } from "#adapters/files";
import { singleRow } from "#ledger";

/** Debian's packages golang-go and golang-golang-x-mod-dev. */
const goPath = "/usr/share/gocode";
const missing = whyGoIsMissing();
if (missing !== undefined) {
  console.warn(`SKIPPED: Go's x/mod does not verify the exported log here, because ${missing}`);
}

let root: string;
let program: string;
let directory: string;
let enterprise: string;

beforeAll(async () => {
  if (missing !== undefined) return;
  root = mkdtempSync(join(tmpdir(), "touchstone-go-"));
  program = join(root, "verify_log");
  const source = new URL("./verify_log.go", import.meta.url).pathname;
  const built = run("go", ["build", "-o", program, source]);
  if (built.status !== 0) throw new Error(`go build: ${built.stderr}`);
  directory = join(root, "data");
  const opened = openDataDirectory(directory);
  const ledger = await openLedger({ directory, clock: Date.now });
  enterprise = ledger.originOf("enterprise", "E1");
  // More than one full tile in both logs, so that partial tiles and a second level are there.
  for (let i = 0; i < 300; i++) {
    const payload = singleRow(Buffer.from(`row ${i}`));
    await ledger.append([
      {
        origin: enterprise,
        dataClass: "invoice",
        header: { "@type": "import-batch@1", file: "一月.csv" },
        payload,
      },
    ]);
    await ledger.anchor();
    if (i === 40) await ledger.checkpoint();
  }
  await ledger.close();
  opened.release();
});
afterAll(() => {
  if (missing === undefined) rmSync(root, { recursive: true, force: true });
});

describe.skipIf(missing !== undefined)(`Go's x/mod sumdb (${missing ?? "installed"})`, () => {
  test("verifies the exported platform log", () => {
    const out = join(root, "platform");
    const { verifierKey } = exportLog(directory, { out });
    expect(readFileSync(join(out, "keys", "touchstone.local_platform.vkey"), "utf8")).toBe(
      `${verifierKey}\n`,
    );
    expect(run(program, [out, verifierKey])).toMatchObject({
      stderr: "",
      stdout: "verified 300 entries of touchstone.local/platform\n",
    });
  });

  test("verifies an exported private log", () => {
    const out = join(root, "private");
    const { verifierKey } = exportLog(directory, { out, origin: enterprise });
    expect(run(program, [out, verifierKey])).toMatchObject({
      stderr: "",
      stdout: `verified 300 entries of ${enterprise}\n`,
    });
  });

  test("verifies logs at every edge of tiles and levels", async () => {
    const data = join(root, "edges");
    let filled = 0;
    for (const size of [1, 2, 3, 255, 256, 257, 511, 512, 513]) {
      const opened = openDataDirectory(data);
      const ledger = await openLedger({ directory: data, clock: Date.now });
      const origin = ledger.originOf("enterprise", "E1");
      const header = { "@type": "import-batch@1" as const, file: "a" };
      const payload = singleRow(Buffer.from("row"));
      for (; filled < size; filled += 1000) {
        const count = Math.min(1000, size - filled);
        await ledger.append(
          Array.from({ length: count }, () => ({ origin, dataClass: "invoice" as const, header, payload })),
        );
      }
      filled = size;
      await ledger.close();
      opened.release();
      const out = join(root, `edge-${size}`);
      const { verifierKey } = exportLog(data, { out, origin });
      expect(run(program, [out, verifierKey])).toMatchObject({
        stderr: "",
        stdout: `verified ${size} entries of ${origin}\n`,
      });
    }
  }, 300_000);

  test("refuses the export after a flipped byte in an entry, a tile or the checkpoint", () => {
    const out = join(root, "flipped");
    const { verifierKey } = exportLog(directory, { out });
    for (const path of ["tile/entries/000", "tile/0/001.p/44", "tile/1/000.p/1", "checkpoint"]) {
      const file = join(out, path);
      const bytes = readFileSync(file);
      const flipped = Buffer.from(bytes);
      flipped[20] = (flipped[20] ?? 0) ^ 1;
      writeFileSync(file, flipped);
      expect(run(program, [out, verifierKey]).status, path).toBe(1);
      writeFileSync(file, bytes);
    }
    expect(run(program, [out, verifierKey]).status).toBe(0);
  });
});

function run(command: string, words: readonly string[]) {
  const env = {
    ...process.env,
    GO111MODULE: "off",
    GOPATH: goPath,
    GOFLAGS: "",
    GOCACHE: join(root, "go-cache"),
  };
  return spawnSync(command, words, { encoding: "utf8", env });
}

function whyGoIsMissing(): string | undefined {
  if (spawnSync("go", ["version"]).status !== 0) return "Go is not installed (Debian: golang-go)";
  if (!existsSync(join(goPath, "src/golang.org/x/mod/sumdb/tlog"))) {
    return "x/mod is not installed (Debian: golang-golang-x-mod-dev)";
  }
  return undefined;
}
