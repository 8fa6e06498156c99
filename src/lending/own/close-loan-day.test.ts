import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addDays, daysBetween, formatYuan } from "#kernel";
import { closeLoanDay } from "./close-loan-day.ts";
import { balancesOf, differenceOf, type DraftEntry } from "./journal.ts";
import { type LoanMovement, positionAt } from "./movement.ts";
import { claimsOf, type LoanPosition, openPosition, sumOf, unpaidInterestIn } from "./position.ts";
import { scheduleOf } from "./schedule.ts";
import { anyTerms, policy, termsOf } from "./testing/loan-builder.ts";
import type { LoanTerms } from "./terms.ts";

interface Posted {
  readonly on: string;
  readonly movement: LoanMovement;
}

/** Closes day after day, as the day close does. */
function closeUpTo(terms: LoanTerms, posted: readonly Posted[], day: string) {
  let position = openPosition(terms);
  const entries: (DraftEntry & { readonly on: string })[] = [];
  const positions: LoanPosition[] = [position];
  for (let on = addDays(terms.drawnOn, 1); on <= day; on = addDays(on, 1)) {
    const earlier = posted.filter((one) => one.on < on).map(({ movement }) => movement);
    const today = posted.filter((one) => one.on === on).map(({ movement }) => movement);
    const closed = closeLoanDay(position, { terms, policy, earlier }, on, today);
    position = closed.position;
    positions.push(position);
    entries.push(...closed.entries.map((entry) => ({ ...entry, on })));
  }
  return { position, positions, entries };
}

const receipt = (id: string, valueDate: string, amountFen: bigint): LoanMovement => ({
  id,
  valueDate,
  kind: "receipt",
  amountFen,
  purpose: "due",
});

describe("accrual", () => {
  it("sums over the days of each period to the schedule's interest", () => {
    fc.assert(
      fc.property(anyTerms, (terms) => {
        const schedule = scheduleOf(terms);
        const end = schedule.at(-1)?.dueOn ?? terms.drawnOn;
        const paying = schedule.map(({ ordinal, dueOn, principalFen, interestFen }) => ({
          on: dueOn,
          movement: receipt(`r${ordinal}`, dueOn, principalFen + interestFen),
        }));
        const { position } = closeUpTo(terms, paying, end);
        expect(position.state).toBe("settled");
        expect(position.instalments.map(({ accruedFen }) => accruedFen)).toEqual(
          schedule.map(({ interestFen }) => interestFen),
        );
        expect(position).toMatchObject({ balanceFen: 0n, unallocatedFen: 0n, daysPastDue: 0 });
      }),
      { numRuns: 25 },
    );
  });

  it("of the night is rounded cumulative interest less what had accrued", () => {
    const { entries } = closeUpTo(termsOf(), [], "2026-01-24");
    // 1,000,000 × 3.45 % / 360 = 95.8333: 95.83, then 191.67 − 95.83, then 287.50 − 191.67.
    const amounts = entries.map(({ postings }) => formatYuan(postings[0]?.debitFen ?? 0n));
    expect(amounts).toEqual(["95.83", "95.84", "95.83"]);
  });
});

describe("an overdue instalment", () => {
  const terms = termsOf({
    principalFen: 99_600_000n,
    method: "levelPrincipal",
    roll: "none",
    compounds: false,
  });
  const interest = { id: "r1", valueDate: "2026-02-21", kind: "receipt", purpose: "due" } as const;

  it("of 83,000 bears 441.46 of penalty after 37 days", () => {
    const single = { ...terms, principalFen: 8_300_000n, months: 1 };
    const firstInterest = scheduleOf(single)[0]?.interestFen ?? 0n;
    const paid = { on: "2026-02-21", movement: { ...interest, amountFen: firstInterest } };
    const { position } = closeUpTo(single, [paid], addDays("2026-02-21", 37));
    expect(position.daysPastDue).toBe(37);
    expect(formatYuan(position.penalty.accruedFen)).toBe("441.46");
    expect(position.state).toBe("overdue");
  });

  it("leaves the balance sheet after more than 90 days and comes back when all is paid", () => {
    const late = closeUpTo(terms, [], addDays("2026-02-21", 90)).position;
    expect(late.isNonAccrual).toBe(false);
    const { position } = closeUpTo(terms, [], addDays("2026-02-21", 91));
    expect(position.isNonAccrual).toBe(true);
    expect(balancesOf(position).interestReceivable).toBe(0n);
    expect(balancesOf(position).interestIncome).toBe(0n);
    expect(balancesOf(position).offBalanceInterest).toBe(unpaidInterestIn(position));
    const day = addDays("2026-02-21", 92);
    const owed = claimsOf(closeUpTo(terms, [], day).position, day);
    const all = owed.fee + owed.penalty + owed.interest + owed.principal;
    const cured = closeUpTo(terms, [{ on: day, movement: receipt("r1", day, all) }], day).position;
    expect(cured).toMatchObject({ isNonAccrual: false, daysPastDue: 0, state: "active" });
  });

  it("is paid in the order fee, penalty, interest, principal, and principal first when more than 90 days late", () => {
    const some = 100_000n;
    const early = closeUpTo(
      terms,
      [{ on: "2026-03-01", movement: receipt("r", "2026-03-01", some) }],
      "2026-03-01",
    );
    expect(early.position.principalPaidFen).toBe(0n);
    expect(early.position.interestPaidFen).toBe(some);
    const late = addDays("2026-02-21", 95);
    const principal = closeUpTo(terms, [{ on: late, movement: receipt("r", late, some) }], late);
    expect(principal.position.principalPaidFen).toBe(some);
  });
});

describe("a payment that is posted late", () => {
  it("counts from its value date, and the correction stands on the day of posting", () => {
    const terms = termsOf({ roll: "none" });
    const due = scheduleOf(terms)[0];
    const movement = receipt("r1", "2026-02-21", due?.interestFen ?? 0n);
    const late = closeUpTo(terms, [{ on: "2026-03-05", movement }], "2026-03-05");
    const onTime = closeUpTo(terms, [{ on: "2026-02-21", movement }], "2026-03-05");
    expect(late.position).toEqual(onTime.position);
    expect(late.entries.filter(({ kind }) => kind === "valueDateCorrection")).toMatchObject([
      { on: "2026-03-05", valueDate: "2026-02-21", reference: "r1" },
    ]);
    // Compound interest had been accrued for the days in between and is taken back.
    expect(late.positions.some(({ compound }) => compound.accruedFen > 0n)).toBe(true);
    expect(late.position.compound.accruedFen).toBe(0n);
  });
});

describe("early repayment", () => {
  it("of a part schedules the rest anew over the same due days", () => {
    const terms = termsOf({ method: "levelPayment", roll: "none" });
    const day = "2026-02-21";
    const first = receipt("r1", day, 8_489_882n);
    const prepay: LoanMovement = {
      id: "r2",
      valueDate: day,
      kind: "receipt",
      amountFen: 20_000_000n,
      purpose: "prepay",
    };
    const posted = [first, prepay].map((movement) => ({ on: day, movement }));
    const { position } = closeUpTo(terms, posted, day);
    expect(position.scheduleVersion).toBe(2);
    const coming = position.instalments.filter(({ dueOn }) => dueOn > day);
    expect(sumOf(coming, ({ principalFen }) => principalFen)).toBe(position.balanceFen);
    expect(coming).toHaveLength(11);
  });

  it("of everything settles the loan with the interest to that day", () => {
    const terms = termsOf({ roll: "none" });
    const day = "2026-01-31";
    const settle: LoanMovement = {
      id: "r",
      valueDate: day,
      kind: "receipt",
      amountFen: 100_095_833n,
      purpose: "settle",
    };
    const { position } = closeUpTo(terms, [{ on: day, movement: settle }], day);
    expect(position).toMatchObject({ state: "settled", balanceFen: 0n, unallocatedFen: 0n });
    expect(position.interestPaidFen).toBe(95_833n);
  });
});

describe("whatever happens to a loan", () => {
  const anyHistory = anyTerms.chain((terms) => {
    const days = daysBetween(terms.drawnOn, scheduleOf(terms).at(-1)?.dueOn ?? terms.drawnOn);
    const most = Math.min(days + 130, 500);
    const movement = fc.record({
      posted: fc.integer({ min: 1, max: most }),
      back: fc.integer({ min: 0, max: 40 }),
      amountFen: fc.bigInt(1n, terms.principalFen),
      kind: fc.constantFrom(
        "due" as const,
        "due" as const,
        "prepay" as const,
        "settle" as const,
        "fee" as const,
        "writeOff" as const,
      ),
    });
    return fc.tuple(
      fc.constant(terms),
      fc.array(movement, { maxLength: 6 }),
      fc.integer({ min: 1, max: most }),
    );
  });

  it("postings balance; opening + disbursed − repaid − written off = closing; the book equals its history", () => {
    fc.assert(
      fc.property(anyHistory, ([terms, moves, days]) => {
        const posted = moves.map(({ posted: offset, back, amountFen, kind }, index): Posted => {
          const on = addDays(terms.drawnOn, offset);
          const early = addDays(on, -back);
          const valueDate = early < terms.drawnOn ? terms.drawnOn : early;
          const id = `m${index}`;
          if (kind === "fee") return { on, movement: { id, valueDate, kind, amountFen } };
          if (kind === "writeOff") return { on, movement: { id, valueDate: on, kind } };
          return { on, movement: { id, valueDate, kind: "receipt", amountFen, purpose: kind } };
        });
        const end = addDays(terms.drawnOn, days);
        const { position, positions, entries } = closeUpTo(terms, posted, end);
        for (const { postings } of entries) expect(differenceOf(postings)).toBe(0n);
        for (const each of positions) {
          const { disbursedFen, principalPaidFen, writtenOffFen } = each;
          expect(disbursedFen - principalPaidFen - writtenOffFen).toBe(each.balanceFen);
          const left = sumOf(
            each.instalments,
            ({ principalFen, paidPrincipalFen }) => principalFen - paidPrincipalFen,
          );
          if (each.state !== "writtenOff") expect(left).toBe(each.balanceFen);
          expect(sumOf(Object.values(balancesOf(each)), (amount) => amount)).toBe(0n);
        }
        const known = posted.filter(({ on }) => on <= end).map(({ movement }) => movement);
        expect(position).toEqual(positionAt(terms, policy, known, end));
      }),
      { numRuns: 60 },
    );
  });
});
