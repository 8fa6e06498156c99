import { type Fen, formatPercent } from "#kernel";
import { type ClaimMoney, roomForClaim } from "./average-room.ts";
import type { ArithmeticStep } from "./entitlement.ts";
import type { RuleCode } from "./messages.ts";
import type { ProgrammeTerms } from "./programme.ts";

/** Where a programme stands, read under its lock. */
export interface FundFigures {
  readonly balanceFen: Fen;
  readonly reservedFen: Fen;
  /** Room of the average ratio, reservations included. */
  readonly roomFen: Fen;
  /** Paid in the calendar year of the reservation, and reserved. */
  readonly yearFen: Fen;
  /** Paid to the claim's bank and kept, and reserved for it. */
  readonly bankFen: Fen;
  /** Paid for the claim's enterprise and kept, and reserved for it. */
  readonly firmFen: Fen;
}

export type ReservationVerdict =
  | { readonly kind: "reserved"; readonly amountFen: Fen; readonly steps: readonly ArithmeticStep[] }
  | { readonly kind: "refused"; readonly limit: RuleCode; readonly steps: readonly ArithmeticStep[] };

/**
 * How much of what is payable the fund can reserve now: the lowest of pool, annual, bank's and enterprise's caps and
 * the room of the average ratio. What is cut off stays payable, for when there is room again.
 */
export function judgeReservation(
  terms: ProgrammeTerms,
  figures: FundFigures,
  claim: ClaimMoney,
  payableFen: Fen,
): ReservationVerdict {
  const { averageCapPpm } = terms;
  const limits: readonly Omit<ArithmeticStep, "binds">[] = [
    { rule: "payable", parameters: {}, amountFen: payableFen },
    { rule: "pool", parameters: {}, amountFen: figures.balanceFen - figures.reservedFen },
    ...capStep("annual", terms.annualCapFen, figures.yearFen),
    ...capStep("bank", terms.bankCapFen, figures.bankFen),
    ...capStep("firm", terms.firmCapFen, figures.firmFen),
    {
      rule: "average",
      parameters: { rate: formatPercent(averageCapPpm) },
      amountFen: roomForClaim(claim, figures.roomFen, averageCapPpm),
    },
  ];
  const lowest = limits.reduce((least, step) => (step.amountFen < least.amountFen ? step : least));
  const amountFen = lowest.amountFen < 0n ? 0n : lowest.amountFen;
  const steps: readonly ArithmeticStep[] = [
    ...limits.map((step) => ({ ...step, binds: step === lowest })),
    { rule: "reservable", parameters: {}, amountFen, binds: false },
  ];
  return amountFen > 0n
    ? { kind: "reserved", amountFen, steps }
    : { kind: "refused", limit: lowest.rule, steps };
}

function capStep(rule: RuleCode, capFen: Fen | null, usedFen: Fen): readonly Omit<ArithmeticStep, "binds">[] {
  return capFen === null ? [] : [{ rule, parameters: {}, amountFen: capFen - usedFen }];
}
