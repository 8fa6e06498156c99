import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { auditLedger, openDataDirectory, openLedger } from "#adapters/files";
import type { Ledger, PayloadRows } from "#ledger";

/** What is appended: entries of equal rows from several callers at once, each waiting for its place. */
export interface AppendWork {
  readonly rows: number;
  readonly rowBytes: number;
  readonly rowsPerEntry: number;
  readonly callers: number;
}

export interface AppendTimes extends AppendWork {
  readonly entries: number;
  readonly wallMs: number;
  /** Processor time of the whole process, all threads. */
  readonly cpuMs: number;
  readonly rowsPerCpuSecond: number;
  readonly entriesPerCpuSecond: number;
  readonly entriesPerSecond: number;
  /** From the call until the entry was durable. */
  readonly waitMs: { readonly p50: number; readonly p99: number; readonly most: number };
  /** Verifying what was written, byte by byte, afterwards. */
  readonly audit: { readonly wallMs: number; readonly cpuMs: number; readonly rowsPerCpuSecond: number };
  /** Peak memory of the process. */
  readonly peakMb: number;
}

/** The enterprises that the entries are spread over. */
const enterprises = 50;

/**
 * Appends made-up rows to a new ledger in a folder of its own below `directory`, with a platform leaf and a
 * checkpoint a second as a server does, and audits the result.
 * @throws when the audit finds anything, or another number of rows than was acknowledged
 */
export async function measureAppend(work: AppendWork, directory: string): Promise<AppendTimes> {
  const folder = mkdtempSync(join(directory, "touchstone-bench-append-"));
  const opened = openDataDirectory(join(folder, "data"));
  try {
    const ledger = await openLedger({ directory: opened.path, clock: Date.now });
    const appended = await appendAll(ledger, work);
    await ledger.close();
    const auditedCpu = process.cpuUsage();
    const auditedAtMs = performance.now();
    const report = auditLedger(opened.path);
    const audit = { wallMs: performance.now() - auditedAtMs, cpuMs: cpuMsSince(auditedCpu) };
    const rows = appended.entries * work.rowsPerEntry;
    if (report.findings.length > 0 || report.rows !== rows || report.entries !== appended.entries) {
      throw new Error(`the audit found ${JSON.stringify(report)}`);
    }
    return {
      ...work,
      ...appended,
      rows,
      rowsPerCpuSecond: perSecond(rows, appended.cpuMs),
      entriesPerCpuSecond: perSecond(appended.entries, appended.cpuMs),
      entriesPerSecond: perSecond(appended.entries, appended.wallMs),
      audit: { ...audit, rowsPerCpuSecond: perSecond(rows, audit.cpuMs) },
      peakMb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    opened.release();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function appendAll(ledger: Ledger, work: AppendWork) {
  const payload = payloadOf(work);
  const origins = Array.from({ length: enterprises }, (_, i) => ledger.originOf("enterprise", `E${i}`));
  const entries = Math.max(1, Math.round(work.rows / work.rowsPerEntry));
  const waits: number[] = [];
  const header = { "@type": "import-batch@1", file: "bench" };
  const startedCpu = process.cpuUsage();
  const startedAtMs = performance.now();
  const clock = setInterval(() => void ledger.checkpoint(), 1000);
  let next = 0;
  const call = async (): Promise<void> => {
    while (next < entries) {
      const origin = origins[next++ % enterprises] ?? "";
      const calledAtMs = performance.now();
      await ledger.append([{ origin, dataClass: "reading", header, payload }]);
      waits.push(performance.now() - calledAtMs);
    }
  };
  await Promise.all(Array.from({ length: work.callers }, call));
  clearInterval(clock);
  await ledger.checkpoint();
  const wallMs = performance.now() - startedAtMs;
  waits.sort((a, b) => a - b);
  const quantile = (share: number): number =>
    Math.round((waits[Math.min(waits.length - 1, Math.floor(share * waits.length))] ?? 0) * 100) / 100;
  const waitMs = { p50: quantile(0.5), p99: quantile(0.99), most: quantile(1) };
  return { entries, wallMs: Math.round(wallMs), cpuMs: cpuMsSince(startedCpu), waitMs };
}

/** Rows of digits and commas, each different. */
function payloadOf({ rowsPerEntry, rowBytes }: AppendWork): PayloadRows {
  const bytes = Buffer.alloc(rowsPerEntry * rowBytes, "1234567,89.01,");
  for (let i = 0; i < rowsPerEntry; i++) bytes.write(String(i), i * rowBytes, "latin1");
  return { bytes, ends: Uint32Array.from({ length: rowsPerEntry }, (_, i) => (i + 1) * rowBytes) };
}

function cpuMsSince(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return Math.round((user + system) / 1000);
}

function perSecond(count: number, ms: number): number {
  return Math.round((count / Math.max(ms, 0.001)) * 1000);
}
