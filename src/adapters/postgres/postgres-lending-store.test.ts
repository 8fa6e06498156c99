import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  assessApplication,
  type AttachedEvaluation,
  closeDay,
  closeDaysUpTo,
  type LendingStore,
  type NewMovement,
  payDrawdown,
  recordMovement,
  requestDrawdown,
  type ServicedLoan,
  takeApplication,
} from "#lending";
import {
  lend,
  type LendingHouse,
  lendingServicesOn,
  openLendingHouse,
  personOf,
  terms,
} from "./testing/lending-builder.ts";

let house: LendingHouse;
let store: LendingStore;

beforeAll(async () => {
  house = await openLendingHouse();
  store = house.store;
}, 60_000);
afterAll(async () => await house.close());

describe("a day close", () => {
  it("can be repeated: the second time it posts nothing and gives the same result", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    const first = await closeDaysUpTo(services, { bankPartyId: bank, day: "2026-01-24" });
    expect(first.map(({ businessDate, result }) => [businessDate, result?.entries])).toEqual([
      ["2026-01-21", 1],
      ["2026-01-22", 1],
      ["2026-01-23", 1],
      ["2026-01-24", 1],
    ]);
    const again = await closeDay(services, { bankPartyId: bank, day: "2026-01-23" });
    expect(again).toEqual(first[2]);
    const entries = await store.work(bank, async (unit) => await unit.journal.listOf(loanId));
    expect(entries).toHaveLength(4);
  });

  it("refuses a day before its turn, and every posting on a day that is closed", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    await expect(closeDay(services, { bankPartyId: bank, day: "2026-01-23" })).rejects.toMatchObject({
      code: "LENDING_DAY_NOT_NEXT",
    });
    await closeDaysUpTo(services, { bankPartyId: bank, day: "2026-01-22" });
    const entry = {
      id: crypto.randomUUID(),
      loanId,
      businessDate: "2026-01-22",
      kind: "reversal",
      reference: "",
      valueDate: "2026-01-22",
      postedAtMs: 0,
      postings: [
        { account: "loans", debitFen: 1n, creditFen: 0n },
        { account: "cashClearing", debitFen: 0n, creditFen: 1n },
      ],
    } as const;
    const post = (changes: object) =>
      store.work(bank, async (unit) => await unit.journal.post([{ ...entry, ...changes }]));
    await expect(post({})).rejects.toThrow(/closed/);
    await expect(post({ businessDate: "2026-01-23", postings: [entry.postings[0]] })).rejects.toThrow(
      /does not balance/,
    );
    const reopen = house.record.inParty(bank, async (transaction) =>
      transaction.updateTable("business_day").set({ state: "closing", closed_at_ms: null }).execute(),
    );
    await expect(reopen).rejects.toThrow(/closed for good/);
    const edit = house.record.inParty(bank, async (transaction) =>
      transaction.updateTable("journal_posting").set({ debit_fen: "5" }).execute(),
    );
    await expect(edit).rejects.toThrow(/permission denied/);
  });

  it("is done once when two run at the same time", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    for (let index = 0; index < 3; index++) await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    await closeDaysUpTo(services, { bankPartyId: bank, day: "2026-01-21" });
    const both = await Promise.all(
      [0, 1].map(async () => await closeDay(services, { bankPartyId: bank, day: "2026-01-22" })),
    );
    expect(both[0]).toEqual(both[1]);
    expect(both[0]?.result?.entries).toBe(3);
  });

  it("settles a loan that is repaid, releases its limit and ends its contract", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    await closeDaysUpTo(services, { bankPartyId: bank, day: "2026-01-30" });
    const movement: NewMovement = {
      kind: "receipt",
      amountFen: 100_095_833n,
      purpose: "settle",
      valueDate: "2026-01-31",
    };
    const manager = personOf(bank, "postLoanManager");
    await recordMovement(services, manager, loanId, { movement, note: "", today: "2026-01-31" });
    const [day] = await closeDaysUpTo(services, { bankPartyId: bank, day: "2026-01-31" });
    expect(day?.result).toMatchObject({ loans: 0, collectedFen: 100_095_833n, events: { settled: 1 } });
    const loan = await loanOf(bank, loanId);
    const contract = await store.work(bank, async (unit) => await unit.contracts.find(loan.contractId));
    const limit = await store.work(bank, async (unit) => await unit.limits.find(contract?.limitId ?? ""));
    expect(contract?.state).toBe("terminated");
    expect(limit).toMatchObject({ usedFen: 0n, reservedFen: 0n, state: "closed" });
  });
});

describe("an application", () => {
  const evaluation: AttachedEvaluation = {
    evaluationId: "e",
    dataset: "pilot",
    simulated: true,
    asOf: "2026-01-20",
    score: 640,
    pd: 0.008,
    grade: "G2",
    decision: "granted",
    amountFen: 60_000_000n,
    annualRatePpm: 45_000,
    pins: { scorecardSha256: "a", indicatorsSha256: "b", parametersSha256: "c" },
  };

  async function assess(found: Partial<AttachedEvaluation>, amountFen: bigint) {
    const bank = await house.addParty("bank");
    const services = {
      ...lendingServicesOn(store, "2026-01-21"),
      evaluations: { findNewest: async () => ({ ...evaluation, ...found }) },
    };
    const manager = personOf(bank, "accountManager");
    const { id } = await takeApplication(services, manager, {
      bankPartyId: bank,
      enterpriseId: "ent_00000000000000000001",
      channel: { kind: "direct" },
      request: {
        amountFen,
        months: 12,
        method: "levelPayment",
        purpose: "采购",
        payment: "self",
        payee: null,
      },
      isSubmitted: true,
    });
    const application = await assessApplication(services, manager, id);
    return { application, limit: await store.work(bank, async (unit) => await unit.limits.find(id)) };
  }

  it("is approved straight through within the policy, with the evaluation's rate and its pins", async () => {
    const { application, limit } = await assess({}, 50_000_000n);
    expect(application).toMatchObject({
      state: "approved",
      path: "straightThrough",
      findings: [],
      evaluation,
    });
    expect(application.verdict).toMatchObject({ byAccountId: null, offer: { annualRatePpm: 45_000 } });
    expect(limit).toMatchObject({ totalFen: 50_000_000n, usedFen: 0n, reservedFen: 0n });
  });

  it.each([
    [{}, 50_000_001n, ["amountAboveStraightThrough"]],
    [{ pd: 0.03 }, 1_000_000n, ["pdAboveStraightThrough"]],
    [{ asOf: "2025-10-01" }, 1_000_000n, ["evaluationStale"]],
    [{ decision: "declined" }, 1_000_000n, ["evaluationDeclined"]],
    [{ amountFen: 900_000n }, 1_000_000n, ["amountAboveEvaluation"]],
  ])("goes by hand otherwise, and says why: %o", async (found, amountFen, findings) => {
    const { application, limit } = await assess(found, amountFen);
    expect(application).toMatchObject({ state: "scored", path: "manual", findings });
    expect(limit).toBeNull();
  });
});

describe("money comes in", () => {
  it("once from the same line of a collection account", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    const movement: NewMovement = { kind: "receipt", amountFen: 1n, purpose: "due", valueDate: "2026-01-21" };
    const wanted = { movement, note: "", sourceReference: "6222000100/2026-01-21/3", today: "2026-01-21" };
    const manager = personOf(bank, "postLoanManager");
    await recordMovement(services, manager, loanId, wanted);
    await expect(recordMovement(services, manager, loanId, wanted)).rejects.toMatchObject({
      code: "LENDING_LINE_TAKEN",
    });
  });
});

describe("contracts", () => {
  it("get a number each, also those that are prepared at once", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loans = await Promise.all(
      [1, 2, 3].map(async () => await lend(services, bank, { ...terms, drawnOn: "2026-01-21" })),
    );
    const contracts = await store.work(bank, async (unit) => await unit.contracts.list());
    expect(new Set(contracts.map(({ number }) => number)).size).toBe(loans.length);
  });
});

describe("money leaves", () => {
  it("never beyond the limit, even when two draw-downs are paid at once", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    const { contractId } = await loanOf(bank, loanId);
    const more = requestDrawdown(services, personOf(bank, "accountManager"), {
      contractId,
      amountFen: 1n,
      payee: "钢材供应商",
      conditionsMet: [],
      note: "",
    });
    await expect(more).rejects.toMatchObject({ code: "LENDING_LIMIT_EXCEEDED" });
    const over = house.record.inParty(bank, async (transaction) =>
      transaction.updateTable("credit_limit").set({ used_fen: "100000001" }).execute(),
    );
    await expect(over).rejects.toThrow(/limit_holds/);
  });

  it("by two people only: the database refuses a checker who is the maker", async () => {
    const bank = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    for (const change of [
      sql`update touchstone.loan_drawdown set approved_by = requested_by`,
      sql`update touchstone.loan_contract set bank_signed_by = prepared_by`,
      sql`update touchstone.loan_application set decided_by = proposed_by`,
    ]) {
      const write = house.record.inParty(bank, async (transaction) => await change.execute(transaction));
      await expect(write).rejects.toThrow(/maker_checker/);
    }
    const self = payDrawdown(services, personOf(bank, "accountManager"), {
      id: crypto.randomUUID(),
      verdict: "pay",
      today: "2026-01-21",
    });
    await expect(self).rejects.toMatchObject({ code: "LENDING_DRAWDOWN_NOT_FOUND" });
  });

  it("is invisible to another bank", async () => {
    const bank = await house.addParty("bank");
    const other = await house.addParty("bank");
    const services = lendingServicesOn(store, "2026-01-21");
    const loanId = await lend(services, bank, { ...terms, drawnOn: "2026-01-21" });
    expect(await store.work(other, async (unit) => await unit.loans.find(loanId))).toBeNull();
    expect(await store.work(other, async (unit) => await unit.journal.listOf(loanId))).toEqual([]);
  });
});

async function loanOf(bank: string, id: string): Promise<ServicedLoan> {
  const loan = await store.work(bank, async (unit) => await unit.loans.find(id));
  if (loan === null) throw new Error(`no loan ${id}`);
  return loan;
}
