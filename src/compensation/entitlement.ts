import { type Fen, formatPercent, type MessageParameters, multiplyByRate } from "#kernel";
import type { SizeClass } from "#registry";
import type { RuleCode } from "./messages.ts";
import { type ClaimClass, type ProgrammeTerms, ratioOf } from "./programme.ts";
import { shownYuan } from "./shown-money.ts";

/** One line of the arithmetic: the rule, its figures, and what it allows. */
export interface ArithmeticStep {
  readonly rule: RuleCode;
  readonly parameters: MessageParameters;
  readonly amountFen: Fen;
  /** Whether this line is the lowest bound, the one that decides. */
  readonly binds: boolean;
}

/** The loss of a claim: what is expected as approved, or what was determined in the end. */
export interface ClaimLoss {
  readonly kind: "expected" | "actual";
  readonly fen: Fen;
}

export interface EntitlementInput {
  readonly terms: ProgrammeTerms;
  readonly size: SizeClass;
  readonly claimClass: ClaimClass;
  readonly eligibleFen: Fen;
  readonly loss: ClaimLoss;
  /** Other policy money for the same loss, for example a government-backed guarantee. */
  readonly otherPolicyFen: Fen;
  /** Other compensation that is not policy money, for example commercial insurance. */
  readonly otherFen: Fen;
  /** What the fund has paid on the claim and not got back by refund. */
  readonly paidFen: Fen;
}

export interface Entitlement {
  readonly steps: readonly ArithmeticStep[];
  /** Cumulative, never negative. */
  readonly entitledFen: Fen;
  /** Entitled less paid; negative when too much was advanced, which comes back. */
  readonly payableFen: Fen;
}

/**
 * What a claim is entitled to so far: the staged ratio of eligible principal, within the bank's retention and the cap
 * on all policy money. Products are rounded down, so that no bound is ever passed by a fraction of a fen.
 */
export function entitlementOf(input: EntitlementInput): Entitlement {
  const { eligibleFen, paidFen } = input;
  const bounds = boundsOf(input);
  const lowest = bounds.reduce(
    (least, { amountFen }) => (amountFen < least ? amountFen : least),
    eligibleFen,
  );
  const entitledFen = lowest < 0n ? 0n : lowest;
  const binding = bounds.findIndex(({ amountFen }) => amountFen === lowest);
  const payableFen = entitledFen - paidFen;
  return {
    steps: [
      { rule: "eligible", parameters: {}, amountFen: eligibleFen, binds: false },
      ...bounds.map((step, index) => ({ ...step, binds: index === binding })),
      { rule: "entitlement", parameters: {}, amountFen: entitledFen, binds: false },
      { rule: "paid", parameters: {}, amountFen: -paidFen, binds: false },
      { rule: "payable", parameters: {}, amountFen: payableFen, binds: false },
    ],
    entitledFen,
    payableFen,
  };
}

function boundsOf(input: EntitlementInput): readonly Omit<ArithmeticStep, "binds">[] {
  const { terms, size, claimClass, loss, otherPolicyFen, otherFen } = input;
  const rate = ratioOf(terms, size, claimClass);
  const restPpm = 1_000_000 - terms.bankRetentionPpm;
  const other = otherPolicyFen + otherFen;
  return [
    {
      rule: "stageRatio",
      parameters: {
        rate: formatPercent(rate),
        class: claimClass,
        size,
        ratio: formatPercent(terms.ratioPpm[size]),
      },
      amountFen: multiplyByRate(baseOf(input), rate, "floor"),
    },
    {
      rule: "retention",
      parameters: {
        rate: formatPercent(terms.bankRetentionPpm),
        rest: formatPercent(restPpm),
        loss: shownYuan(loss.fen),
        other: shownYuan(other),
      },
      amountFen: multiplyByRate(loss.fen, restPpm, "floor") - other,
    },
    {
      rule: "stack",
      parameters: {
        basis: loss.kind,
        rate: formatPercent(terms.stackCapPpm),
        loss: shownYuan(loss.fen),
        other: shownYuan(otherPolicyFen),
      },
      amountFen: multiplyByRate(loss.fen, terms.stackCapPpm, "floor") - otherPolicyFen,
    },
  ];
}

/** The staged ratios are of eligible principal; once the loss is determined, of what of it is lost. */
function baseOf({ eligibleFen, loss }: EntitlementInput): Fen {
  return loss.kind === "actual" && loss.fen < eligibleFen ? loss.fen : eligibleFen;
}
