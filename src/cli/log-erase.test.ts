import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { projectionOf } from "#flow";
// The way in of files lies beside its room's door, which opens it to jobs only.
import { importFiles } from "../flow/import-files.ts";
import { openStores } from "./open-stores.ts";
import { runCommandLine } from "./run-command-line.ts";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "touchstone-erase-"));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

async function run(...words: readonly string[]) {
  let stdout = "";
  const exitCode = await runCommandLine(words, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: () => undefined },
    env: {},
    clock: Date.now,
    language: "en",
    signal: new AbortController().signal,
  });
  return { exitCode, stdout };
}

/** Whether a word stands in any file below a folder; ClickHouse keeps so few rows as they are. */
function isSaid(folder: string, word: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).some(
    (file) => file.isFile() && readFileSync(join(file.parentPath, file.name)).includes(word),
  );
}

const columns = "企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态";

test("an erasure leaves no copy in the store of observations, nor does the next start bring one back", async () => {
  const data = join(root, "data");
  const path = join(root, "sales.csv");
  writeFileSync(path, `${columns}\nE1,1,2019/1/2,BUYER-NOBODY-MAY-KNOW,1.0,0.1,1.1,有效发票\n`);
  const open = async () => await openStores(data, { clock: Date.now });
  const invoicesIn = async ({ observations }: Awaited<ReturnType<typeof open>>) =>
    (await observations.totals()).filter(({ stream }) => stream === "sale").length;
  let stores = await open();
  const { ledger } = stores;
  const file = { path, name: "sales.csv", enterpriseCode: null, mapping: null };
  const quiet = { clock: Date.now, onProgress: () => undefined };
  await importFiles({ ...stores, paths: [file], dataset: "erase", ...quiet });
  expect(await invoicesIn(stores)).toBe(1);
  let origin = "";
  for await (const { header } of ledger.readHeaders(0)) {
    if (header["@type"] === "import-batch@1") origin = String(header["origin"]);
  }
  await stores.close();
  const store = join(data, "clickhouse");
  expect(isSaid(store, "NOBODY-MAY-KNOW")).toBe(true);

  const why = ["--reason", "the owner asked", "--by", "user-1", "--yes", "--json"];
  const erased = await run("log", "erase", "--data-dir", data, "--log", origin, "--class", "invoice", ...why);
  expect(JSON.parse(erased.stdout)).toMatchObject({ entries: 1, keys: 1, isStoreEmptied: true });
  expect(existsSync(store) && isSaid(store, "NOBODY-MAY-KNOW")).toBe(false);

  stores = await open();
  await projectionOf(stores.ledger, stores.observations).run();
  expect(await invoicesIn(stores)).toBe(0);
  await stores.close();
  expect(isSaid(store, "NOBODY-MAY-KNOW")).toBe(false);
  expect(await run("audit", "--data-dir", data, "--observations")).toMatchObject({ exitCode: 0 });
}, 120_000);
