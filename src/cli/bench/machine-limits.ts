import { hash } from "node:crypto";
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";

/** The machine, as the head of every measurement. */
export function describeMachine() {
  return { cpu: cpus()[0]?.model ?? "unknown", threads: availableParallelism(), node: process.version };
}

/** What a machine can do at most, per second of one processor. */
export interface LogLimits {
  /** SHA-256 of leaves of 200 bytes. */
  readonly leavesPerSecond: number;
  /** A leaf of 200 bytes and one inner node. */
  readonly leavesWithNodesPerSecond: number;
  /** fdatasync after 4 KB. */
  readonly syncsPerSecond: number;
}

/** Measured on the machine that the design was made for: two cores, Debian 12. */
export const designLimits: LogLimits = {
  leavesPerSecond: 2_350_000,
  leavesWithNodesPerSecond: 1_290_000,
  syncsPerSecond: 8400,
};

/** Measures the same limits here, for a fraction of a second each, in a folder on the disk in question. */
export function measureLimits(directory: string = tmpdir()): LogLimits {
  const leaf = Buffer.alloc(217, 7);
  const node = Buffer.alloc(65, 1);
  const out = Buffer.alloc(64);
  const leavesPerSecond = ratePerSecond(10_000, () => out.write(hash("sha256", leaf, "binary"), "latin1"));
  const leavesWithNodesPerSecond = ratePerSecond(10_000, () => {
    out.write(hash("sha256", leaf, "binary"), "latin1");
    out.write(hash("sha256", node, "binary"), "latin1");
  });
  const folder = mkdtempSync(join(directory, "touchstone-bench-sync-"));
  const descriptor = openSync(join(folder, "file"), "a");
  const page = Buffer.alloc(4096, 1);
  const startedAtMs = performance.now();
  let syncs = 0;
  for (; performance.now() - startedAtMs < measuredMs; syncs++) {
    writeSync(descriptor, page);
    fdatasyncSync(descriptor);
  }
  const syncsPerSecond = Math.round((syncs / (performance.now() - startedAtMs)) * 1000);
  closeSync(descriptor);
  rmSync(folder, { recursive: true });
  return { leavesPerSecond, leavesWithNodesPerSecond, syncsPerSecond };
}

/** Work so long that its rate means something. */
const measuredMs = 200;

/** By processor time, so that other work on the machine does not count. */
function ratePerSecond(times: number, work: () => void): number {
  const started = process.cpuUsage();
  let done = 0;
  let passedMs = 0;
  while (passedMs < measuredMs) {
    for (let i = 0; i < times; i++) work();
    done += times;
    const { user, system } = process.cpuUsage(started);
    passedMs = (user + system) / 1000;
  }
  return Math.round((done / passedMs) * 1000);
}
