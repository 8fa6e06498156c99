import { describe, expect, it } from "vitest";
import { type LoanClass, loanClasses } from "../loan.ts";
import { type ClassState, decideDay, effectiveClass } from "./class-move.ts";

const rank = (loanClass: LoanClass): number => loanClasses.indexOf(loanClass);
const isNonPerforming = (loanClass: LoanClass): boolean => rank(loanClass) >= rank("substandard");

/** Every state that a loan can stand in: confirmed or not, with or without a move under way. */
const states: readonly ClassState[] = [null, ...loanClasses].flatMap((confirmed) => [
  { confirmed, open: null },
  ...(["downgrade", "upgrade"] as const).flatMap((direction) =>
    loanClasses.map((to): ClassState => ({ confirmed, open: { id: "open", direction, to } })),
  ),
]);

const decide = (state: ClassState, loanClass: LoanClass, mayRise: boolean) =>
  decideDay(state, { loanClass, triggers: ["overdue"] }, mayRise);

describe("what a day does to a class", () => {
  it("is a downgrade at once whenever the day is worse than what counts, from any state", () => {
    for (const state of states.filter(({ confirmed }) => confirmed !== null)) {
      for (const computed of loanClasses) {
        if (rank(computed) <= rank(effectiveClass(state))) continue;
        for (const mayRise of [true, false]) {
          expect(decide(state, computed, mayRise)).toMatchObject({
            kind: "move",
            direction: "downgrade",
            to: computed,
          });
        }
      }
    }
  });

  it("never betters what alerts and limits use", () => {
    for (const state of states.filter(({ confirmed }) => confirmed !== null)) {
      for (const computed of loanClasses) {
        for (const mayRise of [true, false]) {
          const step = decide(state, computed, mayRise);
          if (step.kind !== "move" || step.direction === "upgrade") continue;
          expect(rank(step.to)).toBeGreaterThan(rank(effectiveClass(state)));
        }
      }
    }
  });

  it("suggests a performing class to a non-performing loan only when it has paid long enough (Art. 14)", () => {
    for (const confirmed of loanClasses.filter(isNonPerforming)) {
      for (const computed of loanClasses) {
        const soon = decide({ confirmed, open: null }, computed, false);
        if (soon.kind === "move" && soon.direction === "upgrade") expect(isNonPerforming(soon.to)).toBe(true);
        const paid = decide({ confirmed, open: null }, computed, true);
        if (rank(computed) < rank(confirmed)) {
          expect(paid).toMatchObject({ kind: "move", direction: "upgrade", to: computed });
        }
      }
    }
    expect(decide({ confirmed: "substandard", open: null }, "pass", false)).toEqual({ kind: "stay" });
    expect(decide({ confirmed: "loss", open: null }, "pass", false)).toMatchObject({ to: "substandard" });
  });

  it("withdraws an upgrade that the day no longer bears out", () => {
    const state: ClassState = {
      confirmed: "substandard",
      open: { id: "open", direction: "upgrade", to: "pass" },
    };
    expect(decide(state, "specialMention", true)).toEqual({ kind: "withdraw", replaces: "open" });
  });
});
