import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let manager: Person;

/** Written for this test; no real taxpayer. The balance of row 4 should be 2200.00. */
const editedStatement = [
  "交易日期,收入金额,支出金额,余额,对方户名,摘要",
  "2026-01-05,1000.00,,1000.00,甲公司,货款",
  "2026-01-06,1500.00,,2500.00,乙公司,货款",
  "2026-01-07,,300.00,2900.00,丙公司,采购",
  "2026-01-08,100.00,,2300.00,甲公司,货款",
  "",
].join("\n");

const taxNumber = "91110000100000002X";
const number = (last: number): string => `2691000000000000000${last}`;
const invoiceHead =
  "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,税收分类编码,特定业务类型,货物或应税劳务名称,规格型号,单位,数量,单价,金额,税率,税额,价税合计,发票来源,发票票种,发票状态,是否正数发票,发票风险等级,开票人,备注";
const invoiceLine = (no: number, net: string, tax: string, gross: string, status: string): string =>
  `1,,,${number(no)},${taxNumber},测试企业二,91310000200000001X,客户甲,2026-01-10,,,零件,,件,1,1,${net},13%,${tax},${gross},电子,数电票,${status},是,正常,甲,`;
const invoices = [
  invoiceHead,
  invoiceLine(1, "1000.00", "130.00", "1130.00", "正常"),
  invoiceLine(1, "2000.00", "260.00", "2260.00", "正常"),
  invoiceLine(2, "500.00", "65.00", "565.00", "已红冲-全额"),
  invoiceLine(3, "1x0.00", "13.00", "113.00", "正常"),
  "",
].join("\n");

interface ShownFile {
  readonly file: string;
  readonly layout: string;
  readonly read: number;
  readonly stored: number;
  readonly duplicates: number;
  readonly quarantined: number;
  readonly notes?: readonly { readonly code: string }[];
  readonly statements?: readonly {
    readonly verdict: string;
    readonly firstBreak: { readonly kind: string; readonly row: number };
  }[];
  readonly now: {
    readonly read: number;
    readonly stored: number;
    readonly quarantined: number;
    readonly corrected: number;
  } | null;
}

async function upload(person: Person, files: Readonly<Record<string, string>>): Promise<string> {
  const { id } = await bodyOf<{ id: string }>(await person("POST", "/v1/uploads"));
  for (const [name, text] of Object.entries(files)) {
    const sent = await person("PUT", `/v1/uploads/${id}/files/${encodeURIComponent(name)}`, { body: text });
    expect(sent.status, await sent.text()).toBe(200);
  }
  return id;
}

async function jobEnded(
  person: Person,
  jobId: string,
): Promise<{ state: string; problem: { code: string } | null }> {
  for (let i = 0; i < 600; i++) {
    const job = await bodyOf<{ state: string; problem: { code: string } | null }>(
      await person("GET", `/v1/jobs/${jobId}`),
    );
    if (job.state !== "queued" && job.state !== "running") return job;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the job did not end");
}

async function importInto(
  person: Person,
  dataset: string,
  files: Readonly<Record<string, string>>,
  more = {},
) {
  const uploadId = await upload(person, files);
  const answer = await person("POST", "/v1/imports", {
    json: { uploadId, dataset, basis: "纸质授权 1 号", ...more },
  });
  expect(answer.status, await answer.clone().text()).toBe(202);
  const started = await bodyOf<{ importId: string; jobId: string }>(answer);
  const job = await jobEnded(person, started.jobId);
  const found = await bodyOf<{ files: readonly ShownFile[] | null }>(
    await person("GET", `/v1/imports/${started.importId}`),
  );
  return { ...started, job, files: found.files ?? [] };
}

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager", "wang");
}, 120_000);

afterAll(async () => {
  await server?.close();
});

describe("importing apart from evaluating", { timeout: 60_000 }, () => {
  it("says before importing what a file is, whose, and whether it came before", async () => {
    const uploadId = await upload(manager, { "E1_流水.csv": editedStatement, "unknown.csv": "a,b\n1,2\n" });
    const answer = await manager("GET", `/v1/uploads/${uploadId}/inspection`);
    expect(answer.status, await answer.clone().text()).toBe(200);
    const found = await bodyOf<{ files: { name: string; layout: { id: string } | null; owner: object }[] }>(
      answer,
    );
    expect(found.files[0]).toMatchObject({
      layout: { id: "statement-columns", kind: "statements" },
      owner: { code: "E1", how: "unregistered" },
      earlier: null,
    });
    expect(found.files[1]?.layout).toBeNull();
  });

  it("finds the edited balance, the invoice counted per line, and the red-flushed invoice", async () => {
    const { job, files } = await importInto(manager, "own", {
      "E1_流水.csv": editedStatement,
      "E2_开具发票.csv": invoices,
    });
    expect(job).toMatchObject({ state: "succeeded" });
    const [statement, invoiceFile] = files;
    expect(statement?.statements?.[0]).toMatchObject({
      verdict: "broken",
      firstBreak: { kind: "balanceEdited", row: 4 },
    });
    expect(invoiceFile).toMatchObject({ read: 4, stored: 3, duplicates: 0, quarantined: 1 });
    expect(invoiceFile?.notes?.map(({ code }) => code)).toEqual(
      expect.arrayContaining(["LINES_MERGED", "RED_FLUSHED"]),
    );
  });

  it("finds the file that was delivered twice, before and after importing it", async () => {
    const uploadId = await upload(manager, { "E1_再次.csv": editedStatement });
    const before = await bodyOf<{ files: { earlier: { name: string } | null }[] }>(
      await manager("GET", `/v1/uploads/${uploadId}/inspection`),
    );
    expect(before.files[0]?.earlier).toMatchObject({ name: "E1_流水.csv", dataset: "own" });
    const { files } = await importInto(manager, "own", { "E1_再次.csv": editedStatement });
    expect(files[0]).toMatchObject({ read: 4, stored: 0, duplicates: 4 });
    expect(files[0]?.notes?.map(({ code }) => code)).toContain("ALREADY_RECEIVED");
  });

  it("takes an upload once, also when its files are gone", async () => {
    const uploadId = await upload(manager, { "E1_流水.csv": editedStatement });
    const json = { uploadId, dataset: "once", basis: "纸质授权 1 号" };
    const { jobId } = await bodyOf<{ jobId: string }>(await manager("POST", "/v1/imports", { json }));
    await jobEnded(manager, jobId);
    const again = await manager("POST", "/v1/imports", { json });
    expect(await bodyOf(again)).toMatchObject({ status: 409, code: "JOBS_UPLOAD_USED" });
    expect((await manager("GET", `/v1/uploads/${uploadId}/inspection`)).status).toBe(409);
  });

  it("evaluates what was imported, without an upload", async () => {
    const answer = await manager("POST", "/v1/evaluations", {
      json: { dataset: "own", basis: "纸质授权 1 号" },
    });
    expect(answer.status, await answer.clone().text()).toBe(202);
    const { jobId } = await bodyOf<{ jobId: string }>(answer);
    expect(await jobEnded(manager, jobId)).toMatchObject({ state: "succeeded" });
    const none = await manager("POST", "/v1/evaluations", { json: { dataset: "nowhere" } });
    expect(await bodyOf(none)).toMatchObject({ code: "JOBS_DATASET_NOT_IMPORTED" });
  });
});

describe("the quarantine", { timeout: 60_000 }, () => {
  interface Listed {
    readonly total: number;
    readonly items: readonly { readonly field: string; readonly place: Record<string, unknown> }[];
  }

  it("is corrected in place and replayed, once", async () => {
    const list = await bodyOf<Listed>(await manager("GET", "/v1/datasets/own/quarantine"));
    expect(list.total).toBe(1);
    const place = list.items[0]?.place ?? {};
    const query = new URLSearchParams(
      Object.fromEntries(Object.entries(place).map(([key, value]) => [key, String(value)])),
    );
    const row = await bodyOf<{ columns: string[]; cells: string[]; problem: { field: string } }>(
      await manager("GET", `/v1/quarantine/row?${query}`),
    );
    const at = row.columns.indexOf("金额");
    expect(row.cells[at]).toBe("1x0.00");
    expect(row.problem.field).toBe("金额");
    const still = await manager("POST", "/v1/quarantine/checks", { json: { ...place, cells: row.cells } });
    expect(await bodyOf(still)).toMatchObject({ problem: { field: "金额" } });
    const cells = row.cells.with(at, "100.00");
    const fine = await manager("POST", "/v1/quarantine/checks", { json: { ...place, cells } });
    expect(await bodyOf(fine)).toEqual({ problem: null });
    const json = { rows: [{ ...place, cells }] };
    const corrected = await manager("POST", "/v1/quarantine/corrections", { json });
    expect(await bodyOf(corrected)).toEqual({ corrected: 1, stored: 1, duplicates: 0 });
    const again = await manager("POST", "/v1/quarantine/corrections", { json });
    expect(await bodyOf(again)).toMatchObject({ code: "FLOW_ROW_NOT_IN_QUARANTINE" });
  });

  it("keeps the balance read = stored + duplicates + quarantined, and who corrected", async () => {
    const found = await bodyOf<{
      files: {
        file: string;
        read: number;
        stored: number;
        duplicates: number;
        quarantined: number;
        corrected: number;
      }[];
      corrections: { before: string; after: string; madeByName: string }[];
    }>(await manager("GET", "/v1/datasets/own"));
    const sent = found.files.filter(({ file }) => file === "E2_开具发票.csv");
    expect(sent).toMatchObject([{ read: 4, stored: 4, duplicates: 0, quarantined: 0, corrected: 1 }]);
    expect(found.corrections).toMatchObject([{ madeByName: "wang" }]);
    expect(found.corrections[0]?.before).toContain("1x0.00");
  });
});

describe("a mapping made by a person", { timeout: 60_000 }, () => {
  const odd =
    "记账日,进账,出账,结余,对手,说明\n2026-02-01,10.00,,10.00,甲,货款\n2026-02-02,,4.00,6.00,乙,采购\n";
  const mapping = {
    mapping: "touchstone-statements@1",
    id: "city-bank",
    zh: "某城商行流水",
    en: "A city bank's statement",
    account: {},
    time: { column: "记账日" },
    amount: { kind: "columns", in: "进账", out: "出账" },
    balance: "结余",
    counterparty: { name: "对手" },
    summary: "说明",
  };

  it("is tried on the file, saved in versions, and recognises the next file", async () => {
    const uploadId = await upload(manager, { "E3_odd.csv": odd });
    const tried = await manager("POST", `/v1/uploads/${uploadId}/previews`, {
      json: { name: "E3_odd.csv", mapping },
    });
    expect(await bodyOf(tried)).toMatchObject({
      layout: { id: "city-bank" },
      rows: [{ problem: null }, { problem: null }],
    });
    expect(await bodyOf(await manager("POST", "/v1/mappings", { json: { mapping } }))).toEqual({
      id: "city-bank",
      version: 1,
    });
    expect(await bodyOf(await manager("POST", "/v1/mappings", { json: { mapping } }))).toMatchObject({
      version: 2,
    });
    const { files } = await importInto(manager, "own", { "E3_odd.csv": odd });
    expect(files[0]).toMatchObject({ layout: "city-bank", stored: 2 });
    const bad = await manager("POST", "/v1/mappings", { json: { mapping: { ...mapping, time: {} } } });
    expect(await bodyOf(bad)).toMatchObject({ code: "HTTP_BAD_MAPPING" });
  });

  it("reads an imported file again; both readings stay in the log", async () => {
    const swapped = {
      ...mapping,
      id: "city-bank-swapped",
      amount: { kind: "columns", in: "出账", out: "进账" },
    };
    await manager("POST", "/v1/mappings", { json: { mapping: swapped } });
    const answer = await manager("POST", "/v1/imports/remaps", {
      json: { dataset: "own", file: "E3_odd.csv", mapping: "city-bank-swapped" },
    });
    const { importId, jobId } = await bodyOf<{ importId: string; jobId: string }>(answer);
    expect(await jobEnded(manager, jobId)).toMatchObject({ state: "succeeded" });
    const found = await bodyOf<{ kind: string; files: ShownFile[] }>(
      await manager("GET", `/v1/imports/${importId}`),
    );
    expect(found).toMatchObject({
      kind: "remap",
      files: [{ layout: "city-bank-swapped", read: 2, stored: 2 }],
    });
  });
});

describe("two banks and one name of a data set", { timeout: 60_000 }, () => {
  let other: Person;

  beforeAll(async () => {
    other = await server.signIn(await server.addParty("bank"), "accountManager", "li");
  });

  it("refuses the name to the second bank, for importing and for evaluating", async () => {
    const uploadId = await upload(other, { "E9_流水.csv": editedStatement });
    for (const [url, json] of [
      ["/v1/imports", { uploadId, dataset: "own", basis: "他行授权" }],
      ["/v1/evaluations", { uploadId, dataset: "own", basis: "他行授权" }],
      ["/v1/evaluations", { dataset: "own", basis: "他行授权" }],
    ] as const) {
      const answer = await other("POST", url, { json });
      expect(answer.status, url).toBe(403);
      expect(await bodyOf(answer)).toMatchObject({ code: "JOBS_DATASET_OF_OTHERS" });
    }
    expect((await other("GET", "/v1/datasets/own")).status).toBe(403);
    expect(await bodyOf(await other("GET", "/v1/datasets/own/quarantine"))).toMatchObject({ total: 0 });
    const remap = { dataset: "own", file: "E3_odd.csv", mapping: "statement-columns" };
    expect((await other("POST", "/v1/imports/remaps", { json: remap })).status).toBe(403);
  });

  it("lets it bring what it registered, and covers nothing else by its declaration", async () => {
    const list = `企业代码,企业名称,统一社会信用代码\nE9,第九企业,${taxNumber}\n`;
    // Another's data set takes no new enterprise; one that its party registered may be registered by both.
    const onboard = async ({ party, account }: Person) =>
      await server.services.areas.consent.registry.onboard(
        { party, accountId: account.id },
        { dataset: "own", fileName: "list.csv", bytes: Buffer.from(list), platformPartyId: null },
      );
    expect((await onboard(other)).problems).toHaveLength(1);
    expect((await onboard(manager)).problems).toEqual([]);
    expect((await onboard(other)).problems).toEqual([]);
    const own = await importInto(other, "own", { "E9_流水.csv": editedStatement });
    expect(own.job).toMatchObject({ state: "succeeded" });
    const foreign = await importInto(other, "own", { "E1_流水.csv": editedStatement });
    expect(foreign.job).toMatchObject({ state: "failed", problem: { code: "FLOW_ENTERPRISE_OF_OTHERS" } });
    // E9 is registered and gave no consent; E1 to E3 are the first bank's: the declaration covers none of them.
    const { jobId } = await bodyOf<{ jobId: string }>(
      await other("POST", "/v1/evaluations", { json: { dataset: "own", basis: "他行授权" } }),
    );
    expect(await jobEnded(other, jobId)).toMatchObject({
      state: "failed",
      problem: { code: "FLOW_NO_BASIS" },
    });
    expect(await bodyOf(await other("GET", "/v1/datasets/own"))).toMatchObject({ enterprises: [] });
  });
});
