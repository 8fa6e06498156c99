import type { Basis, DataClass, Purpose } from "./basis.ts";
import { type BasisStores, describeRead, type Reader } from "./require-basis.ts";
import { createBasisResolver } from "./resolve-basis.ts";

/** What somebody wants to read of several enterprises at once. */
export interface WantedReads {
  readonly enterpriseIds: readonly string[];
  readonly purpose: Purpose;
  readonly dataClasses: readonly DataClass[];
  readonly what: string;
  /** Set where nothing is shown yet, only chosen: then no read is recorded. */
  readonly isOnlyAsked?: true;
}

/**
 * The basis of each wanted class of each enterprise, recorded as one read of those that have any; enterprises without a
 * basis are absent, and in nobody's log, because nothing of them is shown.
 */
export async function readMany(
  { store, clock }: BasisStores,
  reader: Reader,
  { enterpriseIds, isOnlyAsked, ...read }: WantedReads,
): Promise<ReadonlyMap<string, ReadonlyMap<DataClass, Basis>>> {
  if (enterpriseIds.length === 0) return new Map();
  const atMs = clock();
  return await store.decide({ partyId: reader.party.id, enterpriseIds, atMs }, (facts) => {
    const basesOf = createBasisResolver(facts);
    const subjects = enterpriseIds
      .map((enterpriseId) => ({ enterpriseId, bases: basesOf({ ...read, enterpriseId }) }))
      .filter(({ bases }) => bases.size > 0);
    return {
      result: new Map(subjects.map(({ enterpriseId, bases }) => [enterpriseId, bases])),
      log:
        subjects.length === 0 || isOnlyAsked === true
          ? null
          : { ...describeRead(reader, read, atMs), isAllowed: true, subjects },
    };
  });
}
