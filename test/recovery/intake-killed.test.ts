import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, it } from "vitest";
import { openLedger } from "#adapters/files";
import { readMessages } from "#intake";
import { createRandom } from "#kernel";
import type { Receipt } from "#seal";

const folder = mkdtempSync(path.join(tmpdir(), "touchstone-intake-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const startMs = 1_750_000_000_000;
const rounds = 6;

interface Acknowledged {
  readonly device: string;
  readonly sequence: number;
  readonly kind: string;
  readonly receipt?: Receipt;
  readonly place?: readonly [origin: string, index: number, ordinal: number];
}

/** Lets the process work until it has acknowledged so many, and kills it in the middle of what it does next. */
async function runAndKill(acknowledgements: number): Promise<readonly Acknowledged[]> {
  const fixture = path.join(import.meta.dirname, "intake-writer.fixture.ts");
  const child = spawn(process.execPath, [fixture, folder, String(startMs)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (data: Buffer) => (errors += data.toString()));
  const heard: Acknowledged[] = [];
  const failures: string[] = [];
  const lines = createInterface(child.stdout);
  const closed = once(lines, "close");
  lines.on("line", (line) => {
    const said = JSON.parse(line) as Acknowledged & { failure?: string; ready?: boolean };
    if (said.failure !== undefined) failures.push(said.failure);
    else if (said.ready !== true) heard.push(said);
    if (heard.length >= acknowledgements) child.kill("SIGKILL");
  });
  await closed;
  expect({ failures, errors }).toEqual({ failures: [], errors: "" });
  return heard;
}

it("killed again and again, nothing acknowledged is lost, nothing is stored twice, receipts stay the same", async () => {
  const seed = "intake killed";
  const random = createRandom(seed);
  const heard: Acknowledged[] = [];
  for (let round = 0; round < rounds; round++) heard.push(...(await runAndKill(60 + random.integer(250))));
  expect(heard.filter(({ kind }) => kind === "duplicate").length).toBeGreaterThan(0);
  expect(heard.every(({ kind }) => kind === "stored" || kind === "duplicate")).toBe(true);
  const ledger = await openLedger({ directory: folder, clock: () => startMs });
  const places = new Map<string, string[]>();
  const note = (key: string, place: string): void =>
    void places.set(key, [...(places.get(key) ?? []), place]);
  try {
    await ledger.anchor();
    for await (const entry of ledger.readEntries(0)) {
      const head = entry.header["batch"] as { collector: string; sequence: number } | undefined;
      if (head !== undefined) note(`${head.collector} ${head.sequence}`, `${entry.origin} ${entry.index} 0`);
      for (const { source, ordinal, payload } of readMessages(entry)) {
        const { sequence } = JSON.parse(Buffer.from(payload).toString()) as { sequence: number };
        note(`${source.collector} ${sequence}`, `${entry.origin} ${entry.index} ${ordinal}`);
      }
    }
  } finally {
    await ledger.close();
  }
  expect([...places].filter(([, all]) => all.length > 1)).toEqual([]);
  for (const { device, sequence, receipt, place } of heard) {
    const told = receipt === undefined ? place?.join(" ") : `${receipt.origin} ${receipt.index} 0`;
    expect(places.get(`${device} ${sequence}`), `${device} ${sequence}`).toEqual([told]);
  }
  const receipts = Map.groupBy(heard, ({ device, sequence }) => `${device} ${sequence}`);
  for (const same of receipts.values())
    expect(new Set(same.map(({ receipt }) => receipt?.signature)).size).toBe(1);
});
