import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BalanceLine, checkBalances } from "./check-balances.ts";

const stated = { statedOpeningFen: null, statedClosingFen: null };
const none = new Set<number>();

/** A statement whose balances follow from its amounts; lines are ordered by time. */
function linesOf(amounts: readonly number[], opening: number, hasSerials: boolean): BalanceLine[] {
  let balanceFen = opening;
  return amounts.map((amountFen, ordinal) => {
    balanceFen += amountFen;
    const serial = hasSerials ? BigInt(5000 + ordinal) : null;
    return { ordinal, day: 19_000 + Math.floor(ordinal / 3), amountFen, balanceFen, serial };
  });
}

const renumber = (lines: readonly BalanceLine[]): BalanceLine[] =>
  lines.map((line, ordinal) => ({ ...line, ordinal }));

const check = (lines: readonly BalanceLine[]) => checkBalances("a", lines, none, stated);

/** Amounts of at least five digits, none of which another edit would explain as well. */
const amount = fc
  .tuple(fc.integer({ min: 10_000, max: 9_999_999 }), fc.boolean())
  .map(([fen, isPaid]) => (isPaid ? -fen : fen));
const statement = fc.record({
  amounts: fc.uniqueArray(amount, { minLength: 8, maxLength: 30, selector: Math.abs }),
  opening: fc.integer({ min: 0, max: 1e9 }),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  hasSerials: fc.boolean(),
});

describe("running balances", () => {
  it("of a statement left as it was are continuous, whichever way it is listed", () => {
    fc.assert(
      fc.property(statement, ({ amounts, opening, hasSerials }) => {
        const lines = linesOf(amounts, opening, hasSerials);
        const ascending = check(lines);
        const descending = check(renumber(lines.toReversed()));
        expect(ascending).toMatchObject({
          breaks: 0,
          steps: amounts.length - 1,
          isDescending: false,
          openingFen: opening,
        });
        expect(descending).toMatchObject({
          breaks: 0,
          isDescending: true,
          openingFen: opening,
          closingFen: ascending.closingFen,
        });
      }),
    );
  });

  it("tell an edited balance, with the row and what it should say", () => {
    fc.assert(
      fc.property(
        statement,
        fc.integer({ min: 1, max: 1e8 }),
        ({ amounts, opening, at, hasSerials }, added) => {
          const lines = linesOf(amounts, opening, hasSerials);
          const i = 1 + Math.floor(at * (lines.length - 2));
          const line = lines[i] as BalanceLine;
          // What makes the edited row look as if it had never been is an inserted row, and just as wrong.
          fc.pre(added !== Math.abs(line.amountFen) && added !== Math.abs(lines[i - 1]?.amountFen ?? 0));
          lines[i] = { ...line, balanceFen: (line.balanceFen ?? 0) + added };
          expect(check(lines)).toMatchObject({
            breaks: 2,
            firstBreak: { kind: "balanceEdited", isCertain: true, ordinal: i, expectedFen: line.balanceFen },
          });
        },
      ),
    );
  });

  it("tell an inserted row, whether it came with a balance of its own or not", () => {
    fc.assert(
      fc.property(
        statement,
        amount,
        fc.boolean(),
        ({ amounts, opening, at, hasSerials }, fen, isConsistent) => {
          fc.pre(!amounts.some((one) => Math.abs(one) === Math.abs(fen)));
          const lines = linesOf(amounts, opening, hasSerials);
          const i = 2 + Math.floor(at * (lines.length - 3));
          const before = lines[i - 1] as BalanceLine;
          const balanceFen = (before.balanceFen ?? 0) + (isConsistent ? fen : 0);
          lines.splice(i, 0, { ...before, amountFen: fen, balanceFen, serial: null });
          expect(check(renumber(lines)).firstBreak).toMatchObject({ kind: "rowInserted", ordinal: i });
        },
      ),
    );
  });

  it("tell a deleted row from an edited amount by serial numbers", () => {
    fc.assert(
      fc.property(statement, amount, ({ amounts, opening, at }, fen) => {
        const lines = linesOf(amounts, opening, true);
        const i = 2 + Math.floor(at * (lines.length - 4));
        const gone = lines[i] as BalanceLine;
        const next = lines[i + 1] as BalanceLine;
        fc.pre(gone.amountFen !== -next.amountFen && gone.amountFen + next.amountFen !== 0);
        const deleted = check(renumber(lines.toSpliced(i, 1)));
        expect(deleted.firstBreak).toMatchObject({ kind: "rowDeleted", isCertain: true, ordinal: i });
        fc.pre(fen !== gone.amountFen && Math.abs(fen) !== Math.abs(lines[i - 1]?.amountFen ?? 0));
        const edited = check(lines.with(i, { ...gone, amountFen: fen }));
        fc.pre(edited.firstBreak?.kind !== "rowInserted");
        expect(edited.firstBreak).toMatchObject({
          kind: "amountEdited",
          expectedFen: gone.amountFen,
          foundFen: fen,
        });
      }),
    );
  });

  it("without serial numbers take an amount that differs in a stroke for edited, and another for a missing row", () => {
    const lines = linesOf([500_000, -123_456, 700_001, -88_000, 45_000], 1_000_000, false);
    const edited = (fen: number) =>
      check(lines.with(2, { ...(lines[2] as BalanceLine), amountFen: fen })).firstBreak;
    for (const fen of [7_000_010, 700_007, 70_001, -700_001, 900_001]) {
      expect(edited(fen), String(fen)).toMatchObject({
        kind: "amountEdited",
        isCertain: false,
        expectedFen: 700_001,
      });
    }
    expect(edited(312_899)).toMatchObject({ kind: "rowDeleted", isCertain: false });
  });

  it("start anew after a row that could not be read, and say nothing where there are none", () => {
    const lines = linesOf([1000, 2000, 3000, 4000], 0, false);
    const left = lines.filter(({ ordinal }) => ordinal !== 2);
    expect(checkBalances("a", left, new Set([2]), stated)).toMatchObject({ breaks: 0, steps: 1 });
    const bare = lines.map((line) => ({ ...line, balanceFen: null }));
    expect(check(bare)).toMatchObject({ breaks: 0, steps: 0, openingFen: null, firstBreak: null });
  });
});
