import { expect, it } from "vitest";
import type { LoanEvent } from "#operations";
import { outcomeAfter, owesNow, standingOf } from "./outcomes.ts";

const event = (onDay: number, kind: LoanEvent["kind"], loan = "L1", daysPastDue = 0): LoanEvent => ({
  onDay,
  loan,
  bank: "bank",
  kind,
  amountFen: 1n,
  daysPastDue,
  orderNumber: "",
  payee: "",
});

const repaid = [event(100, "granted"), event(300, "settled")];
const failed = [event(100, "granted"), event(400, "pastDue", "L1", 30), event(500, "defaulted")];

it("the outcome is that of the twelve months after the day, once they are over", () => {
  expect(outcomeAfter(failed, 200, 600)).toBe("default");
  expect(outcomeAfter(failed, 200, 564)).toBeNull();
  expect(outcomeAfter(failed, 200, 565)).toBe("default");
  // Who was in default already has no outcome to foretell.
  expect(outcomeAfter(failed, 500, 900)).toBeNull();
  // The day of the default is after the window.
  expect(outcomeAfter(failed, 134, 900)).toBe("performing");
  expect(outcomeAfter(failed, 135, 900)).toBe("default");
});

it("who owed nothing in the window has no outcome", () => {
  expect(outcomeAfter(repaid, 200, 600)).toBe("performing");
  expect(outcomeAfter(repaid, 300, 700)).toBeNull();
  expect(outcomeAfter([], 200, 600)).toBeNull();
});

it("more than ninety days past due are a default by whatever name", () => {
  expect(standingOf([event(100, "granted"), event(200, "pastDue", "L1", 90)])).toBe("performing");
  expect(standingOf([event(100, "granted"), event(200, "pastDue", "L1", 91)])).toBe("default");
  expect(standingOf([])).toBeNull();
  expect(owesNow(repaid)).toBe(false);
  expect(owesNow([...repaid, event(350, "granted", "L2")])).toBe(true);
});
