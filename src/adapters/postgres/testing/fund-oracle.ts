import type { ProgrammeTerms } from "#compensation";
import type { Fen } from "#kernel";
import type { FundHouse } from "./fund-house.ts";

/**
 * What a programme's rows break of I1–I3, by name; empty when all hold. Written from the words of the invariants on the
 * rows of the database, it shares no formula with the program.
 */
export async function brokenBy(
  { desk, parties }: FundHouse,
  programmeId: string,
  terms: ProgrammeTerms,
): Promise<readonly string[]> {
  return await desk.store.inParty(parties.fund, async (session) => {
    const [pool] = await session.list("pool", { programmeId });
    const entries = await session.list("entry", { programmeId });
    const claims = await session.list("claim", { programmeId });
    const broken: string[] = [];
    let balance = 0n;
    for (const { entryId } of entries) {
      for (const posting of await session.list("posting", { entryId })) {
        if (posting.account === "pool") balance += posting.amountFen;
      }
    }
    if (balance !== pool?.balanceFen) broken.push("I1 balance");
    if (balance - sumOf(claims.map((claim) => claim.reservedFen)) < 0n) broken.push("I1 available");
    // Whatever is granted now must still be within the average when every claim that may be refunded has been.
    const parts = claims
      .filter((claim) => claim.paidFen + claim.reservedFen > 0n)
      .map((claim) => {
        const cap = (claim.eligibleFen * BigInt(terms.averageCapPpm)) / 1_000_000n;
        const room = cap - claim.paidFen - claim.reservedFen;
        return claim.isFinal && claim.paidFen > 0n ? room : room < 0n ? room : 0n;
      });
    if (sumOf(parts) < 0n) broken.push("I2 room");
    for (const claim of claims) {
      const { claimId, round, eligibleFen, sizeClass } = claim;
      const committed = claim.paidFen + claim.reservedFen;
      const [filed] = await session.list("round", { claimId, round });
      if (filed === undefined || committed === 0n || filed.reservedFen === null) continue;
      const loss = filed.lossFen;
      const share = {
        ...terms.cumulativePpm,
        loss: terms.ratioPpm[sizeClass],
      }[filed.class];
      const exceeds = (part: Fen, whole: Fen, ppm: number): boolean =>
        part * 1_000_000n > whole * BigInt(ppm);
      if (exceeds(committed, eligibleFen, share)) broken.push("I3 stage");
      if (exceeds(committed, eligibleFen, terms.ratioPpm[sizeClass])) broken.push("I3 ratio of size");
      const borne = 1_000_000 - terms.bankRetentionPpm;
      if (exceeds(committed + filed.otherPolicyFen + filed.otherFen, loss, borne))
        broken.push("I3 retention");
      if (exceeds(committed + filed.otherPolicyFen, loss, terms.stackCapPpm)) broken.push("I3 policy money");
    }
    return broken;
  });
}

function sumOf(parts: readonly Fen[]): Fen {
  return parts.reduce((sum, part) => sum + part, 0n);
}
