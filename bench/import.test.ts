import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { measureImport } from "./import.bench.ts";
import { benchStatements } from "./statements.bench.ts";

test("the import benchmark counts what it imports, small", async () => {
  const folder = mkdtempSync(join(tmpdir(), "touchstone-bench-import-"));
  try {
    const header = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态\n";
    const lines = Array.from(
      { length: 1000 },
      (_, i) => `E${i % 3},${i % 900},2019/1/2,B1,1.0,0.1,1.1,有效发票\n`,
    );
    writeFileSync(join(folder, "x_sales_invoices.csv.gz"), gzipSync(header + lines.join("")));
    const measure = await measureImport(folder, join(folder, "data"));
    expect(measure.counts).toEqual({ "x_sales_invoices.csv.gz": [1000, 100] });
    expect(measure.peakMb).toBeGreaterThan(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the benchmark of statements counts what it imports, small", async () => {
  const { statements, invoices } = await benchStatements(800);
  expect(Object.keys(statements.counts)).toHaveLength(40);
  expect(Object.keys(invoices.counts)).toHaveLength(40);
});
