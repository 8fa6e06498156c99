import { describe, expect, it } from "vitest";
import { addDays } from "#kernel";
import { cleanPeriodOf, type LoanHistory, positionOn } from "./loan-position.ts";

/** 12,000 yuan over three instalments of 4,000 and 100 of interest, due 30, 60 and 90 days after it was drawn. */
const drawnOn = "2026-01-01";
const due = [30, 60, 90].map((days) => addDays(drawnOn, days));
const loan: LoanHistory = {
  drawnOn,
  principalFen: 1_200_000n,
  schedules: [
    {
      version: 1,
      effectiveOn: drawnOn,
      instalments: due.map((dueOn, index) => ({
        instalment: index + 1,
        dueOn,
        principalFen: 400_000n,
        interestFen: 10_000n,
      })),
    },
  ],
  receipts: [],
};
const receipt = (paidOn: string, principalFen: bigint, interestFen: bigint) => ({
  paidOn,
  principalFen,
  interestFen,
  writtenOffFen: 0n,
});
const [firstDue = "", secondDue = ""] = due;

describe("where a loan stands", () => {
  it("is not past due on the due day itself, and one day past due on the next", () => {
    expect(positionOn(loan, addDays(drawnOn, -1))).toBeNull();
    expect(positionOn(loan, firstDue)).toMatchObject({ daysPastDue: 0, overduePrincipalFen: 0n });
    expect(positionOn(loan, addDays(firstDue, 1))).toMatchObject({
      daysPastDue: 1,
      overduePrincipalFen: 400_000n,
      overdueInterestFen: 10_000n,
    });
  });

  it("counts from the oldest instalment that is not fully paid", () => {
    const part = { ...loan, receipts: [receipt(secondDue, 399_999n, 10_000n)] };
    expect(positionOn(part, addDays(secondDue, 5))).toMatchObject({
      daysPastDue: 35,
      principalDaysPastDue: 35,
      interestDaysPastDue: 5,
    });
    const whole = { ...loan, receipts: [receipt(secondDue, 400_000n, 10_000n)] };
    expect(positionOn(whole, addDays(secondDue, 5))).toMatchObject({ daysPastDue: 5 });
  });

  it("takes a reversal back, and a write-off from the balance only", () => {
    const reversed = {
      ...loan,
      receipts: [
        receipt(firstDue, 400_000n, 10_000n),
        receipt(addDays(firstDue, 3), -400_000n, -10_000n),
        { ...receipt(addDays(firstDue, 9), 0n, 0n), writtenOffFen: 200_000n },
      ],
    };
    expect(positionOn(reversed, addDays(firstDue, 2))).toMatchObject({
      daysPastDue: 0,
      balanceFen: 800_000n,
    });
    expect(positionOn(reversed, addDays(firstDue, 10))).toMatchObject({
      daysPastDue: 10,
      balanceFen: 1_000_000n,
      overduePrincipalFen: 400_000n,
    });
  });

  it("goes by the schedule that counted on the day", () => {
    const later = addDays(firstDue, 10);
    const extended = {
      ...loan,
      schedules: [
        ...loan.schedules,
        {
          version: 2,
          effectiveOn: later,
          instalments: [
            { instalment: 1, dueOn: addDays(later, 90), principalFen: 1_200_000n, interestFen: 40_000n },
          ],
        },
      ],
    };
    expect(positionOn(extended, addDays(later, -1))).toMatchObject({ daysPastDue: 9 });
    expect(positionOn(extended, later)).toMatchObject({ daysPastDue: 0 });
  });

  it("knows since when it has been paid as agreed", () => {
    const cured = { ...loan, receipts: [receipt(addDays(firstDue, 20), 400_000n, 10_000n)] };
    expect(cleanPeriodOf(cured, addDays(firstDue, 5))).toEqual({ since: null, instalments: 0 });
    expect(cleanPeriodOf(cured, addDays(firstDue, 25))).toEqual({
      since: addDays(firstDue, 20),
      instalments: 0,
    });
    const paying = { ...cured, receipts: [...cured.receipts, receipt(secondDue, 400_000n, 10_000n)] };
    expect(cleanPeriodOf(paying, addDays(secondDue, 1))).toEqual({
      since: addDays(firstDue, 20),
      instalments: 1,
    });
  });
});
