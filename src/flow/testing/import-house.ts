import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations, type Observations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import type { FileToRead } from "#collect";
import type { Ledger } from "#ledger";
import { auditObservations } from "../audit-observations.ts";
import { importFiles, type ImportReport } from "../import-files.ts";

/** A log and a store of observations of a test's own, into which files are imported. */
export interface ImportHouse {
  readonly ledger: Ledger;
  readonly observations: Observations;
  /** Writes a file to be imported; of enterprise T1 unless told otherwise. */
  fileOf(name: string, content: string | Uint8Array, enterpriseCode?: string | null): FileToRead;
  load(dataset: string, paths: readonly FileToRead[]): Promise<ImportReport>;
  /** Asks the store; `ids` are the enterprises of the data set. */
  query(sql: string, dataset: string): Promise<readonly Record<string, unknown>[]>;
  /** What the audit finds wrong: stored rows that the log does not say. */
  findings(): Promise<readonly unknown[]>;
  close(): Promise<void>;
}

export async function openImportHouse(): Promise<ImportHouse> {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-import-"));
  const ledger = await openLedger({ directory: folder, clock: () => Date.UTC(2024, 5, 1) });
  const observations = await openObservations(join(folder, "clickhouse"));
  return {
    ledger,
    observations,
    fileOf: (name, content, enterpriseCode = "T1") => {
      const path = join(folder, name);
      writeFileSync(path, content);
      return { path, name, enterpriseCode, mapping: null };
    },
    load: async (dataset, paths) =>
      await importFiles({
        paths,
        dataset,
        ledger,
        observations,
        clock: () => 0,
        onProgress: () => undefined,
      }),
    query: async (sql, dataset) =>
      await observations.query(
        `WITH ids AS (SELECT DISTINCT enterprise_id FROM import_batch WHERE dataset = {dataset:String}) ${sql}`,
        { dataset },
      ),
    findings: async () => (await auditObservations(ledger, observations)).findings,
    close: async () => {
      await observations.close();
      await ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Layout and counts of each file, or what is the matter with it. */
export function countsOf({ files }: ImportReport) {
  return files.map(({ layout, read, stored, duplicates, quarantined, problem }) =>
    problem === null ? [layout, read, stored, duplicates, quarantined] : problem,
  );
}
