import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "kysely";
import type { SentFile } from "#lending";
import { altered, type BankRows, bankFiles, openingRows } from "../../src/lending/book/testing/bank-files.ts";
import { bodyOf, openWholeServer, type Person, type WholeServer } from "./open-whole-server.ts";

let server: WholeServer;
let postLoan: Person;
let risk: Person;
let credit: Person;

beforeAll(async () => {
  server = await openWholeServer();
  postLoan = await server.signIn(server.bank, "postLoanManager");
  risk = await server.signIn(server.bank, "riskOfficer");
  credit = await server.signIn(server.bank, "creditOfficer");
});

afterAll(async () => {
  await server.close();
});

interface Outcome {
  readonly kind: string;
  readonly delivery: { readonly id: string } | null;
  readonly summary: Record<string, number | null> | null;
  readonly findings: readonly { readonly code: string; readonly zh: string; readonly file: string }[];
}

async function deliver(person: Person, files: readonly SentFile[]): Promise<Outcome> {
  const { id } = await bodyOf<{ id: string }>(person("POST", "/v1/uploads"));
  for (const { name, bytes } of files) {
    const body = new Uint8Array(bytes);
    const sent = await person("PUT", `/v1/uploads/${id}/files/${name}`, { body });
    expect(sent.status).toBe(200);
  }
  return await bodyOf<Outcome>(person("POST", "/v1/loan-book/deliveries", { json: { uploadId: id } }));
}

interface Queue {
  readonly items: readonly {
    readonly move: { readonly id: string; readonly to: string; readonly state: string };
    readonly loan: { readonly id: string; readonly number: string };
    readonly nextStep: string;
    readonly mayTake: boolean;
  }[];
}

const opening: BankRows = openingRows({ A: 4, B: 2, C: 0 }, "2026-06-09");
const creditCode = "91350100M000100Y43";
opening.contracts.find(([number]) => number === "C")?.splice(3, 1, creditCode);

describe("the loan book over HTTP", () => {
  it("refuses a delivery with a wrong control total and stores nothing", async () => {
    const outcome = await deliver(
      postLoan,
      altered(bankFiles(opening), "control.csv", "300000.00", "300000.01"),
    );
    expect(outcome).toMatchObject({
      kind: "refused",
      findings: [{ code: "wrongTotal", zh: "合计与控制文件不符", file: "accounts.csv" }],
    });
    expect(await bodyOf(postLoan("GET", "/v1/loan-book/loans"))).toMatchObject({ total: 0 });
  });

  it("mirrors the loans, reconciles them and gives everything away as files", async () => {
    const outcome = await deliver(postLoan, bankFiles(opening));
    expect(outcome).toMatchObject({
      kind: "accepted",
      summary: { newLoans: 3, unmatchedLoans: 3, moves: 2 },
    });
    expect(await deliver(postLoan, bankFiles(opening))).toMatchObject({ kind: "known" });
    const list = await bodyOf(postLoan("GET", "/v1/loan-book/loans?sort=daysPastDue&direction=descending"));
    expect(list).toMatchObject({
      total: 3,
      balanceFen: "30000000",
      businessDate: "2026-06-09",
      items: [
        { loan: { number: "C" }, day: { daysPastDue: 119 }, confirmed: "pass", proposed: "substandard" },
        { loan: { number: "B" }, day: { daysPastDue: 60 }, proposed: "specialMention" },
        { loan: { number: "A" }, day: { daysPastDue: 0 }, proposed: null },
      ],
    });
    const id = outcome.delivery?.id ?? "";
    const detail = await bodyOf(postLoan("GET", `/v1/loan-book/deliveries/${id}`));
    expect(detail).toMatchObject({
      loans: 3,
      ours: { balanceFen: "30000000", overdueLoans: 2 },
      banks: { balanceFen: "30000000", overdueLoans: 0 },
    });
    for (const address of [
      "/v1/loan-book/exports/loans.csv",
      "/v1/loan-book/exports/loans.xlsx",
      "/v1/loan-book/exports/statistics.xlsx",
      "/v1/loan-book/exports/statistics.csv",
      `/v1/loan-book/deliveries/${id}/reconciliation.csv`,
      `/v1/loan-book/deliveries/${id}/reconciliation.pdf`,
    ]) {
      const answer = await postLoan("GET", address);
      expect(answer.status, address).toBe(200);
      expect((await answer.arrayBuffer()).byteLength, address).toBeGreaterThan(100);
    }
    const quality = await bodyOf(postLoan("GET", "/v1/loan-book/quality"));
    expect(quality).toMatchObject({
      months: ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05", "2026-06"],
    });
  });

  it("shows a loan with its schedule, its days and the sealed rows behind them", async () => {
    const { items } = await bodyOf<{ items: { loan: { id: string } }[] }>(
      postLoan("GET", "/v1/loan-book/loans?search=B"),
    );
    const loan = await bodyOf(postLoan("GET", `/v1/loan-book/loans/${items[0]?.loan.id}`));
    expect(loan).toMatchObject({
      schedules: [{ version: 1 }],
      repayments: [{ id: "LS-B-1" }, { id: "LS-B-2" }],
      moves: [
        { origin: "adopted", state: "approved" },
        { to: "specialMention", state: "proposed" },
      ],
    });
    const rows = loan["sourceRows"] as { kind: string; raw: string; row: number; entry: number }[];
    expect(rows.filter(({ kind }) => kind === "repayments")).toMatchObject([
      { raw: "LS-B-1,B,2026-02-10,10000.00,300.00,0.00", row: 6 },
      { raw: "LS-B-2,B,2026-03-10,10000.00,300.00,0.00", row: 7 },
    ]);
  });

  it("confirms a class by three different people only", async () => {
    const queue = await bodyOf<Queue>(risk("GET", "/v1/loan-book/moves"));
    const item = queue.items.find(({ loan }) => loan.number === "C");
    const url = `/v1/loan-book/moves/${item?.move.id}/steps`;
    const step = async (person: Person, name: string) =>
      (await person("POST", url, { json: { step: name, reason: null } })).status;
    expect(await bodyOf(risk("GET", "/v1/tasks"))).toMatchObject({
      items: [{ kind: "loanClass.recognise", parameters: { count: "2" } }],
    });
    expect(await step(credit, "recognise")).toBe(403);
    expect(await step(risk, "approve")).toBe(409);
    expect(await step(risk, "return")).toBe(409);
    expect(await step(risk, "recognise")).toBe(200);
    expect(await step(risk, "approve")).toBe(403);
    expect(await step(credit, "approve")).toBe(200);
    const loan = item?.loan.id ?? "";
    expect(await server.services.areas.loanBook.book.classOf(server.bank.id, loan, "2026-06-09")).toEqual({
      confirmed: "substandard",
      confirmedOn: "2026-06-09",
      proposed: null,
      triggers: ["overdue", "overdue90"],
    });
  });

  it("acts at once on what a person records", async () => {
    const { items } = await bodyOf<{ items: { loan: { id: string } }[] }>(
      postLoan("GET", "/v1/loan-book/loans?search=A"),
    );
    const id = items[0]?.loan.id ?? "";
    const fact = { kind: "bankruptcy", from: "2026-06-01", to: null, note: "法院公告" };
    expect((await postLoan("POST", `/v1/loan-book/loans/${id}/facts`, { json: fact })).status).toBe(200);
    expect(await server.services.areas.loanBook.book.classOf(server.bank.id, id, "2026-06-09")).toMatchObject(
      { proposed: "loss", triggers: ["bankruptcy"] },
    );
  });

  it("finds the borrower that is registered later, and reads it by the covenant of the live loan", async () => {
    const { book } = server.services.areas.loanBook;
    const find = async () =>
      (await book.listLoans(server.bank.id)).find(({ borrowerCode }) => borrowerCode === creditCode);
    expect((await find())?.enterpriseId).toBeNull();
    const enterpriseId = `ent_${"a".repeat(20)}`;
    await server.record.inParty(server.bank.id, async (transaction) => {
      await sql`insert into touchstone.enterprise (party_id, enterprise_id, dataset, code, uscc, name,
        registered_at_ms) values (${server.bank.id}, ${enterpriseId}, 'd', 'C', ${creditCode}, '模拟企业', 0)`.execute(
        transaction,
      );
    });
    const loan = await find();
    expect(loan?.enterpriseId).toBe(enterpriseId);
    expect((await postLoan("GET", `/v1/loan-book/loans/${loan?.id}`)).status).toBe(200);
    const reads = await server.record.inParty(server.bank.id, async (transaction) =>
      sql`select what from touchstone.access_read`.execute(transaction),
    );
    expect(reads.rows).toMatchObject([{ what: "loan.page" }]);
  });

  it("shows a loan to the fund that the bank shares it with, and that one only", async () => {
    const { book } = server.services.areas.loanBook;
    const fund = await server.addParty("fund");
    const [first] = await book.listLoans(server.bank.id);
    expect(await book.listLoans(fund.id)).toEqual([]);
    await server.record.inParty(server.bank.id, async (transaction) => {
      await sql`insert into touchstone.loan_share (party_id, loan_id, with_party_id)
        values (${server.bank.id}, ${first?.id}, ${fund.id})`.execute(transaction);
    });
    expect((await book.listLoans(fund.id)).map(({ id }) => id)).toEqual([first?.id]);
    expect((await book.daysOf(fund.id, first?.id ?? "")).length).toBeGreaterThan(100);
    expect(await book.classOf(fund.id, first?.id ?? "", "2026-06-09")).toMatchObject({ confirmed: "pass" });
  });

  it("is closed to other parties", async () => {
    const fund = await server.signIn(await server.addParty("fund"), "fundOfficer");
    expect((await fund("GET", "/v1/loan-book/loans")).status).toBe(403);
    const other = await server.signIn(await server.addParty("bank"), "postLoanManager");
    expect(await bodyOf(other("GET", "/v1/loan-book/loans"))).toMatchObject({ total: 0 });
  });
});
