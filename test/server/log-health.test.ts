import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { runCommandLine } from "#cli";
import { bodyOf, callerOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let auditor: Person;
beforeAll(async () => {
  server = await openWholeServer();
  auditor = await server.signIn(server.bank, "auditor");
});
afterAll(async () => await server.close());

interface Health {
  readonly log: { readonly state: string; readonly reason: string | null };
}

async function commandLine(...words: readonly string[]) {
  let stdout = "";
  const exitCode = await runCommandLine(words, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
    env: {},
    clock: Date.now,
    language: "en",
    signal: new AbortController().signal,
  });
  return { exitCode, stdout };
}

it("says on every way in that the log cannot be written, and still shows what it has", async () => {
  const health = async () => await bodyOf<Health>(callerOf(server.address)("GET", "/v1/health"));
  const command = async () => await commandLine("log", "health", "--server", server.address);
  expect((await health()).log).toMatchObject({ state: "open", reason: null });
  expect(await command()).toMatchObject({ exitCode: 0 });
  const before = await bodyOf<Record<string, unknown>>(auditor("GET", "/v1/log"));
  expect(before).toMatchObject({ health: { state: "open", reason: null } });

  // What the next checkpoint is written to is there already, and is no file.
  mkdirSync(path.join(server.directory, "log/checkpoint.tmp"));
  const { origin } = server.ledger;
  const header = { "@type": "made-up@1" };
  const payload = { bytes: Buffer.from("x"), ends: Uint32Array.of(1) };
  await server.ledger.append([{ origin: `${origin}/e/none`, dataClass: "document", header, payload }]);
  await expect(server.ledger.checkpoint()).rejects.toMatchObject({ code: "LEDGER_READ_ONLY" });

  expect((await health()).log).toMatchObject({ state: "readOnly", reason: "diskFailed" });
  const answer = await auditor("GET", "/v1/log");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    checkpoint: before["checkpoint"],
    health: { state: "readOnly", reason: { kind: "diskFailed", systemCode: "EISDIR" } },
  });
  expect(await commandLine("log", "health", "--server", server.address, "--json")).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('"reason":"diskFailed"'),
  });
  expect((await command()).stdout).toContain("the disk failed");
});
