import { likelyEdited } from "./likely-edited.ts";

/** A statement's line as far as its running balance goes. */
export interface BalanceLine {
  /** Place in the batch's payload. */
  readonly ordinal: number;
  readonly day: number;
  readonly amountFen: number;
  /** Null where the file has none. */
  readonly balanceFen: number | null;
  /** Digits of the serial number; null where there is none. */
  readonly serial: bigint | null;
}

/** What is likeliest to have been done where a balance does not follow from the one before. */
export type BreakKind =
  | "balanceEdited"
  | "amountEdited"
  | "rowDeleted"
  | "rowInserted"
  | "openingDiffers"
  | "unexplained";

export interface BalanceBreak {
  readonly kind: BreakKind;
  /** Whether the neighbouring rows leave no other simple explanation. */
  readonly isCertain: boolean;
  readonly ordinal: number;
  /** The balance that follows from the row before; of an edited amount the amount that fits. */
  readonly expectedFen: number;
  readonly foundFen: number;
}

/** What the running balances of one account in one batch say. */
export interface BalanceCheck {
  readonly account: string;
  readonly rows: number;
  /** Steps from one balance to the next that could be checked. */
  readonly steps: number;
  readonly breaks: number;
  readonly isDescending: boolean;
  readonly firstBreak: BalanceBreak | null;
  /** Ordinals of the lines whose balance does not follow from the line before. */
  readonly broken: readonly number[];
  /** Before the first line and after the last, in order of time; null where unknown. */
  readonly openingFen: number | null;
  readonly closingFen: number | null;
  /** As the statement's title says them; null where it does not. */
  readonly statedOpeningFen: number | null;
  readonly statedClosingFen: number | null;
  readonly firstDay: number;
  readonly lastDay: number;
}

/**
 * Follows the running balance of one account: each balance is the one before and the amount. Lines may go either way in
 * time; a line without a balance, or a row of the file that is in quarantine, starts a new stretch.
 * @param lines  in the order of the file
 * @param unknown  ordinals of rows of the batch that could not be read
 * @param stated  what the statement's title says of the balances before and after its lines
 */
export function checkBalances(
  account: string,
  lines: readonly BalanceLine[],
  unknown: ReadonlySet<number>,
  stated: Pick<BalanceCheck, "statedOpeningFen" | "statedClosingFen">,
): BalanceCheck {
  const first = lines[0] as BalanceLine;
  const last = lines.at(-1) as BalanceLine;
  const backwards = lines.toReversed();
  const isDescending =
    first.day === last.day
      ? countBreaks(backwards, unknown) < countBreaks(lines, unknown)
      : first.day > last.day;
  const ordered = isDescending ? backwards : lines;
  const [earliest, latest] = [ordered[0] as BalanceLine, ordered.at(-1) as BalanceLine];
  let steps = 0;
  const broken: number[] = [];
  let firstBreak: BalanceBreak | null = null;
  for (let i = 1; i < ordered.length; i++) {
    if (!isStep(ordered, i, unknown)) continue;
    steps++;
    if (gapAt(ordered, i) === 0) continue;
    broken.push((ordered[i] as BalanceLine).ordinal);
    // Where a row is out of place the rows on both its sides look broken: the break is told once.
    firstBreak ??= explainBreak(ordered, i, unknown);
  }
  return {
    ...stated,
    account,
    rows: lines.length,
    steps,
    breaks: broken.length,
    isDescending,
    firstBreak,
    broken,
    openingFen: earliest.balanceFen === null ? null : earliest.balanceFen - earliest.amountFen,
    closingFen: latest.balanceFen,
    firstDay: Math.min(first.day, last.day),
    lastDay: Math.max(first.day, last.day),
  };
}

function countBreaks(lines: readonly BalanceLine[], unknown: ReadonlySet<number>): number {
  let breaks = 0;
  for (let i = 1; i < lines.length; i++) {
    if (isStep(lines, i, unknown) && gapAt(lines, i) !== 0) breaks++;
  }
  return breaks;
}

function isStep(lines: readonly BalanceLine[], i: number, unknown: ReadonlySet<number>): boolean {
  const [before, line] = [lines[i - 1], lines[i]];
  if (before === undefined || line === undefined) return false;
  if (before.balanceFen === null || line.balanceFen === null) return false;
  if (unknown.size === 0) return true;
  const [from, to] = [Math.min(before.ordinal, line.ordinal), Math.max(before.ordinal, line.ordinal)];
  for (let ordinal = from + 1; ordinal < to; ordinal++) if (unknown.has(ordinal)) return false;
  return true;
}

/** What is too much in the balance of a line, seen from the line before. */
function gapAt(lines: readonly BalanceLine[], i: number): number {
  const [before, line] = [lines[i - 1] as BalanceLine, lines[i] as BalanceLine];
  return (line.balanceFen ?? 0) - (before.balanceFen ?? 0) - line.amountFen;
}

/**
 * Tells an edited balance, an edited amount, a deleted and an inserted row apart by whether the rows around them follow
 * from each other without it. A single step that does not fit is a missing row or a changed amount; which of the two,
 * the serial numbers or the digits say.
 */
function explainBreak(lines: readonly BalanceLine[], i: number, unknown: ReadonlySet<number>): BalanceBreak {
  const line = lines[i] as BalanceLine;
  const before = lines[i - 1] as BalanceLine;
  const found = line.balanceFen ?? 0;
  const expected = (before.balanceFen ?? 0) + line.amountFen;
  const at = { ordinal: line.ordinal, expectedFen: expected, foundFen: found };
  const next = lines[i + 1];
  const gap = gapAt(lines, i);
  const hasNext = next !== undefined && isStep(lines, i + 1, unknown);
  const nextGap = hasNext ? gapAt(lines, i + 1) : 0;
  if (hasNext && nextGap !== 0) {
    if (gap + nextGap === 0) return { ...at, kind: "balanceEdited", isCertain: true };
    if (gap + nextGap === -line.amountFen) return { ...at, kind: "rowInserted", isCertain: true };
  }
  // The row before came with a balance of its own that nothing goes on from.
  if (gap === -before.amountFen && i >= 2 && isStep(lines, i - 1, unknown)) {
    const { ordinal, balanceFen, amountFen } = before;
    const foundBefore = balanceFen ?? 0;
    const kept = { ordinal, expectedFen: foundBefore - amountFen, foundFen: foundBefore };
    return { ...kept, kind: "rowInserted", isCertain: true };
  }
  if (hasNext && nextGap !== 0) return { ...at, kind: "unexplained", isCertain: false };
  if (gap === -line.amountFen) return { ...at, kind: "rowInserted", isCertain: hasNext };
  const fitting = line.amountFen + gap;
  const serials = serialGap(before, line);
  if (serials === "missing") return { ...at, kind: "rowDeleted", isCertain: true };
  if (serials === "none" || likelyEdited(fitting, line.amountFen)) {
    const amounts = { ordinal: line.ordinal, expectedFen: fitting, foundFen: line.amountFen };
    return { ...amounts, kind: "amountEdited", isCertain: serials === "none" && hasNext };
  }
  return { ...at, kind: hasNext ? "rowDeleted" : "unexplained", isCertain: false };
}

/** Whether serial numbers say that a row is missing between two; unknown where they do not count up by one. */
function serialGap(before: BalanceLine, line: BalanceLine): "missing" | "none" | "unknown" {
  if (before.serial === null || line.serial === null) return "unknown";
  const step = line.serial - before.serial;
  if (step === 1n) return "none";
  return step > 1n && step <= 20n ? "missing" : "unknown";
}
