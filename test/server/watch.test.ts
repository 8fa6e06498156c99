import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#kernel";
import { ruleCodes } from "#watch";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let manager: Person;
let postLoan: Person;
let risk: Person;
let administrator: Person;
let enterpriseId: string;

const today = () => new Date(server.clock.read() + 8 * 3_600_000).toISOString().slice(0, 10);
const json = (body: object) => ({ json: body });

interface Alert {
  id: string;
  rule: string;
  level: string;
  state: string;
  owner: { name: string } | null;
  dueOn: string;
  found: { zh: string };
}
interface Page {
  alert: Alert;
  actions: string[];
  history: { action: string; note: string | null }[];
  evidence: { value: string }[];
  chart: { weeks: { value: string | null }[] } | null;
}

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  postLoan = await server.signIn(server.bank, "postLoanManager");
  risk = await server.signIn(server.bank, "riskOfficer");
  administrator = await server.signIn(server.bank, "administrator");
  await importInvoices();
  enterpriseId = await registerWithConsent();
}, 120_000);
afterAll(async () => await server.close());

/** E1 invoices three times a week for two years and then, for the last five months, once in three weeks. */
async function importInvoices(): Promise<void> {
  const lines = ["企业代号,发票号码,开票日期,购方单位代号,金额,税额,价税合计,发票状态"];
  let number = 10_000_000;
  for (let age = 800; age >= 1; age--) {
    const day = addDays(today(), -age);
    const isIssued = age > 150 ? age % 3 !== 0 : age % 21 === 0;
    if (isIssued)
      lines.push(`E1,${number++},${day.replaceAll("-", "/")},B${age % 7},1000.00,130.00,1130.00,有效发票`);
  }
  const upload = await bodyOf<{ id: string }>(risk("POST", "/v1/uploads", json({})));
  const files = {
    "sales.csv": lines.join("\n"),
    "enterprises.csv": "企业代号,企业名称,信誉评级,是否违约\nE1,甲机械厂,A,否\n",
  };
  for (const [name, body] of Object.entries(files)) {
    const sent = await risk("PUT", `/v1/uploads/${upload.id}/files/${name}`, { body });
    expect(sent.status, await sent.clone().text()).toBeLessThan(300);
  }
  const started = await risk(
    "POST",
    "/v1/evaluations",
    json({ uploadId: upload.id, dataset: "pilot", basis: "test" }),
  );
  expect(started.status, await started.clone().text()).toBe(202);
  await waitForJobs();
}

async function waitForJobs(): Promise<void> {
  for (;;) {
    const { items } = await bodyOf<{ items: { state: string }[] }>(risk("GET", "/v1/jobs"));
    if (items.every(({ state }) => state !== "queued" && state !== "running")) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

async function registerWithConsent(): Promise<string> {
  const list =
    "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主\nE1,甲机械厂,,福州,C34,2025,12,450,王一";
  const contentBase64 = Buffer.from(list).toString("base64");
  const registered = await bodyOf<{ invitations: { enterpriseId: string }[] }>(
    manager("POST", "/v1/enterprises", json({ dataset: "pilot", fileName: "list.csv", contentBase64 })),
  );
  const id = registered.invitations[0]?.enterpriseId ?? "";
  const papers = [{ enterpriseId: id, reference: "同意书 1", scanSha256: "a".repeat(64) }];
  const terms = {
    granteePartyId: server.bank.id,
    purpose: "postLoan",
    dataClasses: ["invoice"],
    fromOn: today(),
    untilOn: addDays(today(), 300),
  };
  const drafted = await manager("POST", "/v1/consents/papers", json({ papers, ...terms }));
  expect(drafted.status, await drafted.clone().text()).toBe(201);
  const drafts = await bodyOf<{ items: { id: string }[] }>(drafted);
  const granted = await risk("POST", "/v1/consents/grants", json({ ids: drafts.items.map((one) => one.id) }));
  expect(granted.status, await granted.clone().text()).toBe(200);
  return id;
}

const run = async (asOf: string) => {
  const answer = await risk("POST", "/v1/watch/runs", json({ asOf }));
  expect(answer.status, await answer.clone().text()).toBe(202);
  await waitForJobs();
};
const alerts = async (person: Person, query = "") =>
  (await bodyOf<{ items: Alert[] }>(person("GET", `/v1/watch/alerts${query}`))).items;
const act = async (person: Person, id: string, action: object) =>
  await person("POST", `/v1/watch/alerts/${id}/actions`, json(action));

describe("a run", () => {
  it("raises an alert to the customer's keeper, once, with evidence and a chart", async () => {
    const keepers = { accountManagerId: manager.account.id, postLoanManagerId: postLoan.account.id };
    expect((await risk("POST", `/v1/watch/keepers/${enterpriseId}`, json(keepers))).status).toBe(200);
    await run(addDays(today(), -1));
    await run(addDays(today(), -1));
    const runs = await bodyOf<{ items: { raised: number; enterprises: number }[] }>(
      risk("GET", "/v1/watch/runs"),
    );
    expect(server.errors()).toBe("");
    expect(runs.items).toHaveLength(1);
    const raised = await alerts(risk);
    const sales = raised.find(({ rule }) => rule === "salesDown");
    expect(raised.length).toBe(runs.items[0]?.raised);
    expect(sales).toMatchObject({ state: "assigned", level: "red", owner: { name: postLoan.account.name } });
    expect(sales?.found.zh).toContain("开票销售比去年农历同期下降");
    const page = await bodyOf<Page>(postLoan("GET", `/v1/watch/alerts/${sales?.id}`));
    expect(page.evidence.length).toBeGreaterThan(3);
    expect(page.chart?.weeks).toHaveLength(39);
    expect(page.history.map(({ action }) => action)).toEqual(["raise"]);
  });

  it("says what it could not compute, and why", async () => {
    const found = await bodyOf<{ statuses: { rule: string; kind: string; reason: { zh: string } | null }[] }>(
      risk("GET", `/v1/watch/enterprises/${enterpriseId}`),
    );
    expect(found.statuses.map(({ rule }) => rule).toSorted()).toEqual([...ruleCodes].toSorted());
    const energy = found.statuses.find(({ rule }) => rule === "energyDown");
    expect(energy?.kind).toBe("notComputable");
    expect(energy?.reason?.zh).toContain("没有为贷后管理读取");
  });

  it("does not run backwards, nor into the future", async () => {
    await run(addDays(today(), -30));
    const jobs = await bodyOf<{ items: { kind: string; state: string; problem: { code: string } | null }[] }>(
      risk("GET", "/v1/jobs"),
    );
    expect(jobs.items[0]).toMatchObject({
      kind: "watch",
      state: "failed",
      problem: { code: "WATCH_RUN_BACKWARDS" },
    });
  });
});

describe("an alert", () => {
  it("is investigated, acted on and closed with a reason and a note, by those who may", async () => {
    const id = (await alerts(postLoan, "?owner=me")).find(({ rule }) => rule === "salesDown")?.id ?? "";
    const auditor = await server.signIn(server.bank, "auditor");
    expect((await act(auditor, id, { kind: "investigate", note: "看" })).status).toBe(403);
    expect((await act(manager, id, { kind: "assign", ownerId: manager.account.id })).status).toBe(403);
    expect((await act(postLoan, id, { kind: "close", reason: "recovered", note: "x" })).status).toBe(409);
    expect((await act(postLoan, id, { kind: "investigate", note: "走访" })).status).toBe(200);
    expect((await act(postLoan, id, { kind: "act", note: "压降额度" })).status).toBe(200);
    expect((await act(postLoan, id, { kind: "close", reason: "riskTreated", note: "" })).status).toBe(400);
    expect((await act(postLoan, id, { kind: "close", reason: "dataFault", note: "x" })).status).toBe(400);
    const closed = await bodyOf<Page>(
      act(postLoan, id, { kind: "close", reason: "riskTreated", note: "已压降" }),
    );
    expect(closed).toMatchObject({ alert: { state: "closed" }, actions: ["reopen"] });
    const reopened = await bodyOf<Page>(act(risk, id, { kind: "reopen", note: "再看" }));
    expect(reopened.alert.state).toBe("assigned");
    expect(reopened.history.map(({ action }) => action)).toEqual([
      "raise",
      "investigate",
      "act",
      "close",
      "reopen",
    ]);
  });

  it("is out of reach of another bank", async () => {
    const [alert] = await alerts(risk);
    const stranger = await server.signIn(await server.addParty("bank"), "riskOfficer");
    expect(await alerts(stranger)).toEqual([]);
    expect((await stranger("GET", `/v1/watch/alerts/${alert?.id}`)).status).toBe(404);
  });

  it("waits on its owner's start page, and on the risk officer's when it is late", async () => {
    const tasks = async (person: Person) =>
      (await bodyOf<{ items: { kind: string }[] }>(person("GET", "/v1/tasks"))).items;
    expect((await tasks(postLoan)).map(({ kind }) => kind)).toContain("watch.settle");
    server.clock.advance(40 * 86_400_000);
    postLoan = await server.signIn(server.bank, "postLoanManager");
    risk = await server.signIn(server.bank, "riskOfficer");
    administrator = await server.signIn(server.bank, "administrator");
    await run(today());
    expect((await tasks(risk)).map(({ kind }) => kind)).toContain("watch.escalated");
  });
});

describe("the watch list and the digest", () => {
  it("puts an enterprise on the list once and takes it off with a reason", async () => {
    const entry = { enterpriseId, reviewOn: addDays(today(), 30), reason: "销售下滑" };
    expect((await risk("POST", "/v1/watch/entries", json(entry))).status).toBe(201);
    expect((await risk("POST", "/v1/watch/entries", json(entry))).status).toBe(409);
    const { items } = await bodyOf<{ items: { id: string }[] }>(risk("GET", "/v1/watch/entries"));
    const end = await risk("POST", `/v1/watch/entries/${items[0]?.id}/end`, json({ reason: "恢复" }));
    expect(end.status).toBe(200);
  });

  it("prints the digest as PDF", async () => {
    const pdf = await risk("GET", "/v1/watch/digest/pdf");
    expect(pdf.status, pdf.status === 200 ? "" : await pdf.clone().text()).toBe(200);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe("%PDF-");
  });
});

describe("a channel", () => {
  let receiver: Server;
  const received: string[] = [];
  beforeAll(async () => {
    receiver = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        received.push(body);
        response.end(JSON.stringify({ errcode: 0, errmsg: "ok" }));
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  });
  afterAll(() => receiver.close());

  it("sends a count and nothing of any enterprise; its secret is never shown again", async () => {
    const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/send?key=sehr-geheim`;
    const made = await administrator(
      "POST",
      "/v1/watch/channels",
      json({ kind: "weCom", name: "贷后群", audienceId: null, settings: { webhookUrl } }),
    );
    expect(made.status, await made.clone().text()).toBe(201);
    const { id } = await bodyOf<{ id: string }>(made);
    expect(received).toEqual([]);
    expect((await administrator("POST", `/v1/watch/channels/${id}/test`, json({}))).status).toBe(200);
    expect(received).toHaveLength(1);
    const text = (JSON.parse(received[0] ?? "{}") as { text: { content: string } }).text.content;
    const open = (await alerts(risk)).length;
    expect(text.match(/\d+/g)).toEqual([String(open)]);
    for (const name of ["甲机械厂", "E1", "万元", "下降"]) expect(text).not.toContain(name);
    const shown = await administrator("GET", "/v1/watch/channels");
    const listed = await shown.text();
    expect(listed).not.toContain("geheim");
    expect(listed).toContain('"state":"sent"');
    expect((await risk("GET", "/v1/watch/channels")).status).toBe(403);
  });
});

describe("the enterprise's access log", () => {
  const readsOf = async (what: string) => {
    const url = `/v1/access-reads?enterpriseId=${enterpriseId}&limit=200`;
    const log = await bodyOf<{ items: { what: string; isAllowed: boolean; bases: unknown[] }[] }>(
      administrator("GET", url),
    );
    return log.items.filter((read) => read.what === what);
  };

  it("has a row for each list, page and digest that shows its alerts, with the basis", async () => {
    const ways = [
      ["watch.list", "/v1/watch/alerts?state=all"],
      ["watch.enterprise", `/v1/watch/enterprises/${enterpriseId}`],
      ["watch.digest", "/v1/watch/digest"],
      ["watch.digest", "/v1/watch/digest/pdf"],
    ] as const;
    for (const [what, url] of ways) {
      const before = (await readsOf(what)).length;
      expect((await risk("GET", url)).status).toBe(200);
      const after = await readsOf(what);
      expect(after.length, url).toBeGreaterThan(before);
      expect(after[0]).toMatchObject({ isAllowed: true, bases: [{ dataClass: "invoice" }] });
    }
  });

  it("grows no more, and the alerts are gone, once the consent is revoked", async () => {
    const { items } = await bodyOf<{ items: { id: string }[] }>(
      administrator("GET", `/v1/consents?enterpriseId=${enterpriseId}`),
    );
    const shown = await alerts(risk, "?state=all");
    expect(shown.length).toBeGreaterThan(0);
    for (const { id } of items) {
      const revoked = await administrator("POST", `/v1/consents/${id}/revocation`, json({ reason: "撤回" }));
      expect(revoked.status).toBe(200);
    }
    const before = (await readsOf("watch.list")).length;
    expect(await alerts(risk, "?state=all")).toEqual([]);
    const digest = await (await risk("GET", "/v1/watch/digest")).text();
    expect(digest).not.toContain(shown[0]?.id);
    expect((await risk("GET", `/v1/watch/alerts/${shown[0]?.id}`)).status).toBe(403);
    expect((await readsOf("watch.list")).length).toBe(before);
  });
});
