import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openObservations } from "#adapters/clickhouse";
import { openLedger } from "#adapters/files";
import { defaultReadLimits } from "#collect";
import { expect, test } from "vitest";
import { importFiles } from "./import-files.ts";
import { findClosingEntry, findRow, listSealedBatches, rowRange } from "./sealed-batches.ts";

test("every row of a file is found by its number and disclosed byte for byte, header and strangers are not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-rows-"));
  const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
  const lines = Array.from(
    { length: 40 },
    // Enterprises take turns, so that a batch holds rows from all over the file; one row is no invoice.
    (_, i) => `E${i % 3},${i === 7 ? "x" : 100 + i},2019/1/2,B1,100.0,13.0,113.0,有效发票\n`,
  );
  const path = join(folder, "sales.csv");
  writeFileSync(path, header + lines.join(""));
  const ledger = await openLedger({ directory: folder, clock: () => Date.UTC(2024, 0, 1) });
  const observations = await openObservations(join(folder, "clickhouse"));
  try {
    await importFiles({
      paths: [{ path, name: "sales.csv", enterpriseCode: null, mapping: null }],
      dataset: "d",
      ledger,
      observations,
      clock: () => 0,
      onProgress: () => undefined,
      limits: { ...defaultReadLimits, groupRows: 15 },
    });
    await ledger.checkpoint();
    const batches = await listSealedBatches(ledger);
    expect(rowRange(batches, "sales.csv")).toEqual({ first: 2, last: 41 });
    expect(rowRange(batches, "other.csv")).toBeNull();
    expect(findRow(batches, "sales.csv", 1)).toBeNull();
    expect(findRow(batches, "sales.csv", 42)).toBeNull();
    expect(findRow(batches, "other.csv", 2)).toBeNull();
    const closing = await findClosingEntry(ledger, "sales.csv");
    if (closing === null) throw new Error("no entry closes the file");
    const { entries: closed } = await ledger.bundle(closing.origin);
    const sha256 = createHash("sha256")
      .update(header + lines.join(""))
      .digest("hex");
    expect(JSON.parse(closed[closing.index]?.header ?? "")).toMatchObject({ rows: 40, sha256 });
    expect(await findClosingEntry(ledger, "other.csv")).toBeNull();
    for (const [i, line] of lines.entries()) {
      const place = findRow(batches, "sales.csv", i + 2);
      if (place === null) throw new Error(`row ${i + 2} not found`);
      const disclose = [{ index: place.index, ordinals: [place.ordinal] }];
      const { entries } = await ledger.bundle(place.origin, { disclose });
      const row = entries.flatMap(({ rows }) => rows)[0]?.row ?? "";
      expect(Buffer.from(row, "base64").toString()).toBe(line);
    }
  } finally {
    await observations.close();
    await ledger.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
