import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createIdSource, createRandom, systemClock } from "#kernel";
import type { Ledger } from "#ledger";
import { type BookStore, receiveDelivery, type SentFile } from "#lending";
import { openLedger } from "#adapters/files";
import {
  altered,
  bankFiles,
  type BankRows,
  contractRow,
  openingRows,
  scheduleRows,
} from "../../lending/book/testing/bank-files.ts";
import { createBookStore } from "./postgres-loan-book-store.ts";
import type { EmbeddedSystemOfRecord } from "./system-of-record.ts";
import { openTestRecord, type TestRecord } from "./testing/fresh-record.ts";

let house: TestRecord;
let record: EmbeddedSystemOfRecord;
let ledger: Ledger;
let store: BookStore;
const nextId = createIdSource(systemClock, createRandom("book"));

beforeAll(async () => {
  house = await openTestRecord();
  record = house.record;
  ledger = await openLedger({ directory: path.join(house.folder, "log"), clock: systemClock });
  store = createBookStore(record, nextId);
});

afterAll(async () => {
  await ledger.close();
  await house.close();
});

const receive = async (sent: readonly SentFile[]) =>
  await receiveDelivery({ store, ledger, nextId, clock: systemClock }, record.partyId, sent);

/** A day after the opening on which nobody pays. */
function quietDay(businessDate: string, previousDate: string, balances: Record<string, number>): BankRows {
  return {
    businessDate,
    previousDate,
    number: 1,
    contracts: [],
    schedules: [],
    repayments: [],
    classes: [],
    accounts: Object.entries(balances).map(([number, yuan]) => [
      number,
      `${yuan}.00`,
      "0.00",
      "0.00",
      "0.00",
      `${yuan}.00`,
      "0.00",
      "0.00",
      "0",
    ]),
  };
}

describe("a bank's loan files", () => {
  it("are accepted whole, and the days before are worked out", async () => {
    const sent = bankFiles(openingRows({ A: 4, B: 2 }, "2026-06-09"));
    const outcome = await receive(sent);
    expect(outcome).toMatchObject({
      kind: "accepted",
      summary: { newLoans: 2, newSchedules: 2, repayments: 6 },
    });
    const loans = await store.listLoans(record.partyId);
    expect(loans.map(({ number, balanceFen, state }) => [number, balanceFen, state])).toEqual([
      ["A", 8_000_000n, "active"],
      ["B", 10_000_000n, "overdue"],
    ]);
    // B paid the instalments of February and March; that of 10 April is the oldest unpaid.
    const b = loans[1]?.id ?? "";
    expect(await store.dayOf(record.partyId, b, "2026-06-09")).toMatchObject({
      daysPastDue: 60,
      overduePrincipalFen: 2_000_000n,
    });
    expect(await store.classOf(record.partyId, b, "2026-06-09")).toMatchObject({
      confirmed: "pass",
      proposed: "specialMention",
      triggers: ["overdue"],
    });
    expect((await store.daysOf(record.partyId, b)).length).toBe(151);
    expect(await receive(sent)).toMatchObject({ kind: "known" });
  });

  it("are refused as a whole when a total is wrong, and name where", async () => {
    const rows = quietDay("2026-06-10", "2026-06-09", { A: 80_000, B: 100_000 });
    const outcome = await receive(altered(bankFiles(rows), "control.csv", "180000.00", "180000.01"));
    expect(outcome).toMatchObject({
      kind: "refused",
      findings: [
        {
          code: "wrongTotal",
          file: "accounts.csv",
          field: "期末余额",
          expected: "180000.01",
          found: "180000.00",
        },
      ],
    });
    const gap = quietDay("2026-06-11", "2026-06-10", { A: 80_000, B: 100_000 });
    expect(await receive(bankFiles(gap))).toMatchObject({ findings: [{ code: "dateGap" }] });
    const jump = quietDay("2026-06-10", "2026-06-09", { A: 80_000, B: 90_000, X: 5 });
    jump.contracts.push(contractRow("C"));
    jump.schedules.push(...scheduleRows("C").slice(1));
    const found = await receive(bankFiles(jump));
    expect(found.kind === "refused" ? found.findings.map(({ code }) => code).sort() : found).toEqual([
      "balanceContinuity",
      "missingAccount",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleOrder",
      "scheduleSum",
      "unknownLoan",
    ]);
  });

  it("are superseded by a higher number, and later days are checked again", async () => {
    const tenth = quietDay("2026-06-10", "2026-06-09", { A: 80_000, B: 100_000 });
    expect(await receive(bankFiles(tenth))).toMatchObject({ kind: "accepted" });
    const eleventh = quietDay("2026-06-11", "2026-06-10", { A: 80_000, B: 100_000 });
    expect(await receive(bankFiles(eleventh))).toMatchObject({ kind: "accepted" });
    const paid = structuredClone(tenth);
    paid.repayments.push(["LS-A-5", "A", "2026-06-10", "10000.00", "300.00", "0.00"]);
    paid.accounts[0] = ["A", "80000.00", "0.00", "10000.00", "0.00", "70000.00", "0.00", "0.00", "0"];
    expect(await receive(bankFiles(paid))).toMatchObject({ findings: [{ code: "numberNotHigher" }] });
    paid.number = 2;
    expect(await receive(bankFiles(paid))).toMatchObject({
      kind: "accepted",
      summary: { laterWithFindings: 1 },
    });
    const a = (await store.listLoans(record.partyId))[0]?.id ?? "";
    expect(await store.dayOf(record.partyId, a, "2026-06-11")).toMatchObject({
      balanceFen: 7_000_000n,
      daysPastDue: 0,
    });
  });
});
