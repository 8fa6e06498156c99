import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Rows and duplicates of each file, as the data set's description counts them. */
export const expectedCounts: Readonly<Record<string, readonly [read: number, duplicates: number]>> = {
  "a1_purchase_invoices.csv.gz": [210_947, 803],
  "a1_sales_invoices.csv.gz": [162_484, 4436],
  "a2_purchase_invoices.csv.gz": [395_175, 4681],
  "a2_sales_invoices.csv.gz": [330_835, 1745],
};

/** What one process measured of itself. */
export interface ImportMeasure {
  readonly counts: Readonly<Record<string, readonly [read: number, duplicates: number]>>;
  /** From the call to its end, stores already open. */
  readonly importMs: number;
  /** Of the whole process: start, stores opened and closed. */
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly peakMb: number;
}

export interface ImportRound {
  readonly ours: ImportMeasure;
  /** ClickHouse's own reader into the same table: no log, no quarantine, no flags. */
  readonly bareMs: number;
}

/**
 * Times reading, sealing and storing the four invoice files, each time in a new process and a new data directory,
 * interleaved with ClickHouse's own reader. Counts are checked before any time is kept.
 */
export async function benchImport(folder: string, rounds: number): Promise<readonly ImportRound[]> {
  const scratch = await mkdtemp(join(tmpdir(), "touchstone-bench-import-"));
  try {
    const results: ImportRound[] = [];
    for (let round = 0; round < rounds; round++) {
      const ours = await measureImport(folder, join(scratch, `ours-${round}`));
      checkCounts(ours);
      const startedAtMs = performance.now();
      await run(["load-by-own-reader.ts", folder, join(scratch, `bare-${round}`)]);
      results.push({ ours, bareMs: performance.now() - startedAtMs });
    }
    return results;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** One import in a process of its own. */
export async function measureImport(folder: string, directory: string): Promise<ImportMeasure> {
  const startedAtMs = performance.now();
  const printed = await run(["import-once.ts", folder, directory]);
  return {
    ...(JSON.parse(printed) as Omit<ImportMeasure, "wallMs">),
    wallMs: performance.now() - startedAtMs,
  };
}

function checkCounts({ counts }: ImportMeasure): void {
  for (const [file, expected] of Object.entries(expectedCounts)) {
    if (String(counts[file]) !== String(expected)) {
      throw new Error(`${file}: expected ${expected} read and duplicates, found ${counts[file]}`);
    }
  }
}

async function run([program, ...rest]: readonly [string, ...string[]]): Promise<string> {
  const path = resolve(import.meta.dirname, program);
  return await new Promise((done, fail) => {
    execFile(process.execPath, [path, ...rest], { maxBuffer: 1 << 26 }, (error, stdout) => {
      if (error) fail(error);
      else done(stdout);
    });
  });
}

function printRound({ ours, bareMs }: ImportRound): string {
  const { importMs, wallMs, cpuMs, peakMb } = ours;
  const figures = [importMs, wallMs, cpuMs].map((ms) => (ms / 1000).toFixed(2).padStart(6));
  return `import ${figures[0]} s, process ${figures[1]} s wall, ${figures[2]} s CPU, peak ${peakMb} MB | bare load ${(bareMs / 1000).toFixed(2)} s | ratio ${(wallMs / bareMs).toFixed(2)}\n`;
}

if (process.argv[1] === import.meta.filename) {
  const folder = process.argv[2] ?? resolve(import.meta.dirname, "../../shared/data/sme_invoices");
  const rounds = await benchImport(folder, Number(process.argv[3] ?? 3));
  process.stdout.write(`${cpus().length} × ${cpus()[0]?.model ?? "?"}, Node ${process.version}\n`);
  for (const round of rounds) process.stdout.write(printRound(round));
}
