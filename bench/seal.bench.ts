import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { auditLedger, openDataDirectory, openLedger } from "#adapters/files";
import { hashPoints, rootInPlace, type PayloadRows } from "#ledger";
import { createMerkleTree, pointHash } from "#seal";

const rowBytes = 65;

/** What one run measured; the results were checked before they were timed. */
export interface SealTimes {
  readonly rows: number;
  readonly batches: number;
  /** Append of all batches with an anchor every 60, then the checkpoint; processor time of the whole process. */
  readonly sealWallMs: number;
  readonly sealCpuMs: number;
  readonly auditWallMs: number;
  /** The same leaves by one-shot hash and by a hash object per row. */
  readonly oneShotMs: number;
  readonly hashObjectMs: number;
}

/** Seals `rows` made-up rows of 65 bytes in `batches`, audits them, and times leaf hashing two ways, interleaved. */
export async function benchSeal(rows: number, batches: number): Promise<SealTimes> {
  const payload = payloadOf(Math.ceil(rows / batches));
  checkAgainstSeal(payload);
  const directory = mkdtempSync(join(tmpdir(), "touchstone-bench-seal-"));
  const opened = openDataDirectory(directory);
  try {
    const ledger = await openLedger({ directory, clock: Date.now });
    const startedAtMs = performance.now();
    const startedCpu = process.cpuUsage();
    const calls: Promise<unknown>[] = [];
    for (let i = 0; i < batches; i++) {
      const origin = ledger.originOf("enterprise", `E${i % 425}`);
      const header = { "@type": "import-batch@1", file: "bench" };
      calls.push(ledger.append([{ origin, dataClass: "invoice", header, payload }]));
      if (i % 60 === 59) {
        await Promise.all(calls);
        await ledger.anchor();
      }
    }
    await Promise.all(calls);
    await ledger.checkpoint();
    const sealWallMs = performance.now() - startedAtMs;
    const { user, system } = process.cpuUsage(startedCpu);
    await ledger.close();
    const auditedAtMs = performance.now();
    const report = auditLedger(directory);
    const auditWallMs = performance.now() - auditedAtMs;
    if (report.findings.length > 0 || report.entries !== batches) throw new Error("the audit found damage");
    const hashing = timeHashing(payload, batches);
    return {
      rows: report.rows,
      batches,
      sealWallMs,
      sealCpuMs: (user + system) / 1000,
      auditWallMs,
      ...hashing,
    };
  } finally {
    opened.release();
    rmSync(directory, { recursive: true, force: true });
  }
}

function payloadOf(rows: number): PayloadRows {
  const bytes = Buffer.from(Array.from({ length: rows * rowBytes }, (_, i) => 48 + ((i * 7) % 75)));
  return { bytes, ends: Uint32Array.from({ length: rows }, (_, i) => (i + 1) * rowBytes) };
}

/** The fast leaves and root must be those of the seal's plain functions. */
function checkAgainstSeal(payload: PayloadRows): void {
  const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
  const salts = Buffer.alloc(payload.ends.length * 16, 7);
  const tree = createMerkleTree(sha256);
  for (let i = 0; i < payload.ends.length; i++) {
    const row = payload.bytes.subarray(i * rowBytes, (i + 1) * rowBytes);
    tree.append(pointHash(sha256, salts.subarray(i * 16, i * 16 + 16), row));
  }
  if (!rootInPlace(hashPoints(payload, salts)).equals(tree.root())) throw new Error("the roots differ");
}

function timeHashing(payload: PayloadRows, rounds: number): { oneShotMs: number; hashObjectMs: number } {
  const salts = Buffer.alloc(payload.ends.length * 16, 7);
  let oneShotMs = 0;
  let hashObjectMs = 0;
  const prefix = Buffer.alloc(17);
  for (let round = 0; round < rounds; round++) {
    const startedAtMs = performance.now();
    hashPoints(payload, salts);
    const middleMs = performance.now();
    for (let i = 0; i < payload.ends.length; i++) {
      const row = payload.bytes.subarray(i * rowBytes, (i + 1) * rowBytes);
      createHash("sha256").update(prefix).update(row).digest();
    }
    oneShotMs += middleMs - startedAtMs;
    hashObjectMs += performance.now() - middleMs;
  }
  return { oneShotMs, hashObjectMs };
}

if (import.meta.main) {
  const times = await benchSeal(1_100_000, 870);
  const perSecond = Math.round(times.rows / (times.sealCpuMs / 1000));
  process.stdout.write(`${JSON.stringify({ ...times, rowsPerCpuSecond: perSecond })}\n`);
}
