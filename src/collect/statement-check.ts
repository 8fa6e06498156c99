import type { BusinessDay } from "#kernel";

/** What the running balances of one batch say of one account; see `BalanceCheck`. */
export interface StoredBalanceCheck {
  readonly enterpriseId: string;
  readonly file: string;
  readonly account: string;
  readonly lines: number;
  readonly steps: number;
  readonly breaks: number;
  readonly isDescending: boolean;
  readonly firstBreak: {
    readonly kind: string;
    readonly isCertain: boolean;
    readonly row: number;
    readonly expectedFen: bigint;
    readonly foundFen: bigint;
  } | null;
  readonly openingFen: bigint | null;
  readonly closingFen: bigint | null;
  readonly statedOpeningFen: bigint | null;
  readonly statedClosingFen: bigint | null;
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  /** Numbers in the file of the batch's first and last row. */
  readonly firstRow: number;
  readonly lastRow: number;
  readonly platformIndex: number;
  readonly entryIndex: number;
}

/** What the running balances of one account in one statement say. */
export interface StatementCheck {
  readonly enterpriseId: string;
  readonly file: string;
  /** Empty where the file does not say. */
  readonly account: string;
  readonly lines: number;
  /** Balances that could be compared with the one before; 0 when the statement has none. */
  readonly steps: number;
  readonly breaks: number;
  readonly verdict: "continuous" | "broken" | "noBalances";
  readonly firstBreak: StatementBreak | null;
  readonly openingFen: bigint | null;
  readonly closingFen: bigint | null;
  readonly firstDay: BusinessDay;
  readonly lastDay: BusinessDay;
  /** How it joins the account's statement before it: null for the first, and where days are missing in between. */
  readonly joinsPrevious: boolean | null;
}

export interface StatementBreak {
  readonly kind:
    | "balanceEdited"
    | "amountEdited"
    | "rowDeleted"
    | "rowInserted"
    | "openingDiffers"
    | "closingDiffers"
    | "unexplained";
  readonly isCertain: boolean;
  /** Number of the row in its file. */
  readonly row: number;
  /** Of an edited amount the amount that fits and the one found; else balances. */
  readonly expectedFen: bigint;
  readonly foundFen: bigint;
}

/** Joins the checks of batches to checks of statements, and statements of one account to each other. */
export function joinBalanceChecks(parts: readonly StoredBalanceCheck[]): readonly StatementCheck[] {
  const statements = new Map<string, StoredBalanceCheck[]>();
  for (const part of parts) {
    const key = `${part.enterpriseId}\n${part.account}\n${part.file}`;
    statements.set(key, [...(statements.get(key) ?? []), part]);
  }
  const checks = [...statements.values()].map(joinParts);
  checks.sort(
    (a, b) =>
      compare(a.enterpriseId, b.enterpriseId) ||
      compare(a.account, b.account) ||
      compare(a.firstDay, b.firstDay) ||
      compare(a.lastDay, b.lastDay) ||
      compare(a.file, b.file),
  );
  return checks.map((check, i) => ({ ...check, joinsPrevious: joins(checks[i - 1], check) }));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** A file delivered twice is one statement: of its deliveries the last one counts. */
function joinParts(all: readonly StoredBalanceCheck[]): StatementCheck {
  const inOrder = all.toSorted((a, b) => a.platformIndex - b.platformIndex || a.entryIndex - b.entryIndex);
  const start = inOrder.findLastIndex(
    (part, i) => i === 0 || part.firstRow <= (inOrder[i - 1]?.firstRow ?? 0),
  );
  const delivery = inOrder.slice(start);
  const isDescending = delivery.some((part) => part.isDescending);
  const parts = isDescending ? delivery.toReversed() : delivery;
  const [first, last] = [parts[0] as StoredBalanceCheck, parts.at(-1) as StoredBalanceCheck];
  const breaks: StatementBreak[] = [];
  let steps = 0;
  let count = 0;
  const add = (found: StatementBreak | null, times: number): void => {
    if (found !== null) breaks.push(found);
    count += times;
  };
  if (first.statedOpeningFen !== null && first.openingFen !== null) {
    steps++;
    const [expectedFen, foundFen] = [first.statedOpeningFen, first.openingFen];
    const row = first.isDescending ? first.lastRow : first.firstRow;
    if (expectedFen !== foundFen)
      add({ kind: "openingDiffers", isCertain: true, row, expectedFen, foundFen }, 1);
  }
  for (const [i, part] of parts.entries()) {
    const before = parts[i - 1]?.closingFen ?? null;
    if (before !== null && part.openingFen !== null) {
      steps++;
      const [expectedFen, foundFen] = [before, part.openingFen];
      const row = part.isDescending ? part.lastRow : part.firstRow;
      if (expectedFen !== foundFen)
        add({ kind: "unexplained", isCertain: false, row, expectedFen, foundFen }, 1);
    }
    steps += part.steps;
    add(part.firstBreak as StatementBreak | null, part.breaks);
  }
  if (last.statedClosingFen !== null && last.closingFen !== null) {
    steps++;
    const [expectedFen, foundFen] = [last.statedClosingFen, last.closingFen];
    const row = last.isDescending ? last.firstRow : last.lastRow;
    if (expectedFen !== foundFen)
      add({ kind: "closingDiffers", isCertain: true, row, expectedFen, foundFen }, 1);
  }
  const { enterpriseId, file, account } = first;
  return {
    enterpriseId,
    file,
    account,
    lines: parts.reduce((sum, part) => sum + part.lines, 0),
    steps,
    breaks: count,
    verdict: steps === 0 ? "noBalances" : count === 0 ? "continuous" : "broken",
    firstBreak: breaks[0] ?? null,
    openingFen: first.openingFen,
    closingFen: last.closingFen,
    firstDay: parts.map((part) => part.firstDay).reduce((a, b) => (a < b ? a : b)),
    lastDay: parts.map((part) => part.lastDay).reduce((a, b) => (a > b ? a : b)),
    joinsPrevious: null,
  };
}

const dayMs = 86_400_000;

/** Statements that follow each other day by day must carry the balance over; overlaps are told by their duplicates. */
function joins(before: StatementCheck | undefined, check: StatementCheck): boolean | null {
  if (
    before === undefined ||
    before.enterpriseId !== check.enterpriseId ||
    before.account !== check.account
  ) {
    return null;
  }
  if (before.closingFen === null || check.openingFen === null) return null;
  if (check.firstDay <= before.lastDay) return null;
  if (before.closingFen === check.openingFen) return true;
  // Without a row on the days between them nothing is known of movements there.
  const gapDays = (Date.parse(check.firstDay) - Date.parse(before.lastDay)) / dayMs;
  return gapDays <= 1 || sameMonthEdge(before.lastDay, check.firstDay) ? false : null;
}

/** Monthly statements: the last row of one month and the first of the next belong to each other. */
function sameMonthEdge(last: BusinessDay, first: BusinessDay): boolean {
  const [year, month] = [Number(last.slice(0, 4)), Number(last.slice(5, 7))];
  const next = month === 12 ? `${year + 1}-01` : `${year}-${String(month + 1).padStart(2, "0")}`;
  return first.startsWith(next);
}
