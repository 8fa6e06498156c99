import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunEvaluation } from "#jobs";
import { buildEvaluation } from "../report/report-fixture.ts";
import {
  bodyOf,
  type Caller,
  openTestServer,
  signInAs,
  testLimits,
  type TestServer,
} from "./testing/open-test-server.ts";

const result = { ...buildEvaluation(40), simulated: false };
const seen: { files: string[]; text: string; budgetFen: bigint | undefined }[] = [];

const run: RunEvaluation = async ({ directory, onProgress, budgetFen }) => {
  onProgress({ step: "import", done: 1, unit: "rows", subject: "a.csv" });
  const files = (await readdir(directory ?? "")).sort();
  seen.push({ files, text: await readFile(path.join(directory ?? "", files[0] ?? ""), "utf8"), budgetFen });
  const simulated = files.includes("dataset.json");
  return { ...result, simulated };
};

let server: TestServer;
let officer: Caller;
let evaluationId: string;

beforeAll(async () => {
  server = await openTestServer(run);
  officer = await signInAs(server, "officer", "creditOfficer");
  const upload = await bodyOf<{ id: string }>(officer("POST", "/v1/uploads"));
  await officer("PUT", `/v1/uploads/${upload.id}/files/a.csv`, { body: "企业代号,发票号码\n" });
  await officer("PUT", `/v1/uploads/${upload.id}/files/${encodeURIComponent("进项 (1).csv.gz")}`, {
    body: "x",
  });
  const started = await officer("POST", "/v1/evaluations", {
    json: { uploadId: upload.id, dataset: "spring", budgetFen: "10000000000" },
  });
  expect(started.status).toBe(202);
  const { evaluationId: id, jobId } = await bodyOf<{ evaluationId: string; jobId: string }>(started);
  evaluationId = id;
  await lastEventOf(officer, jobId);
});

afterAll(async () => await server.close());

describe("an evaluation from the page", () => {
  it("runs on the uploaded files and leaves none of them lying about", async () => {
    expect(seen.slice(0, 1)).toEqual([
      { files: ["a.csv", "进项 (1).csv.gz"], text: "企业代号,发票号码\n", budgetFen: 10_000_000_000n },
    ]);
    expect(await readdir(path.join(server.folder, "uploads"))).toEqual([]);
  });

  it("gives back the document as it was made, without the enterprises", async () => {
    const { enterprises: _, ...document } = result;
    const found = await bodyOf(officer("GET", `/v1/evaluations/${evaluationId}`));
    expect(found).toMatchObject({
      id: evaluationId,
      state: "succeeded",
      dataset: "spring",
      simulated: false,
    });
    expect(found["document"]).toEqual(document);
    expect(await bodyOf(officer("GET", "/v1/evaluations/latest"))).toEqual(found);
  });

  it("is listed with its main figures", async () => {
    const { items } = await bodyOf<{ items: unknown[] }>(officer("GET", "/v1/evaluations"));
    expect(items).toEqual([
      expect.objectContaining({ id: evaluationId, enterprises: 40, amountFen: result.portfolio.amountFen }),
    ]);
  });

  it("gives each enterprise in full, as it was made", async () => {
    for (const enterprise of result.enterprises.slice(0, 3)) {
      const url = `/v1/evaluations/latest/enterprises/${enterprise.id}`;
      expect(await bodyOf(officer("GET", url))).toEqual(enterprise);
    }
    const missing = await officer("GET", "/v1/evaluations/latest/enterprises/ent_none");
    expect(await bodyOf(missing)).toMatchObject({ status: 404, code: "JOBS_ENTERPRISE_NOT_FOUND" });
  });

  it("hands out an evidence bundle byte for byte", async () => {
    const first = result.enterprises.find(({ code }) => code === "E1");
    const answer = await officer("GET", `/v1/evaluations/latest/enterprises/${first?.id}/evidence`);
    expect(answer.headers.get("content-disposition")).toContain("E1.evidence.json");
    expect(await answer.text()).toBe('{"b": 1,"a":2}\n');
    const other = result.enterprises.find(({ code }) => code !== "E1");
    const missing = await officer("GET", `/v1/evaluations/latest/enterprises/${other?.id}/evidence`);
    expect(missing.status).toBe(404);
  });
});

describe("simulated data", () => {
  const evaluate = async (file: string, dataset: string): Promise<Response> => {
    const { id } = await bodyOf<{ id: string }>(officer("POST", "/v1/uploads"));
    await officer("PUT", `/v1/uploads/${id}/files/${file}`, { body: "x" });
    return await officer("POST", "/v1/evaluations", { json: { uploadId: id, dataset } });
  };

  it("are labelled as soon as the result says so, and their data set takes no real data", async () => {
    const started = await bodyOf<{ evaluationId: string; jobId: string }>(
      evaluate("dataset.json", "invented"),
    );
    await lastEventOf(officer, started.jobId);
    const found = await bodyOf(officer("GET", `/v1/evaluations/${started.evaluationId}`));
    expect(found).toMatchObject({ simulated: true, document: { simulated: true } });
    const refused = await bodyOf(evaluate("real.csv", "invented"));
    expect(refused).toMatchObject({ status: 409, code: "JOBS_DATASET_SIMULATED" });
  });
});

describe("the enterprise list", () => {
  const list = async (query: string) =>
    await bodyOf<{ total: number; items: Record<string, never>[]; totals: Record<string, unknown> }>(
      officer("GET", `/v1/evaluations/latest/enterprises?${query}`),
    );

  it.each(["score", "pd", "amountFen", "annualRatePpm"] as const)(
    "sorts by %s both ways, missing last",
    async (sort) => {
      for (const order of ["asc", "desc"] as const) {
        const { items } = await list(`sort=${sort}&order=${order}`);
        const values = items
          .map((item) => item[sort])
          .map((value: unknown) => (value === null ? null : Number(value)));
        const present = values.filter((value) => value !== null);
        expect(values.slice(0, present.length)).toEqual(present);
        expect(present).toEqual([...present].sort((a, b) => (order === "asc" ? a - b : b - a)));
      }
    },
  );

  it("sorts codes by their numbers: E2 before E10", async () => {
    const { items } = await list("sort=code&order=asc");
    const expected = [...result.enterprises]
      .map(({ code }) => code)
      .sort((a, b) => Number(a.slice(1)) - Number(b.slice(1)));
    expect(items.map((item) => item["code"])).toEqual(expected);
  });

  it("pages without losing or repeating one, and totals the whole selection", async () => {
    const codes: unknown[] = [];
    for (let offset = 0; offset < 40; offset += 7) {
      const page = await list(`sort=score&offset=${offset}&limit=7`);
      expect(page.total).toBe(40);
      codes.push(...page.items.map((item) => item["code"]));
    }
    expect(new Set(codes).size).toBe(40);
    const granted = result.enterprises.filter(({ decision }) => decision === "granted");
    const { totals, total } = await list("decision=granted&limit=1");
    expect(total).toBe(granted.length);
    expect(totals).toMatchObject({
      granted: granted.length,
      declined: 0,
      amountFen: String(granted.reduce((sum, { amountFen }) => sum + BigInt(amountFen ?? 0), 0n)),
    });
  });

  it("searches code and name, taking % and quotes as they are", async () => {
    const name = result.enterprises[4]?.name ?? "";
    const { items } = await list(`search=${encodeURIComponent(name.toUpperCase())}`);
    expect(items.map((item) => item["name"])).toContain(name);
    expect((await list("search=%25")).total).toBe(0);
    expect((await list(`search=${encodeURIComponent("'; drop table x --")}`)).total).toBe(0);
  });

  it("refuses a sort that it does not know, naming the field", async () => {
    const answer = await officer("GET", "/v1/evaluations/latest/enterprises?sort=secret");
    expect(answer.headers.get("content-type")).toMatch(/^application\/problem\+json/);
    expect(await bodyOf(answer)).toMatchObject({
      status: 400,
      code: "HTTP_REQUEST_INVALID",
      fields: [{ path: "querystring/sort" }],
    });
  });
});

describe("an upload", () => {
  const newUpload = async (): Promise<string> =>
    (await bodyOf<{ id: string }>(officer("POST", "/v1/uploads"))).id;

  it("refuses names that are paths, hidden or empty", async () => {
    const id = await newUpload();
    for (const name of ["..", ".hidden", "a%2F..%2Fb", "%00", "a%5Cb"]) {
      const answer = await officer("PUT", `/v1/uploads/${id}/files/${name}`, { body: "x" });
      expect([400, 404], name).toContain(answer.status);
    }
    expect((await bodyOf<{ files: unknown[] }>(officer("GET", `/v1/uploads/${id}`))).files).toEqual([]);
  });

  it("keeps within its limits and leaves nothing of what was too large", async () => {
    const id = await newUpload();
    const tooLarge = new Uint8Array(testLimits.uploadFileBytes + 1);
    const refused = await officer("PUT", `/v1/uploads/${id}/files/large.csv`, { body: tooLarge });
    expect(refused.status).toBe(413);
    expect(await readdir(path.join(server.folder, "uploads", id))).toEqual([]);
    const half = new Uint8Array(testLimits.uploadFileBytes - 1);
    expect((await officer("PUT", `/v1/uploads/${id}/files/1.csv`, { body: half })).status).toBe(200);
    expect((await officer("PUT", `/v1/uploads/${id}/files/2.csv`, { body: half })).status).toBe(413);
    for (const name of ["2.csv", "3.csv"]) {
      expect((await officer("PUT", `/v1/uploads/${id}/files/${name}`, { body: "x" })).status).toBe(200);
    }
    const fourth = await officer("PUT", `/v1/uploads/${id}/files/4.csv`, { body: "x" });
    expect(await bodyOf(fourth)).toMatchObject({ code: "JOBS_UPLOAD_TOO_MANY_FILES" });
  });

  it("starts one evaluation only, and none when it is empty", async () => {
    const id = await newUpload();
    const start = async () =>
      await officer("POST", "/v1/evaluations", { json: { uploadId: id, dataset: "d" } });
    expect(await bodyOf(start())).toMatchObject({ code: "JOBS_UPLOAD_EMPTY", status: 400 });
    await officer("PUT", `/v1/uploads/${id}/files/a.csv`, { body: "x" });
    const answers = await Promise.all([start(), start()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([202, 409]);
    const late = await officer("PUT", `/v1/uploads/${id}/files/b.csv`, { body: "x" });
    expect(await bodyOf(late)).toMatchObject({ code: "JOBS_UPLOAD_USED" });
  });
});

describe("a repeated write", () => {
  it("under the same key gets the first answer and makes nothing twice", async () => {
    const first = await officer("POST", "/v1/uploads", { key: "key-of-an-upload" });
    const second = await officer("POST", "/v1/uploads", { key: "key-of-an-upload" });
    expect(second.status).toBe(first.status);
    expect(second.headers.get("idempotency-replayed")).toBe("true");
    expect(await bodyOf(second)).toEqual(await bodyOf(first));
  });

  it("under a key that stood for another request is a conflict", async () => {
    const answer = await officer("POST", "/v1/evaluations", {
      key: "key-of-an-upload",
      json: { uploadId: evaluationId, dataset: "d" },
    });
    expect(await bodyOf(answer)).toMatchObject({ status: 409, code: "JOBS_KEY_REUSED" });
  });

  it("without a key is refused", async () => {
    const answer = await officer("POST", "/v1/uploads", { key: null });
    expect(await bodyOf(answer)).toMatchObject({
      status: 400,
      fields: [{ path: "headers/idempotency-key" }],
    });
  });

  it("that failed may be tried again under its key", async () => {
    const json = { uploadId: evaluationId, dataset: "d" };
    for (let i = 0; i < 2; i++) {
      const answer = await officer("POST", "/v1/evaluations", { key: "key-of-a-failure", json });
      expect(await bodyOf(answer)).toMatchObject({ code: "JOBS_UPLOAD_NOT_FOUND" });
    }
  });
});

/** Reads a job's events to the end and gives the last job. */
async function lastEventOf(caller: Caller, jobId: string): Promise<Record<string, unknown>> {
  const text = await (await caller("GET", `/v1/jobs/${jobId}/events`)).text();
  const last = text.trim().split("\n\n").at(-1) ?? "";
  return JSON.parse(last.replace(/^event: job\ndata: /, "")) as Record<string, unknown>;
}
