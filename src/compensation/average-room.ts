import { type Fen, multiplyByRate, type RatePpm, ratePpmOf } from "#kernel";

/** The money of a claim, as the average ratio sees it. */
export interface ClaimMoney {
  readonly eligibleFen: Fen;
  /** Paid and not refunded or clawed back; recoveries do not lower it. */
  readonly paidFen: Fen;
  readonly reservedFen: Fen;
  /** Everything ever paid on it, refunded or not. */
  readonly lifetimePaidFen: Fen;
  /** The fund's part of recoveries. */
  readonly recoveredFen: Fen;
  /** The loss is determined, so that no cure can take it out of the average any more. */
  readonly isFinal: boolean;
}

/**
 * What a claim adds to the room of the average ratio: a final one gives what it left under the cap, one that may still
 * be refunded only takes what it uses above it. Reserved money counts as paid. A claim that was paid nothing, or got
 * everything back, is not in the average.
 */
export function contributionOf(claim: ClaimMoney, averageCapPpm: RatePpm): Fen {
  const committed = claim.paidFen + claim.reservedFen;
  if (committed === 0n) return 0n;
  const left = multiplyByRate(claim.eligibleFen, averageCapPpm, "floor") - committed;
  return claim.isFinal && claim.paidFen > 0n ? left : left < 0n ? left : 0n;
}

/**
 * The room (余量) of the average ratio: no reservation, approval or payment may leave it below zero; a refund may.
 * @source the programme's promise that the average compensation ratio is at most 50 % (平均补偿比例不超过50%)
 */
export function averageRoomOf(claims: Iterable<ClaimMoney>, averageCapPpm: RatePpm): Fen {
  let room = 0n;
  for (const claim of claims) room += contributionOf(claim, averageCapPpm);
  return room;
}

/** The most that can be added to a claim without leaving the room below zero; zero while the room is below zero. */
export function roomForClaim(claim: ClaimMoney, roomFen: Fen, averageCapPpm: RatePpm): Fen {
  if (roomFen < 0n) return 0n;
  const free = multiplyByRate(claim.eligibleFen, averageCapPpm, "floor") - claim.paidFen - claim.reservedFen;
  if (claim.isFinal && claim.paidFen > 0n) return roomFen;
  return free > 0n ? roomFen + free : roomFen;
}

/** The three average ratios, each in parts per million of eligible principal; null before anything was paid. */
export interface AverageRatios {
  /** Paid and kept ÷ principal of the claims that keep it: the one that is capped. */
  readonly grossPpm: RatePpm | null;
  /** The same, less the fund's recoveries. */
  readonly netPpm: RatePpm | null;
  /** Everything ever paid ÷ principal of every claim that was ever paid. */
  readonly lifetimePpm: RatePpm | null;
}

/** For showing only: the ratios are rounded, the room is exact. */
export function averageRatiosOf(claims: Iterable<ClaimMoney>): AverageRatios {
  const standing = { eligible: 0n, paid: 0n, recovered: 0n };
  const ever = { eligible: 0n, paid: 0n };
  for (const claim of claims) {
    if (claim.lifetimePaidFen > 0n) {
      ever.eligible += claim.eligibleFen;
      ever.paid += claim.lifetimePaidFen;
    }
    if (claim.paidFen === 0n) continue;
    standing.eligible += claim.eligibleFen;
    standing.paid += claim.paidFen;
    standing.recovered += claim.recoveredFen;
  }
  return {
    grossPpm: shareOf(standing.paid, standing.eligible),
    netPpm: shareOf(standing.paid - standing.recovered, standing.eligible),
    lifetimePpm: shareOf(ever.paid, ever.eligible),
  };
}

function shareOf(part: Fen, whole: Fen): RatePpm | null {
  return whole === 0n ? null : ratePpmOf(Number(part) / Number(whole));
}
