import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "#kernel";
import { checkAfterKill, checkWholeLog, createHistory, killWriter, startWriter } from "./killed-ledger.ts";

const seed = process.env["TOUCHSTONE_SEED"] ?? String(Date.now());
const kills = Number(process.env["TOUCHSTONE_KILLS"] ?? 12);

test(`after ${kills} kills nothing acknowledged is lost, no index is used twice, all checkpoints agree (seed ${seed})`, async () => {
  const root = mkdtempSync(join(tmpdir(), "touchstone-killed-"));
  const directory = join(root, "data");
  const random = createRandom(seed);
  const history = createHistory();
  let next = startWriter(directory, 0);
  try {
    for (let round = 0; round < kills; round++) {
      const child = next;
      next = startWriter(directory, round + 1);
      const run = await killWriter(child, random.integer(150));
      checkAfterKill(directory, { history, run, random });
    }
    checkWholeLog(directory, history);
    expect(history.acknowledged).toBeGreaterThan(kills);
    expect(history.proofs).toBeGreaterThan(kills);
  } finally {
    next.kill("SIGKILL");
    rmSync(root, { recursive: true, force: true });
  }
}, 120_000);
