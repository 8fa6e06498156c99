import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations } from "#adapters/clickhouse";
import { auditLedger, openDataDirectory, openLedger } from "#adapters/files";
import { createRandom } from "#kernel";
import { afterAll, describe, expect, it } from "vitest";
import { catchUpObservations } from "../../src/flow/catch-up-observations.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-recovery-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const seed = "import-recovery";
const rows = 20_000;
const kills = 3;

function startImport(directory: string, file: string): ChildProcess {
  const program = join(import.meta.dirname, "import-once.fixture.ts");
  return spawn(process.execPath, [program, directory, file], { stdio: ["ignore", "pipe", "inherit"] });
}

/** Resolves when so many groups are stored, or the process is done. */
async function untilStored(child: ChildProcess, groups: number): Promise<void> {
  let seen = 0;
  for await (const chunk of child.stdout ?? []) {
    seen += String(chunk).split("stored").length - 1;
    if (seen >= groups || String(chunk).includes("done")) return;
  }
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => child.once("exit", resolve));
}

describe("an import that is killed", () => {
  it(`holds every acknowledged row once after kill -9 and another run, seed ${seed}`, async () => {
    const random = createRandom(seed);
    const file = join(folder, "rows.csv");
    const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
    const lines = Array.from(
      { length: rows },
      (_, i) => `E${i % 20},${i},2019/1/2,B1,1.0,0.1,1.1,有效发票\n`,
    );
    writeFileSync(file, header + lines.join(""));
    const directory = join(folder, "data");
    openDataDirectory(directory).release();
    for (let kill = 0; kill < kills; kill++) {
      const child = startImport(directory, file);
      await untilStored(child, 2 + random.integer(12));
      await new Promise((resolve) => setTimeout(resolve, random.integer(30)));
      child.kill("SIGKILL");
      await ended(child);
    }
    const last = startImport(directory, file);
    await untilStored(last, Number.POSITIVE_INFINITY);
    await ended(last);
    expect(last.exitCode).toBe(0);

    const ledger = await openLedger({ directory, clock: Date.now });
    const observations = await openObservations(join(directory, "clickhouse"));
    try {
      expect(await catchUpObservations(ledger, observations)).toBe(0);
      const counts = await observations.query(
        `SELECT toInt32(count()) AS stored, toInt32(uniqExact(enterprise_id, number)) AS distinct, toInt64(sum(gross_fen)) AS fen
         FROM invoice`,
      );
      expect(counts).toEqual([{ stored: rows, distinct: rows, fen: String(rows * 110) }]);
      const sums = await observations.query<{ read: string; kept: string }>(
        "SELECT sum(read) AS read, sum(stored + duplicates + quarantined) AS kept FROM import_batch",
      );
      expect(sums[0]?.read).toBe(sums[0]?.kept);
    } finally {
      await observations.close();
      await ledger.close();
    }
    expect(auditLedger(directory).findings).toEqual([]);
  }, 300_000);
});
