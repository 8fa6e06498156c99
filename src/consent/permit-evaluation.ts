import type { DataClass } from "./basis.ts";
import { type BasisStores, describeRead, type Reader } from "./require-basis.ts";
import { createBasisResolver } from "./resolve-basis.ts";

/** What an evaluation reads when it may; a class without a basis is left out of the indicators. */
const evaluatedClasses: readonly DataClass[] = [
  "invoice",
  "statement",
  "businessDocument",
  "energy",
  "machine",
  "registry",
  "evaluation",
];

/** The reference under which simulated data is held: nobody's, so nobody's consent is needed. */
export const simulatedAttestation = "simulated";

/**
 * The data classes of each enterprise that a credit evaluation may read, recorded as one read of all of them.
 * Enterprises that may not be evaluated at all are absent.
 * @param attestation  by what right the files are held that the evaluation brings; null when nothing was declared
 */
export async function permitEvaluation(
  { store, clock }: BasisStores,
  reader: Reader,
  wanted: {
    readonly enterpriseIds: readonly string[];
    readonly attestation: string | null;
    /** Enterprises of which another party brought rows: the reader's declaration does not cover them. */
    readonly notCovered?: ReadonlySet<string>;
  },
): Promise<ReadonlyMap<string, ReadonlySet<DataClass>>> {
  const { enterpriseIds, attestation, notCovered = new Set<string>() } = wanted;
  const covered = enterpriseIds.filter((id) => !notCovered.has(id));
  const atMs = clock();
  const read = {
    what: "evaluation.run",
    purpose: "creditEvaluation",
    dataClasses: evaluatedClasses,
  } as const;
  return await store.decide({ partyId: reader.party.id, enterpriseIds, atMs }, (facts) => {
    const declared = new Map(attestation === null ? [] : covered.map((id) => [id, attestation]));
    const kept = [...facts.attestations].filter(([id]) => !notCovered.has(id));
    const attestations = new Map([...kept, ...declared]);
    const basesOf = createBasisResolver({ ...facts, attestations });
    const subjects = enterpriseIds
      .map((enterpriseId) => ({ enterpriseId, bases: basesOf({ ...read, enterpriseId }) }))
      .filter(({ bases }) => bases.has("evaluation"));
    return {
      result: new Map(subjects.map(({ enterpriseId, bases }) => [enterpriseId, new Set(bases.keys())])),
      log: subjects.length === 0 ? null : { ...describeRead(reader, read, atMs), isAllowed: true, subjects },
    };
  });
}
