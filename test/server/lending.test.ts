import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Party } from "#access";
import { createEnterpriseRegister } from "#adapters/postgres";
import { addDays, businessDayOf } from "#kernel";
import { enterpriseIdOf } from "#registry";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let factory: Party;
let otherBank: Party;
let fundParty: Party;
let people: Record<
  "manager" | "officer" | "risk" | "postLoan" | "auditor" | "owner" | "stranger" | "fund",
  Person
>;
const enterpriseId = enterpriseIdOf({ scheme: "dataset:pilot", value: "E01" });
let today: string;

beforeAll(async () => {
  server = await openWholeServer();
  factory = await server.addParty("enterprise", { code: "91350100M000100Y43", name: "测试精密制造有限公司" });
  await createEnterpriseRegister(server.record).register(
    server.bank.id,
    [
      {
        id: enterpriseId,
        dataset: "pilot",
        code: "E01",
        uscc: "91350100M000100Y43",
        name: factory.name,
        region: "福州",
        industry: "C34",
        platformPartyId: null,
        ownPartyId: factory.id,
        size: null,
        validFrom: "2026-01-01",
      },
    ],
    { accountId: null, atMs: server.clock.read() },
  );
  otherBank = await server.addParty("bank");
  fundParty = await server.addParty("fund");
  await signInAll();
}, 60_000);

afterAll(async () => await server.close());

/** Sessions last half a day: after the clock was set forward, everybody comes in again. */
async function signInAll(): Promise<void> {
  today = businessDayOf(server.clock.read());
  people = {
    manager: await server.signIn(server.bank, "accountManager"),
    officer: await server.signIn(server.bank, "creditOfficer"),
    risk: await server.signIn(server.bank, "riskOfficer"),
    postLoan: await server.signIn(server.bank, "postLoanManager"),
    auditor: await server.signIn(server.bank, "auditor"),
    owner: await server.signIn(factory, "owner"),
    stranger: await server.signIn(otherBank, "riskOfficer"),
    fund: await server.signIn(fundParty, "fundOfficer"),
  };
}

const wanted = {
  amountFen: "100000000",
  months: 12,
  method: "interestOnlyBullet",
  purpose: "采购钢材",
  payment: "entrusted",
  payee: "华东钢材有限公司",
};

interface Shown {
  readonly id: string;
  readonly state: string;
  readonly [name: string]: unknown;
}

async function post(person: Person, url: string, json: object = {}): Promise<Shown> {
  const answer = await person("POST", url, { json });
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await bodyOf(answer)) as Shown;
}

async function get(person: Person, url: string): Promise<Shown> {
  const answer = await person("GET", url);
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
  return (await bodyOf(answer)) as Shown;
}

async function codeOf(answer: Response): Promise<string> {
  return `${answer.status} ${((await bodyOf(answer)) as { code: string }).code}`;
}

const visit = { opinion: "同意", operation: "两班生产", orders: "在手订单三个月", finances: "回款正常" };

/** Takes an application to its contract, signed by both sides. */
async function signedContract(): Promise<Shown> {
  const { manager, officer, owner } = people;
  const application = await post(owner, "/v1/lending/applications", {
    bankPartyId: server.bank.id,
    channel: { kind: "direct" },
    request: wanted,
  });
  const at = `/v1/lending/applications/${application.id}`;
  expect(await post(manager, `${at}/assess`)).toMatchObject({ state: "checked", path: "manual" });
  await post(manager, `${at}/diligence`, { ...visit, visitedOn: today });
  const offer = { amountFen: wanted.amountFen, annualRatePpm: 34_500, months: 12, method: wanted.method };
  await post(manager, `${at}/propose`, {
    verdict: "approve",
    offer,
    reasons: ["ordersSupport"],
    note: "订单充足",
  });
  const decision = { verdict: "approve", reasons: ["ordersSupport"], note: "", committee: null };
  expect(await codeOf(await manager("POST", `${at}/decide`, { json: decision }))).toBe(
    "403 ACCESS_ROLE_NOT_ALLOWED",
  );
  expect(await post(officer, `${at}/decide`, decision)).toMatchObject({ state: "approved" });
  const contract = await post(manager, "/v1/lending/contracts", {
    applicationId: application.id,
    collectionAccount: "6222 0001 0001",
  });
  await post(owner, `/v1/lending/contracts/${contract.id}/sign-for-borrower`);
  return await post(officer, `/v1/lending/contracts/${contract.id}/sign-for-bank`);
}

describe("an own loan", () => {
  it("goes from the owner's application to money and to settlement, each step by another person", async () => {
    const contract = await signedContract();
    expect(contract).toMatchObject({ state: "signed", payee: wanted.payee });
    const { manager, officer, postLoan } = people;
    const printed = await manager("GET", `/v1/lending/contracts/${contract.id}/pdf`);
    expect(printed.headers.get("content-type")).toBe("application/pdf");
    expect(new Uint8Array(await printed.arrayBuffer()).slice(0, 4)).toEqual(new Uint8Array([37, 80, 68, 70]));
    const conditionsMet = ["contractSigned", "purposeDocumented", "payeeIsContracts", "borrowerInOrder"];
    const draw = { amountFen: wanted.amountFen, conditionsMet, note: "" };
    const elsewhere = await manager("POST", `/v1/lending/contracts/${contract.id}/drawdowns`, {
      json: { ...draw, payee: "别的公司" },
    });
    expect(await codeOf(elsewhere)).toBe("409 LENDING_PAYEE_NOT_CONTRACTS");
    const asked = { ...draw, payee: wanted.payee };
    const drawdown = await post(postLoan, `/v1/lending/contracts/${contract.id}/drawdowns`, asked);
    const pay = `/v1/lending/drawdowns/${drawdown.id}/decide`;
    expect(await codeOf(await postLoan("POST", pay, { json: { verdict: "pay" } }))).toBe(
      "403 ACCESS_MAKER_IS_CHECKER",
    );
    const paid = await post(officer, pay, { verdict: "pay" });
    expect(paid).toMatchObject({ state: "paid", paidOn: today });
    const loanId = String(paid["loanId"]);

    const drawnOn = today;
    await closeUpTo(drawnOn);
    server.clock.advance(10 * 86_400_000);
    await signInAll();
    await closeUpTo(addDays(drawnOn, 9));
    const { loan } = (await get(people.owner, `/v1/lending/loans/${loanId}`)) as unknown as { loan: Shown };
    expect(loan).toMatchObject({ balanceFen: "100000000", asOf: addDays(drawnOn, 9), daysPastDue: 0 });
    // 1,000,000 × 3.45 % × 10 / 360 = 958.33 of interest to the tenth day.
    const settle = { kind: "receipt", purpose: "settle", amountFen: "100095833", valueDate: today };
    await post(people.postLoan, `/v1/lending/loans/${loanId}/movements`, settle);
    await closeUpTo(today);
    const after = await get(people.manager, `/v1/lending/loans/${loanId}`);
    expect(after["loan"]).toMatchObject({ state: "settled", balanceFen: "0" });
    expect(after["payoffFen"]).toBe("0");
    const balance = await get(people.auditor, "/v1/lending/trial-balance");
    expect(balance).toMatchObject({ isBalanced: true, loansFen: "0" });
    const book = await server.services.areas.loanBook.book.findLoan(server.bank.id, loanId);
    expect(book).toMatchObject({ source: "own", state: "settled", balanceFen: 0n });
  });

  it("is applied for at a bank only", async () => {
    for (const bankPartyId of [factory.id, fundParty.id, "01900000-0000-7000-8000-000000000000"]) {
      const json = { bankPartyId, channel: { kind: "direct" }, request: wanted };
      const answer = await people.owner("POST", "/v1/lending/applications", { json });
      expect(await codeOf(answer)).toBe("404 LENDING_BANK_UNKNOWN");
    }
  });

  it("shows the borrower its own case without what the bank's people wrote", async () => {
    const contract = await signedContract();
    const seen = await get(people.owner, `/v1/lending/applications/${String(contract["applicationId"])}`);
    expect(seen["application"]).toMatchObject({ state: "approved", proposal: null, diligence: null });
  });

  it("is out of reach of another bank, and of parties that do not lend", async () => {
    const contract = await signedContract();
    const { stranger, fund } = people;
    const at = `/v1/lending/contracts/${contract.id}`;
    expect(await codeOf(await stranger("GET", at))).toBe("404 LENDING_CONTRACT_NOT_FOUND");
    expect(await codeOf(await stranger("POST", `${at}/sign-for-bank`, { json: {} }))).toMatch(/^404/);
    expect(await codeOf(await fund("GET", at))).toBe("403 ACCESS_ROLE_NOT_ALLOWED");
    expect(((await get(stranger, "/v1/lending/loans"))["items"] as unknown[]).length).toBe(0);
  });

  it("needs a committee above one officer's authority", async () => {
    const { manager, officer, risk } = people;
    const application = await post(manager, "/v1/lending/applications", {
      enterpriseId,
      channel: { kind: "direct" },
      request: { ...wanted, amountFen: "500000000" },
    });
    const at = `/v1/lending/applications/${application.id}`;
    await post(manager, `${at}/assess`);
    const offer = { amountFen: "500000000", annualRatePpm: 40_000, months: 12, method: "levelPayment" };
    const proposal = { verdict: "approve", offer, reasons: ["ordersSupport"], note: "" };
    expect(await codeOf(await manager("POST", `${at}/propose`, { json: proposal }))).toBe(
      "409 LENDING_DILIGENCE_MISSING",
    );
    await post(manager, `${at}/diligence`, { ...visit, visitedOn: today });
    await post(manager, `${at}/propose`, proposal);
    const decision = { verdict: "approve", reasons: ["ordersSupport"], note: "", committee: null };
    expect(await codeOf(await officer("POST", `${at}/decide`, { json: decision }))).toBe(
      "403 LENDING_ABOVE_AUTHORITY",
    );
    expect(await codeOf(await risk("POST", `${at}/decide`, { json: decision }))).toBe(
      "409 LENDING_COMMITTEE_MISSING",
    );
    const tasks = (await get(risk, "/v1/tasks"))["items"] as { kind: string; href: string }[];
    expect(tasks).toContainEqual(
      expect.objectContaining({ kind: "lending.decide", href: `/lending/applications/${application.id}` }),
    );
    const committee = { heldOn: today, votesFor: 4, votesAgainst: 1 };
    expect(await post(risk, `${at}/decide`, { ...decision, committee })).toMatchObject({ state: "approved" });
  });

  it("is quoted to the fen", async () => {
    const quoted = await quote(people.owner, {
      amountFen: "100000000",
      annualRatePpm: 34_500,
      months: 12,
      method: "levelPayment",
      drawnOn: "2026-01-21",
    });
    expect(quoted["interestFen"]).toBe("1878585");
  });
});

async function quote(person: Person, json: object): Promise<Shown> {
  return await post(person, "/v1/lending/quotes", json);
}

async function closeUpTo(upTo: string): Promise<void> {
  const { jobId } = (await post(people.postLoan, "/v1/lending/day-close", { upTo })) as unknown as {
    jobId: string;
  };
  for (let attempt = 0; attempt < 200; attempt++) {
    const job = await server.services.jobs.runner.find(server.bank.id, jobId);
    if (job.state === "succeeded") return;
    if (job.state !== "queued" && job.state !== "running") throw new Error(`${job.state} ${server.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the day close did not end");
}
