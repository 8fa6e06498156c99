import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { auditLedger } from "../../src/adapters/files/audit-ledger.ts";
import type { Random } from "#kernel";
import { nodeCrypto } from "#ledger";
import {
  bytesEqual,
  parseCheckpoint,
  parseNote,
  verifyConsistency,
  verifyNote,
  type CheckpointBody,
  type Receipt,
} from "#seal";
import { readPlatformKey } from "../../src/adapters/files/key-store.ts";
import { logLayout } from "../../src/adapters/files/log-layout.ts";
import { openLogWriter, type LogWriter } from "../../src/adapters/files/log-writer.ts";
import { killedLimits } from "./killed-limits.ts";

/** What one killed process had acknowledged, and what was under way when it died. */
export interface KilledRun {
  readonly receipts: readonly Receipt[];
  readonly erasures: readonly Receipt[];
  readonly notes: readonly string[];
  readonly underWay: string;
}

type Line =
  | { readonly kind: "ready" | "end" }
  | { readonly kind: "begin"; readonly what: string }
  | { readonly kind: "receipt" | "erased"; readonly receipt: Receipt }
  | { readonly kind: "checkpoint"; readonly note: string };

const origin = "touchstone.test/platform";
const fixture = fileURLToPath(new URL("./ledger-writer.fixture.ts", import.meta.url));

/** Starts a process that is loaded and waits for the word to open the ledger. */
export function startWriter(directory: string, round: number): ChildProcess {
  return spawn(process.execPath, [fixture, directory, String(round)], { stdio: ["pipe", "pipe", "inherit"] });
}

/** Lets a process write and kills it `afterMs` after its first acknowledgement. */
export async function killWriter(child: ChildProcess, afterMs: number): Promise<KilledRun> {
  let output = "";
  const ended = new Promise((resolve) => child.once("close", resolve));
  const hasBegun = new Promise<void>((resolve) => {
    child.stdout?.on("data", (data: Buffer) => {
      output += data.toString();
      if (output.includes('"receipt"')) resolve();
    });
    child.once("close", () => resolve());
  });
  child.stdin?.write("open\n");
  await hasBegun;
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  child.kill("SIGKILL");
  await ended;
  // A line cut by the kill was not read by anybody.
  const lines = output.slice(0, output.lastIndexOf("\n") + 1).split("\n");
  return readLines(lines.filter((line) => line !== "").map((line) => JSON.parse(line) as Line));
}

function readLines(lines: readonly Line[]): KilledRun {
  const run = {
    receipts: [] as Receipt[],
    erasures: [] as Receipt[],
    notes: [] as string[],
    underWay: "append",
  };
  for (const line of lines) {
    if (line.kind === "receipt") run.receipts.push(line.receipt);
    if (line.kind === "erased") run.erasures.push(line.receipt);
    if (line.kind === "checkpoint") run.notes.push(line.note);
    if (line.kind === "begin") run.underWay = line.what;
    if (line.kind === "end") run.underWay = "append";
  }
  return run;
}

/** Everything that was ever acknowledged, and what the log is known to hold. */
export interface KilledHistory {
  /** Leaf hashes by origin and index, as read back after each kill. */
  readonly leaves: Map<string, string>;
  readonly checkpoints: CheckpointBody[];
  platformSize: number;
  acknowledged: number;
  proofs: number;
}

export function createHistory(): KilledHistory {
  return { leaves: new Map(), checkpoints: [], platformSize: 0, acknowledged: 0, proofs: 0 };
}

/**
 * Opens the ledger that a killed process left and checks it against everything acknowledged before.
 * @throws an error that says what was lost, used twice or contradicted
 */
export function checkAfterKill(
  directory: string,
  {
    history,
    run,
    random,
  }: { readonly history: KilledHistory; readonly run: KilledRun; readonly random: Random },
): void {
  const writer = openLogWriter({ directory, clock: Date.now, origin, limits: killedLimits });
  try {
    const { note } = writer.checkpoint();
    readNewLeaves(writer, history);
    for (const receipt of [...run.receipts, ...run.erasures]) requireEntry(history, receipt);
    const key = readPlatformKey(logLayout(directory)).verifierKey;
    for (const text of [...run.notes, note]) {
      const parsed = parseNote(text);
      if (verifyNote(parsed, [key], nodeCrypto).length !== 1) throw new Error("a checkpoint is not signed");
      const checkpoint = parseCheckpoint(parsed.body);
      // The last ones, and some of the others: consistency with one is consistency with all before it.
      const earlier = history.checkpoints.slice(-3);
      for (let i = 0; i < 3 && history.checkpoints.length > 0; i++) {
        earlier.push(history.checkpoints[random.integer(history.checkpoints.length)] as CheckpointBody);
      }
      for (const old of earlier) requireConsistency(writer, old, checkpoint);
      history.proofs += earlier.length;
      history.checkpoints.push(checkpoint);
    }
    writer.close();
  } catch (cause) {
    writer.abandon();
    throw cause;
  }
}

/** Reads the whole log back and audits it: everything acknowledged is there, at its index, with its leaf. */
export function checkWholeLog(directory: string, history: KilledHistory): void {
  const { findings, entries } = auditLedger(directory);
  if (findings.length > 0) throw new Error(`the audit found ${JSON.stringify(findings[0])}`);
  const writer = openLogWriter({ directory, clock: Date.now, origin, limits: killedLimits });
  try {
    const again = createHistory();
    readNewLeaves(writer, again);
    if (again.leaves.size !== entries || entries !== history.leaves.size) {
      throw new Error(
        `${history.leaves.size} entries were read, then ${again.leaves.size}, the audit saw ${entries}`,
      );
    }
    for (const [place, leaf] of history.leaves) {
      if (again.leaves.get(place) !== leaf) throw new Error(`the entry ${place} changed`);
    }
  } finally {
    writer.abandon();
  }
}

/** Entries that became known since the last look; none may take a place that was taken. */
function readNewLeaves(writer: LogWriter, history: KilledHistory): void {
  const from = { platformIndex: history.platformSize, skip: 0 };
  const { headers } = writer.readHeadersFrom(from, Number.POSITIVE_INFINITY);
  for (const { origin: log, index, leafHash } of headers) {
    const place = `${log} ${index}`;
    if (history.leaves.has(place)) throw new Error(`index used twice: ${place}`);
    history.leaves.set(place, leafHash);
  }
  history.platformSize = writer.status().platformSize;
}

function requireEntry(history: KilledHistory, { origin: log, index, leafHash }: Receipt): void {
  const found = history.leaves.get(`${log} ${index}`);
  if (found !== leafHash) {
    throw new Error(`acknowledged ${log} ${index} ${leafHash}, found ${found ?? "nothing"}`);
  }
  history.acknowledged += 1;
}

function requireConsistency(writer: LogWriter, old: CheckpointBody, next: CheckpointBody): void {
  if (old.size > next.size) throw new Error(`a checkpoint of ${next.size} after one of ${old.size}`);
  if (old.size === 0) return;
  const proof = writer.askLog({ kind: "consistency", origin, from: old.size, to: next.size });
  const isProved =
    old.size === next.size
      ? bytesEqual(old.root, next.root)
      : verifyConsistency(nodeCrypto.sha256, {
          oldSize: old.size,
          newSize: next.size,
          oldRoot: old.root,
          newRoot: next.root,
          proof: (proof ?? []) as readonly Uint8Array[],
        });
  if (!isProved) throw new Error(`the checkpoint of ${next.size} contradicts the one of ${old.size}`);
}
