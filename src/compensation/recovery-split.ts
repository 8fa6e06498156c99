import { allocate, type Fen } from "#kernel";
import { fundFaults } from "./errors.ts";

/** What fund and bank have borne of a claim's loss and not yet recovered. */
export interface BorneLoss {
  readonly fundFen: Fen;
  readonly bankFen: Fen;
}

/** A recovery (追偿): costs come first, the rest goes to those who bore the loss. */
export interface RecoverySplit {
  readonly netFen: Fen;
  readonly fundFen: Fen;
  readonly bankFen: Fen;
}

/** The loss that fund and bank still bear; what others paid belongs to neither. */
export function borneLossOf(claim: {
  readonly lossFen: Fen;
  readonly paidFen: Fen;
  readonly otherFen: Fen;
  readonly recoveredFen: Fen;
  readonly bankRecoveredFen: Fen;
}): BorneLoss {
  const bank = claim.lossFen - claim.paidFen - claim.otherFen - claim.bankRecoveredFen;
  return { fundFen: claim.paidFen - claim.recoveredFen, bankFen: bank < 0n ? 0n : bank };
}

/**
 * Splits a recovery pro rata to the net loss borne, in exact fen: the parts sum to the net, and nobody recovers more
 * than it bore (I4).
 * @throws FUND_RECOVERY_COSTS when costs exceed it, FUND_RECOVERY_TOO_LARGE when it exceeds the loss still borne
 */
export function splitRecovery(borne: BorneLoss, grossFen: Fen, costFen: Fen): RecoverySplit {
  if (costFen < 0n || costFen > grossFen)
    throw fundFaults.fault("FUND_RECOVERY_COSTS", { costFen, grossFen });
  const netFen = grossFen - costFen;
  const openFen = borne.fundFen + borne.bankFen;
  if (netFen > openFen) throw fundFaults.fault("FUND_RECOVERY_TOO_LARGE", { netFen, openFen });
  const [fundFen = 0n, bankFen = 0n] = allocate(netFen, [borne.fundFen, borne.bankFen]);
  return { netFen, fundFen, bankFen };
}
