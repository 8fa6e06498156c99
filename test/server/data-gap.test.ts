import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toBase64 } from "#seal";
import { batchesToJson, enrolmentMessage, normalizeEnrolmentCode } from "#telemetry";
import { bankFiles, contractRow, openingRows } from "../../src/lending/book/testing/bank-files.ts";
import { createTestCollector, type TestCollector } from "../../src/telemetry/testing/test-collector.ts";
import { bodyOf, type Caller, callerOf, cookieOf, openWholeServer } from "./open-whole-server.ts";
import type { Person, WholeServer } from "./open-whole-server.ts";
import { giveConsent } from "./seed-own-bank.ts";

// A borrower's collector falls silent while its loan lives: the running server warns the bank by itself, and takes the
// warning back when data come again.

const creditCode = "91350100M000100Y43";
const minuteMs = 60_000;
let server: WholeServer;
let manager: Person;
let postLoan: Person;
let owner: Caller;
let enterpriseId: string;
let device: TestCollector;

beforeAll(async () => {
  server = await openWholeServer();
  manager = await server.signIn(server.bank, "accountManager");
  postLoan = await server.signIn(server.bank, "postLoanManager");
  await registerBorrower();
  await giveConsent(server, owner, enterpriseId, "postLoan");
  device = await enrolDevice();
  const keepers = { accountManagerId: manager.account.id, postLoanManagerId: postLoan.account.id };
  const risk = await server.signIn(server.bank, "riskOfficer");
  await bodyOf(risk("POST", `/v1/watch/keepers/${enterpriseId}`, { json: keepers }));
}, 120_000);
afterAll(async () => await server.close());

async function registerBorrower(): Promise<void> {
  const list = `企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,营业收入（万元）,企业主\nG1,缺口厂,${creditCode},福州,C34,,,,王一`;
  const contentBase64 = Buffer.from(list).toString("base64");
  const json = { dataset: "set-G1", fileName: "list.csv", contentBase64 };
  const { invitations } = await bodyOf<{ invitations: { enterpriseId: string; token: string }[] }>(
    manager("POST", "/v1/enterprises", { json }),
  );
  const [invitation] = invitations;
  enterpriseId = invitation?.enterpriseId ?? "";
  const session = await callerOf(server.address)("POST", "/v1/session", {
    json: { token: invitation?.token },
  });
  owner = callerOf(server.address, cookieOf(session));
}

async function lend(): Promise<void> {
  const rows = openingRows({ A: 4 }, "2026-06-09");
  rows.contracts = [contractRow("A", { 客户名称: "缺口厂", 统一社会信用代码: creditCode })];
  const { id } = await bodyOf<{ id: string }>(postLoan("POST", "/v1/uploads", { json: {} }));
  for (const { name, bytes } of bankFiles(rows)) {
    await postLoan("PUT", `/v1/uploads/${id}/files/${name}`, { body: new Uint8Array(bytes) });
  }
  const answer = await postLoan("POST", "/v1/loan-book/deliveries", { json: { uploadId: id } });
  expect(await bodyOf(answer)).toMatchObject({ delivery: { id: expect.any(String) } });
}

async function enrolDevice(): Promise<TestCollector> {
  const element = { enterpriseId, kind: "machine", code: "CNC-01", validFrom: "2026-01-01" };
  const elements = [{ ...element, data: { name: "车床" } }];
  await bodyOf(manager("POST", "/v1/devices/elements", { json: { elements } }));
  const { items } = await bodyOf<{ items: { id: string }[] }>(manager("GET", "/v1/devices/elements"));
  const made = await bodyOf<{ collector: { id: string }; code: { text: string } }>(
    manager("POST", "/v1/collectors", {
      json: { enterpriseId, name: "一号采集器", elementIds: items.map(({ id }) => id) },
    }),
  );
  const found = createTestCollector("data-gap", {
    id: made.collector.id,
    channels: [{ element: "CNC-01", channel: "power_w", scale: 0 }],
    epoch: server.clock.read() - minuteMs,
  });
  const publicKey = toBase64(found.publicKey);
  const codeHash = createHash("sha256").update(normalizeEnrolmentCode(made.code.text)).digest("hex");
  const signature = toBase64(found.sign(Buffer.from(enrolmentMessage(codeHash, publicKey))));
  await server.services.areas.devices.enrol({ code: made.code.text, publicKey, signature });
  return found;
}

async function send(): Promise<void> {
  const createdAtMs = server.clock.read();
  const batch = device.readings([{ fromMs: createdAtMs - 1000, value: 5000 }], { createdAtMs });
  const answer = await fetch(`${server.address}/v1/batches`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: batchesToJson([batch]),
  });
  expect(await answer.json()).toMatchObject({ answers: [{ kind: "stored" }] });
}

interface Alert {
  id: string;
  rule: string;
  level: string;
  state: string;
  endedOn: string | null;
  owner: { id: string } | null;
  found: { zh: string };
}
const gapAlerts = async (person: Person): Promise<Alert[]> =>
  (await bodyOf<{ items: Alert[] }>(person("GET", "/v1/watch/alerts?state=all"))).items.filter(
    ({ rule }) => rule === "dataGap",
  );
const pipeAlarms = async (): Promise<{ kind: string; clearedBy: string | null }[]> =>
  (
    await bodyOf<{ items: { kind: string; clearedBy: string | null }[] }>(
      manager("GET", "/v1/intake/alarms?open=false"),
    )
  ).items;

/** Data without a break for longer than it takes to clear silence. */
async function sendSteadily(): Promise<void> {
  for (let sent = 0; sent < 3; sent++) {
    await send();
    // A look must see them flow: looks are regular and cannot be awaited otherwise.
    const seen = server.services.areas.intake.live.find(device.id)?.lastReceivedAtMs;
    expect(seen).not.toBe(undefined);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    server.clock.advance(minuteMs + 20_000);
  }
  await send();
}

describe("a gap in a borrower's data", () => {
  it("is no alert while there is no loan, and one as soon as there is", { timeout: 120_000 }, async () => {
    await send();
    server.clock.advance(11 * minuteMs);
    await expect.poll(pipeAlarms, { timeout: 30_000 }).toMatchObject([{ kind: "silence" }]);
    expect(await gapAlerts(manager)).toEqual([]);
    await sendSteadily();
    await expect
      .poll(pipeAlarms, { timeout: 30_000 })
      .toMatchObject([{ kind: "silence", clearedBy: "dataAgain" }]);
    await lend();
    server.clock.advance(11 * minuteMs);
    await expect.poll(async () => await gapAlerts(manager), { timeout: 30_000 }).toHaveLength(1);
    const [alert] = await gapAlerts(manager);
    expect(alert).toMatchObject({ level: "yellow", state: "assigned", owner: { id: manager.account.id } });
    expect(alert?.found.zh).toMatch(
      /^贷款存续期间，采集器“一号采集器”自 2\d{3}-\d\d-\d\d \d\d:\d\d 起没有任何数据/,
    );
    expect(server.errors()).toBe("");
  });

  it("gets graver with time and ends when data come again", {
    timeout: 120_000,
  }, async () => {
    server.clock.advance(25 * 60 * minuteMs);
    manager = await server.signIn(server.bank, "accountManager");
    await expect
      .poll(async () => await gapAlerts(manager), { timeout: 30_000 })
      .toMatchObject([{ level: "orange", endedOn: null }]);
    await sendSteadily();
    await expect
      .poll(async () => (await gapAlerts(manager))[0]?.endedOn ?? null, { timeout: 30_000 })
      .not.toBeNull();
    const [alert] = await gapAlerts(manager);
    const page = await bodyOf<{ history: { action: string }[] }>(
      manager("GET", `/v1/watch/alerts/${alert?.id}`),
    );
    expect(page.history.map(({ action }) => action)).toEqual(["raise", "worsen", "end"]);
  });

  it("is seen by no other bank", async () => {
    const stranger = await server.signIn(await server.addParty("bank"), "postLoanManager");
    expect(await gapAlerts(stranger)).toEqual([]);
  });
});
