import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDays } from "#kernel";
import {
  checkMovement,
  closeDaysUpTo,
  type LendingServices,
  type LendingStore,
  nextDayToClose,
  type NewMovement,
  ownRepaymentMethods,
  positionAt,
  recordMovement,
  servicingPolicyOf,
  type ServicedLoan,
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

/** A store that fails in one of every few transactions, before or after its work: as a crash would. */
function failing(inner: LendingStore, shouldFail: () => boolean): LendingStore {
  return {
    work: async (partyId, use) =>
      await inner.work(partyId, async (unit) => {
        const result = await use(unit);
        if (shouldFail()) throw new Error("interrupted");
        return result;
      }),
  };
}

async function closeThrough(
  services: LendingServices,
  bankPartyId: string,
  day: string,
  shouldFail: () => boolean,
) {
  const broken = { ...services, store: failing(services.store, shouldFail) };
  for (let attempt = 0; attempt < 200; attempt++) {
    try {
      await closeDaysUpTo(broken, { bankPartyId, day });
      return;
    } catch (cause) {
      if (!(cause instanceof Error) || cause.message !== "interrupted") throw cause;
    }
  }
  throw new Error("never came through");
}

async function loanOf(bank: string, id: string): Promise<ServicedLoan> {
  const loan = await store.work(bank, async (unit) => await unit.loans.find(id));
  if (loan === null) throw new Error(`no loan ${id}`);
  return loan;
}

describe("the journal, whatever happens and however often a close is interrupted", () => {
  const history = fc.record({
    method: fc.constantFrom(...ownRepaymentMethods),
    seed: fc.infiniteStream(fc.integer({ min: 0, max: 3 })),
    moves: fc.array(
      fc.record({
        afterDays: fc.integer({ min: 0, max: 12 }),
        back: fc.integer({ min: 0, max: 8 }),
        amountFen: fc.bigInt(1n, 60_000_000n),
        kind: fc.constantFrom(
          "due" as const,
          "prepay" as const,
          "settle" as const,
          "fee" as const,
          "writeOff" as const,
        ),
      }),
      { maxLength: 5 },
    ),
  });

  it("balances each day; opening + disbursed + capitalised − repaid − written off = closing", async () => {
    await fc.assert(
      fc.asyncProperty(history, async ({ method, seed, moves }) => {
        const bank = await house.addParty("bank");
        const services = lendingServicesOn(store, "2026-01-21");
        const loanId = await lend(services, bank, { ...terms, months: 3, method, drawnOn: "2026-01-21" });
        const stream = seed[Symbol.iterator]();
        const shouldFail = () => (stream.next().value ?? 1) === 0;
        for (const { afterDays, back, amountFen, kind } of moves) {
          const open = (await store.work(bank, nextDayToClose)) ?? "2026-01-21";
          await closeThrough(services, bank, addDays(open, afterDays), shouldFail);
          const loan = await loanOf(bank, loanId);
          if (loan.position.state === "settled" || loan.position.state === "writtenOff") break;
          const on = addDays(loan.position.asOf, 1);
          const valueDate = addDays(on, -back) < "2026-01-21" ? "2026-01-21" : addDays(on, -back);
          const movement: NewMovement =
            kind === "writeOff"
              ? { kind }
              : kind === "fee"
                ? { kind, amountFen, valueDate }
                : { kind: "receipt", purpose: kind, amountFen, valueDate };
          const kept = await recordMovement(services, personOf(bank, "postLoanManager"), loanId, {
            movement,
            note: "",
            today: on,
          });
          if (kind === "writeOff") {
            await checkMovement(services, personOf(bank, "riskOfficer"), kept.movement.id, {
              verdict: "approve",
              today: on,
            });
          }
        }
        const open = (await store.work(bank, nextDayToClose)) ?? "2026-01-21";
        await closeThrough(services, bank, addDays(open, 3), shouldFail);
        await expectBooksHold(bank, loanId, services);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  }, 120_000);

  async function expectBooksHold(bank: string, loanId: string, services: LendingServices): Promise<void> {
    const loan = await loanOf(bank, loanId);
    await store.work(bank, async (unit) => {
      const entries = await unit.journal.listOf(loanId);
      const days = new Set(entries.map(({ businessDate }) => businessDate));
      for (const day of days) {
        const balances = await unit.journal.balances(day, day);
        expect(
          balances.reduce((sum, { balanceFen }) => sum + balanceFen, 0n),
          day,
        ).toBe(0n);
      }
      const keys = entries.map(({ businessDate, kind, reference }) => `${businessDate} ${kind} ${reference}`);
      expect(new Set(keys).size).toBe(keys.length);
      const closing = await unit.journal.balances(null, loan.position.asOf);
      const loans = closing.find(({ account }) => account === "loans");
      expect(loans?.debitFen).toBeGreaterThanOrEqual(loan.position.disbursedFen);
      expect(loans?.balanceFen).toBe(loan.position.balanceFen);
      const { disbursedFen, principalPaidFen, writtenOffFen, balanceFen } = loan.position;
      expect(disbursedFen - principalPaidFen - writtenOffFen).toBe(balanceFen);
      const posted = (await unit.movements.listOf(loanId))
        .filter(({ state }) => state === "posted")
        .map(({ movement }) => movement);
      const policy = servicingPolicyOf(services.parameters);
      expect(loan.position).toEqual(positionAt(loan.terms, policy, posted, loan.position.asOf));
    });
  }
});
