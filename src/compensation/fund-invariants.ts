import { type Fen, multiplyByRate } from "#kernel";
import type { AccountBook, AccountClaim } from "./account-book.ts";
import { averageRoomOf } from "./average-room.ts";
import type { EventOutcome } from "./fund-account.ts";
import type { FundEvent } from "./fund-event.ts";
import { ratioOf } from "./programme.ts";

/** Balance and room as they were before an event. */
export interface Prefix {
  readonly roomFen: Fen;
}

/**
 * What an event broke, by the number of the invariant; empty when everything holds. Sums are checked against their
 * own parts by `fullViolationsOf`, which reads every claim.
 */
export function violationsOf(
  book: Readonly<AccountBook>,
  before: Prefix,
  event: FundEvent,
  outcome: EventOutcome,
): readonly string[] {
  const { totals } = book;
  const expected =
    totals.injection +
    totals.interest +
    totals.recovery +
    totals.refund +
    totals.clawBack -
    totals.payment -
    totals.fee -
    totals.return;
  const found: string[] = [];
  if (book.balanceFen !== expected) found.push("I1 balance");
  if (book.balanceFen - book.reservedFen < 0n || book.reservedFen < 0n) found.push("I1 available");
  const mayLower = event.kind === "cure" || event.kind === "clawBack" || outcome.kind === "refused";
  if (!mayLower && book.roomFen < 0n && book.roomFen < before.roomFen) found.push("I2 lowered");
  const isCommitment = event.kind === "reserve" || event.kind === "pay";
  if (isCommitment && outcome.kind === "applied" && outcome.amountFen > 0n && book.roomFen < 0n) {
    found.push("I2 room");
  }
  const claim = "claim" in event ? book.claims.get(event.claim) : undefined;
  return claim === undefined ? found : [...found, ...claimViolationsOf(book, claim)];
}

/** The same from nothing but the claims: the sums that are kept must be the sums of what they are sums of. */
export function fullViolationsOf(book: Readonly<AccountBook>): readonly string[] {
  const found: string[] = [];
  let reserved = 0n;
  for (const claim of book.claims.values()) {
    reserved += claim.reservedFen;
    found.push(...claimViolationsOf(book, claim));
  }
  if (reserved !== book.reservedFen) found.push("I1 reservations");
  if (averageRoomOf(book.claims.values(), book.terms.averageCapPpm) !== book.roomFen) found.push("I2 sum");
  const { micro, small, medium, large } = book.terms.ratioPpm;
  if (micro < small || small < medium || large !== 0) found.push("I9 order");
  return found;
}

function claimViolationsOf({ terms }: Readonly<AccountBook>, claim: AccountClaim): readonly string[] {
  const { class: claimClass, loss, paidFen, reservedFen, recoveredFen } = claim;
  const found: string[] = [];
  const committed = paidFen + reservedFen;
  if (paidFen < 0n || reservedFen < 0n) found.push("I3 negative");
  if (claimClass === null || loss === null) return committed === 0n ? found : [...found, "I3 without class"];
  const ratio = ratioOf(terms, claim.size, claimClass);
  if (committed > multiplyByRate(claim.eligibleFen, ratio, "floor")) found.push("I3 ratio");
  const restPpm = 1_000_000 - terms.bankRetentionPpm;
  const other = claim.otherPolicyFen + claim.otherFen;
  if (committed > 0n && committed + other > multiplyByRate(loss.fen, restPpm, "floor"))
    found.push("I3 retention");
  const stack = multiplyByRate(loss.fen, terms.stackCapPpm, "floor");
  if (committed > 0n && committed + claim.otherPolicyFen > stack) found.push("I3 stack");
  const isBack = claim.state === "refunded" || claim.state === "clawedBack";
  if (!isBack && recoveredFen > paidFen) found.push("I4 fund");
  if (!isBack && claim.bankRecoveredFen > loss.fen - paidFen) found.push("I4 bank");
  return found;
}
