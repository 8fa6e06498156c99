import type { DataClass, Purpose } from "./basis.ts";
import { type BasisStores, describeRead, type Reader } from "./require-basis.ts";
import { createBasisResolver } from "./resolve-basis.ts";

/** Which enterprises of an evaluation a party may see: all but these, or these only. */
export interface ReadableEnterprises {
  readonly kind: "except" | "only";
  readonly enterpriseIds: readonly string[];
}

/** For a party's own work on its own results, where nobody is shown anything. */
export const everybody: ReadableEnterprises = { kind: "except", enterpriseIds: [] };

/** A list that somebody wants to read. */
export interface WantedList {
  readonly evaluationId: string;
  readonly purpose: Purpose;
  readonly dataClass: DataClass;
  readonly what: string;
}

/** A list read under way: filter by `readable` first, then record the enterprises that are shown. */
export interface ListRead {
  readonly readable: ReadableEnterprises;
  /** Records the read in one row; gives the ids that may still be shown, fewer after a revocation in between. */
  record(enterpriseIds: readonly string[]): Promise<ReadonlySet<string>>;
}

/**
 * Starts reading a list of an evaluation's enterprises: those that the party registered, or that were ever asked for a
 * consent, need a basis of their own; the others follow the evaluation's attestation.
 */
export async function readList(stores: BasisStores, reader: Reader, wanted: WantedList): Promise<ListRead> {
  const { store, clock } = stores;
  const partyId = reader.party.id;
  const { purpose, dataClass, what } = wanted;
  const attestation = await store.attestationOf(partyId, wanted.evaluationId);
  const readable = await store.decide({ partyId, enterpriseIds: null, atMs: clock() }, (facts) => {
    const basesOf = createBasisResolver(facts);
    const known = new Set([
      ...facts.registered,
      ...facts.own,
      ...facts.consents.map((one) => one.enterpriseId),
    ]);
    const isReadable = (enterpriseId: string): boolean =>
      basesOf({ enterpriseId, purpose, dataClasses: [dataClass] }).size > 0;
    const kind = attestation === null ? ("only" as const) : ("except" as const);
    const enterpriseIds = [...known].filter((id) => isReadable(id) === (kind === "only"));
    return { result: { kind, enterpriseIds }, log: null };
  });
  return {
    readable,
    record: async (ids) => await recordList(stores, reader, { purpose, dataClass, what }, ids),
  };
}

async function recordList(
  { store, clock }: BasisStores,
  reader: Reader,
  { purpose, dataClass, what }: Omit<WantedList, "evaluationId">,
  enterpriseIds: readonly string[],
): Promise<ReadonlySet<string>> {
  if (enterpriseIds.length === 0) return new Set();
  const atMs = clock();
  const read = { what, purpose, dataClasses: [dataClass] };
  return await store.decide({ partyId: reader.party.id, enterpriseIds, atMs }, (facts) => {
    const basesOf = createBasisResolver(facts);
    const subjects = enterpriseIds
      .map((enterpriseId) => ({ enterpriseId, bases: basesOf({ ...read, enterpriseId }) }))
      .filter(({ bases }) => bases.size > 0);
    return {
      result: new Set(subjects.map(({ enterpriseId }) => enterpriseId)),
      log: subjects.length === 0 ? null : { ...describeRead(reader, read, atMs), isAllowed: true, subjects },
    };
  });
}
