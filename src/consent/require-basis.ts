import type { Clock } from "#kernel";
import type { AccessRead } from "./access-read.ts";
import type { Basis, DataClass, Purpose, WantedRead } from "./basis.ts";
import type { BasisStore } from "./basis-store.ts";
import { consentFaults } from "./errors.ts";
import { createBasisResolver } from "./resolve-basis.ts";

/** Who reads: the party, and the person of it; null when a program does, for example at the first start. */
export interface Reader {
  readonly party: { readonly id: string; readonly name: string };
  readonly account: { readonly id: string; readonly name: string } | null;
}

/** What deciding on a read needs, passed in. */
export interface BasisStores {
  readonly store: BasisStore;
  readonly clock: Clock;
}

/** The basis of each wanted class; classes without one are left out, and nothing is logged. */
export async function findBasis(
  { store, clock }: BasisStores,
  { party }: Reader,
  read: WantedRead,
): Promise<ReadonlyMap<DataClass, Basis>> {
  return await store.decide(
    { partyId: party.id, enterpriseIds: [read.enterpriseId], atMs: clock() },
    (facts) => ({ result: createBasisResolver(facts)(read), log: null }),
  );
}

/**
 * The basis of every wanted class, recorded in the enterprise's access log before the caller reads anything.
 * @throws CONSENT_NO_BASIS when a wanted class has none; the refusal is recorded as well
 */
export async function requireBasis(
  { store, clock }: BasisStores,
  reader: Reader,
  read: WantedRead,
): Promise<ReadonlyMap<DataClass, Basis>> {
  const atMs = clock();
  const { enterpriseId, purpose, dataClasses } = read;
  const { bases, refused } = await store.decide(
    { partyId: reader.party.id, enterpriseIds: [enterpriseId], atMs },
    (facts) => {
      const found = createBasisResolver(facts)(read);
      const without = dataClasses.filter((dataClass) => !found.has(dataClass));
      const isAllowed = without.length === 0;
      const subject = { enterpriseId, bases: isAllowed ? found : new Map<DataClass, Basis>() };
      return {
        result: { bases: found, refused: without },
        log: { ...describeRead(reader, read, atMs), isAllowed, subjects: [subject] },
      };
    },
  );
  if (refused.length === 0) return bases;
  throw consentFaults.fault("CONSENT_NO_BASIS", {
    enterprise: enterpriseId,
    purpose,
    classes: refused.join(", "),
  });
}

/**
 * Of the wanted classes, those with a basis, recorded as one read of them; a class without a basis is left out and
 * recorded nowhere, because it is not read.
 * @throws CONSENT_NO_BASIS when not even one has a basis
 */
export async function readPermitted(
  stores: BasisStores,
  reader: Reader,
  read: WantedRead,
): Promise<ReadonlyMap<DataClass, Basis>> {
  const found = await findBasis(stores, reader, read);
  const dataClasses = found.size === 0 ? read.dataClasses : [...found.keys()];
  return await requireBasis(stores, reader, { ...read, dataClasses });
}

/** Who read what for what, for the log. */
export function describeRead(
  { party, account }: Reader,
  { what, purpose, dataClasses }: { what: string; purpose: Purpose; dataClasses: readonly DataClass[] },
  atMs: number,
): Omit<AccessRead, "isAllowed" | "subjects"> {
  return {
    party: { id: party.id, name: party.name },
    account: account === null ? null : { id: account.id, name: account.name },
    what,
    purpose,
    dataClasses,
    atMs,
  };
}
