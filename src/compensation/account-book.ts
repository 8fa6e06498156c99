import type { Fen } from "#kernel";
import type { SizeClass } from "#registry";
import { type ClaimMoney, contributionOf } from "./average-room.ts";
import type { ClaimLoss } from "./entitlement.ts";
import type { MovementKind } from "./fund-event.ts";
import type { ClaimClass, ProgrammeTerms } from "./programme.ts";

/** A claim in the arithmetic: its money, and what is needed for the next step. */
export interface AccountClaim extends ClaimMoney {
  readonly id: string;
  readonly bank: string;
  readonly firm: string;
  readonly size: SizeClass;
  readonly class: ClaimClass | null;
  readonly loss: ClaimLoss | null;
  readonly otherPolicyFen: Fen;
  readonly otherFen: Fen;
  readonly bankRecoveredFen: Fen;
  readonly state: "open" | "reserved" | "paid" | "recovering" | "refunded" | "clawedBack";
  /** Calendar year in which what is reserved counts against the annual cap. */
  readonly reservedYear: string | null;
}

/** The sums of a fund in memory, each kept beside the claims that it is the sum of. */
export interface AccountBook {
  readonly terms: ProgrammeTerms;
  readonly claims: Map<string, AccountClaim>;
  balanceFen: Fen;
  reservedFen: Fen;
  roomFen: Fen;
  /** Totals since the beginning, one a kind of movement. */
  readonly totals: Record<MovementKind | "payment" | "refund" | "clawBack" | "recovery", Fen>;
  /** What is used of each cap: `year:2026`, `bank:…`, `firm:…`. */
  readonly used: Map<string, Fen>;
}

/** An empty book. */
export function openAccountBook(terms: ProgrammeTerms): AccountBook {
  const totals = {
    injection: 0n,
    interest: 0n,
    fee: 0n,
    return: 0n,
    payment: 0n,
    refund: 0n,
    clawBack: 0n,
    recovery: 0n,
  };
  return { terms, claims: new Map(), balanceFen: 0n, reservedFen: 0n, roomFen: 0n, totals, used: new Map() };
}

export function usedOf(book: AccountBook, key: string): Fen {
  return book.used.get(key) ?? 0n;
}

export function use(book: AccountBook, key: string, fen: Fen): void {
  book.used.set(key, usedOf(book, key) + fen);
}

/** Replaces a claim and carries the difference into every sum. */
export function putClaim(book: AccountBook, before: AccountClaim, change: Partial<AccountClaim>): void {
  const known = book.claims.get(before.id) ?? before;
  const after: AccountClaim = { ...before, ...change };
  book.claims.set(after.id, after);
  const { averageCapPpm } = book.terms;
  book.roomFen += contributionOf(after, averageCapPpm) - contributionOf(known, averageCapPpm);
  book.reservedFen += after.reservedFen - known.reservedFen;
  const committed = after.paidFen + after.reservedFen - known.paidFen - known.reservedFen;
  use(book, `bank:${after.bank}`, committed);
  use(book, `firm:${after.firm}`, committed);
}
