import { type Basis, type ConsentServices, dataClasses, type Reader } from "#consent";
import type { BasisRecord } from "#report";

/**
 * By what right each class of an enterprise's data may be read for a report, recorded as one read; the evaluation
 * must be among them, what has no basis stays away from the report.
 * @throws CONSENT_NO_BASIS
 */
export async function gatherBases(
  consent: Pick<ConsentServices, "basisOf" | "requireBasis">,
  reader: Reader,
  read: { readonly enterpriseId: string; readonly what: string },
): Promise<readonly BasisRecord[]> {
  const wanted = { ...read, purpose: "creditEvaluation", dataClasses } as const;
  const found = await consent.basisOf(reader, wanted);
  const permitted = dataClasses.filter((dataClass) => found.has(dataClass) || dataClass === "evaluation");
  const bases = await consent.requireBasis(reader, { ...wanted, dataClasses: permitted });
  return [...bases].map(([dataClass, basis]) => ({
    dataClass,
    kind: basis.kind,
    reference: referenceOf(basis),
  }));
}

function referenceOf(basis: Basis): string {
  switch (basis.kind) {
    case "own":
      return "";
    case "consent":
      return basis.consentId;
    case "covenant":
      return basis.loanId;
    case "statute":
      return basis.article;
    case "attestation":
      return basis.reference;
  }
}
