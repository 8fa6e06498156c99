import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createRandom } from "#kernel";
import {
  checkAfterKill,
  checkWholeLog,
  createHistory,
  killWriter,
  startWriter,
} from "../test/recovery/killed-ledger.ts";

/**
 * Kills a process that writes to a ledger, at random points, so many times, and checks after each kill what it had
 * acknowledged; every hundred kills, and at the end, the whole log is audited and read back.
 */
const { values } = parseArgs({
  options: {
    kills: { type: "string", default: "1000" },
    seed: { type: "string", default: String(Date.now()) },
    dir: { type: "string", default: tmpdir() },
  },
});
const kills = Number(values.kills);
const root = mkdtempSync(join(values.dir, "touchstone-killed-"));
const directory = join(root, "data");
const random = createRandom(values.seed);
const history = createHistory();
const underWay: Record<string, number> = {};
const startedAtMs = performance.now();
let next = startWriter(directory, 0);
try {
  for (let round = 0; round < kills; round++) {
    const child = next;
    next = startWriter(directory, round + 1);
    const run = await killWriter(child, random.integer(60));
    underWay[run.underWay] = (underWay[run.underWay] ?? 0) + 1;
    checkAfterKill(directory, { history, run, random });
    if (round % 100 === 99) {
      checkWholeLog(directory, history);
      process.stderr.write(`${round + 1} kills, ${history.acknowledged} acknowledged entries all there\n`);
    }
  }
  checkWholeLog(directory, history);
} finally {
  next.kill("SIGKILL");
  rmSync(root, { recursive: true, force: true });
}
const report = {
  version: "log-recovery@1",
  seed: values.seed,
  kills,
  acknowledgedEntries: history.acknowledged,
  acknowledgedLost: 0,
  indexesUsedTwice: 0,
  entriesInLog: history.leaves.size,
  checkpoints: history.checkpoints.length,
  consistencyProofsVerified: history.proofs,
  killedWhile: underWay,
  seconds: Math.round((performance.now() - startedAtMs) / 1000),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
