import { Fault, type Fen } from "#kernel";
import { type AverageRatios, averageRatiosOf } from "./average-room.ts";
import {
  type AccountBook,
  type AccountClaim,
  openAccountBook,
  putClaim,
  use,
  usedOf,
} from "./account-book.ts";
import { type ArithmeticStep, entitlementOf } from "./entitlement.ts";
import type { FundEvent, MovementKind } from "./fund-event.ts";
import { problemsOf, type ProgrammeTerms } from "./programme.ts";
import { fundFaults } from "./errors.ts";
import { borneLossOf, splitRecovery } from "./recovery-split.ts";
import { judgeReservation } from "./reservation-limits.ts";

/**
 * What became of an event: applied, with its amount (negative when too much had been advanced and comes back), or
 * refused by a rule; a refused event changes nothing.
 */
export type EventOutcome =
  | { readonly kind: "applied"; readonly amountFen: Fen; readonly steps: readonly ArithmeticStep[] }
  | { readonly kind: "refused"; readonly why: string; readonly steps: readonly ArithmeticStep[] };

/** A fund in memory: the same arithmetic as the one in the database, for simulation and as its oracle. */
export interface FundAccount {
  readonly book: Readonly<AccountBook>;
  ratios(): AverageRatios;
  apply(event: FundEvent): EventOutcome;
}

type ClaimEvent = Exclude<FundEvent, { kind: MovementKind | "open" }>;

/**
 * Opens an empty account. Sums are kept as events come; nothing is added up again.
 * @throws FUND_TERMS_INVALID
 */
export function openFundAccount(terms: ProgrammeTerms): FundAccount {
  const problems = problemsOf(terms);
  if (problems.length > 0) throw fundFaults.fault("FUND_TERMS_INVALID", { problems: problems.join(", ") });
  const book = openAccountBook(terms);
  return {
    book,
    ratios: () => averageRatiosOf(book.claims.values()),
    apply: (event) => {
      if (event.kind === "open") return open(book, event);
      if (!("claim" in event)) return move(book, event.kind, event.amountFen);
      const claim = book.claims.get(event.claim);
      if (claim === undefined) return refused("claimUnknown");
      try {
        return applyToClaim(book, claim, event);
      } catch (cause) {
        if (cause instanceof Fault) return refused(cause.code);
        throw cause;
      }
    },
  };
}

const none: readonly ArithmeticStep[] = [];
const applied = (amountFen: Fen, steps = none): EventOutcome => ({ kind: "applied", amountFen, steps });
const refused = (why: string, steps = none): EventOutcome => ({ kind: "refused", why, steps });

function applyToClaim(book: AccountBook, claim: AccountClaim, event: ClaimEvent): EventOutcome {
  switch (event.kind) {
    case "reserve":
      return reserve(book, claim, event);
    case "pay":
      return pay(book, claim);
    case "release":
      return release(book, claim);
    case "cure":
      return takeBack(book, claim, "refunded");
    case "clawBack":
      return takeBack(book, claim, "clawedBack");
    case "recover":
      return recover(book, claim, event);
  }
}

function move(book: AccountBook, kind: MovementKind, amountFen: Fen): EventOutcome {
  const isOut = kind === "fee" || kind === "return";
  if (amountFen <= 0n) return refused("amount");
  if (isOut && amountFen > book.balanceFen - book.reservedFen) return refused("pool");
  book.balanceFen += isOut ? -amountFen : amountFen;
  book.totals[kind] += amountFen;
  return applied(amountFen);
}

function open(book: AccountBook, event: FundEvent & { kind: "open" }): EventOutcome {
  if (book.claims.has(event.claim)) return refused("claimExists");
  if (event.eligibleFen <= 0n) return refused("amount");
  const { claim: id, bank, firm, size, eligibleFen } = event;
  const money = { paidFen: 0n, reservedFen: 0n, lifetimePaidFen: 0n, recoveredFen: 0n, isFinal: false };
  const rest = { class: null, loss: null, otherPolicyFen: 0n, otherFen: 0n, bankRecoveredFen: 0n };
  const claim = {
    id,
    bank,
    firm,
    size,
    eligibleFen,
    ...money,
    ...rest,
    state: "open",
    reservedYear: null,
  } as const;
  book.claims.set(id, claim);
  return applied(0n);
}

function reserve(
  book: AccountBook,
  claim: AccountClaim,
  event: ClaimEvent & { kind: "reserve" },
): EventOutcome {
  const { class: claimClass, loss, otherPolicyFen, otherFen } = event;
  const isWaiting = claim.state === "open" || claim.state === "paid" || claim.state === "recovering";
  if (!isWaiting || loss.fen > claim.eligibleFen || loss.fen < 0n) return refused("state");
  if (claim.isFinal && (loss.kind !== "actual" || loss.fen !== claim.loss?.fen || claim.recoveredFen > 0n)) {
    return refused("state");
  }
  const others = { loss, otherPolicyFen, otherFen };
  const entitlement = entitlementOf({ ...claim, ...others, terms: book.terms, claimClass });
  const isOver = loss.kind === "actual" && claim.paidFen > 0n && entitlement.payableFen <= 0n;
  if (isOver) return finish(book, { ...claim, ...others, class: claimClass }, entitlement);
  const year = `year:${event.on.slice(0, 4)}`;
  const figures = {
    ...book,
    yearFen: usedOf(book, year),
    bankFen: usedOf(book, `bank:${claim.bank}`),
    firmFen: usedOf(book, `firm:${claim.firm}`),
  };
  const verdict = judgeReservation(book.terms, figures, claim, entitlement.payableFen);
  const steps = [...entitlement.steps, ...verdict.steps.slice(1)];
  if (verdict.kind === "refused") return refused(verdict.limit, steps);
  use(book, year, verdict.amountFen);
  const { amountFen } = verdict;
  const state = "reserved";
  putClaim(book, claim, { ...others, class: claimClass, reservedFen: amountFen, state, reservedYear: year });
  return applied(amountFen, steps);
}

/** The loss is determined and nothing more is due: the claim is final, and what was advanced too much comes back. */
function finish(
  book: AccountBook,
  claim: AccountClaim,
  { payableFen, steps }: { readonly payableFen: Fen; readonly steps: readonly ArithmeticStep[] },
): EventOutcome {
  book.balanceFen -= payableFen;
  book.totals.refund -= payableFen;
  putClaim(book, claim, { paidFen: claim.paidFen + payableFen, isFinal: true, state: "recovering" });
  return applied(payableFen, steps);
}

function pay(book: AccountBook, claim: AccountClaim): EventOutcome {
  if (claim.state !== "reserved") return refused("state");
  if (book.roomFen < 0n) return refused("average");
  const amountFen = claim.reservedFen;
  const isFinal = claim.loss?.kind === "actual";
  book.balanceFen -= amountFen;
  book.totals.payment += amountFen;
  putClaim(book, claim, {
    reservedFen: 0n,
    paidFen: claim.paidFen + amountFen,
    lifetimePaidFen: claim.lifetimePaidFen + amountFen,
    isFinal,
    state: isFinal ? "recovering" : "paid",
    reservedYear: null,
  });
  return applied(amountFen);
}

function release(book: AccountBook, claim: AccountClaim): EventOutcome {
  if (claim.state !== "reserved") return refused("state");
  if (claim.reservedYear !== null) use(book, claim.reservedYear, -claim.reservedFen);
  const state = claim.isFinal ? "recovering" : claim.paidFen > 0n ? "paid" : "open";
  putClaim(book, claim, { reservedFen: 0n, state, reservedYear: null });
  return applied(claim.reservedFen);
}

/**
 * A cure or a fraud: what is still out comes back; what was recovered meanwhile has come back already. Nothing can be
 * demanded of a claim whose whole advance came back when its loss was determined.
 */
function takeBack(book: AccountBook, claim: AccountClaim, how: "refunded" | "clawedBack"): EventOutcome {
  if (claim.state !== "paid" && claim.state !== "recovering") return refused("state");
  if (claim.paidFen === 0n) return refused("state");
  const amountFen = claim.paidFen - claim.recoveredFen;
  book.balanceFen += amountFen;
  book.totals[how === "refunded" ? "refund" : "clawBack"] += amountFen;
  putClaim(book, claim, { paidFen: 0n, state: how });
  return applied(amountFen);
}

function recover(
  book: AccountBook,
  claim: AccountClaim,
  event: ClaimEvent & { kind: "recover" },
): EventOutcome {
  if (claim.state !== "recovering" || claim.loss === null) return refused("state");
  const otherFen = claim.otherPolicyFen + claim.otherFen;
  const borne = borneLossOf({ ...claim, otherFen, lossFen: claim.loss.fen });
  const split = splitRecovery(borne, event.grossFen, event.costFen);
  book.balanceFen += split.fundFen;
  book.totals.recovery += split.fundFen;
  putClaim(book, claim, {
    recoveredFen: claim.recoveredFen + split.fundFen,
    bankRecoveredFen: claim.bankRecoveredFen + split.bankFen,
  });
  return applied(split.fundFen);
}
