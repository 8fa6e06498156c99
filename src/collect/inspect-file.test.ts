import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { inspectFile } from "./inspect-file.ts";
import { defaultReadLimits } from "./limits.ts";
import { builtInMappings } from "./mapping.ts";
import { makeWorkbook } from "./testing/make-workbook.ts";

const folder = mkdtempSync(join(tmpdir(), "touchstone-inspect-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function inspect(name: string, content: string | Uint8Array) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return await inspectFile(
    { path, name, enterpriseCode: null, mapping: null },
    builtInMappings(),
    defaultReadLimits,
  );
}

const header = "交易日期,收入金额,支出金额,余额,对方户名,摘要";

it("shows the first rows of a file as they would be read, with what is wrong with them", async () => {
  const lines = Array.from(
    { length: 200 },
    (_, i) => `2024-03-01,${i === 3 ? "x" : "1.00"},,${i + 1}.00,甲,货款`,
  );
  const found = await inspect("s.csv", `账号：62\n${header}\n${lines.join("\n")}\n`);
  expect(found.layout?.id).toBe("statement-columns");
  expect(found).toMatchObject({ headerRow: 2, nearest: null, suggested: null, problem: null });
  expect(found.rows).toHaveLength(50);
  expect(found.rows[0]).toEqual({
    row: 3,
    cells: ["2024-03-01", "1.00", "", "1.00", "甲", "货款"],
    problem: null,
  });
  expect(found.rows[3]?.problem).toMatchObject({ field: "收入金额", code: "AMOUNT_MALFORMED" });
});

it("shows an unknown file with the nearest layout and a mapping that reads it", async () => {
  const book = await makeWorkbook({
    S: [
      ["发票明细"],
      ["企业代号", "发票号码", "开票日期", "购方单位代号", "金额", "税额", "含税合计", "状态"],
      ["E1", "1", "2024-03-01", "B", 1, 0, 1, "有效发票"],
    ],
  });
  const found = await inspect("b.xlsx", book);
  expect(found.layout).toBeNull();
  expect(found.problem?.code).toBe("COLLECT_HEADER_INCOMPLETE");
  expect(found.problem?.en).toContain("row 2");
  expect(found.headerRow).toBe(2);
  expect(found.nearest).toMatchObject({
    id: "invoices-sale",
    missing: ["价税合计", "发票状态"],
    unused: ["含税合计", "状态"],
  });
  expect(found.suggested).toMatchObject({
    renamed: [
      { from: "价税合计", to: "含税合计" },
      { from: "发票状态", to: "状态" },
    ],
    missing: [],
  });
  expect(found.rows).toHaveLength(3);
  const path = join(folder, "b.xlsx");
  const mapping = found.suggested?.mapping ?? null;
  const again = await inspectFile(
    { path, name: "b.xlsx", enterpriseCode: null, mapping },
    [],
    defaultReadLimits,
  );
  expect(again.rows).toEqual([expect.objectContaining({ row: 3, problem: null })]);
});

it("says of a file that is no table what it is", async () => {
  expect(await inspect("x.xlsx", "not a workbook")).toMatchObject({ layout: null, rows: [{ row: 1 }] });
  expect((await inspect("y.zip", Buffer.from("PK\u0003\u0004broken"))).problem?.code).toBe(
    "COLLECT_ZIP_DAMAGED",
  );
});
