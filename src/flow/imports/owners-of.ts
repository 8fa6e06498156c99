import type { EvaluationServices } from "#jobs";

/** Whose rows a party may bring into a data set, and the record of what it brought. */
export async function ownersOf(
  { datasets, knownEnterprises, clock }: Pick<EvaluationServices, "datasets" | "knownEnterprises" | "clock">,
  partyId: string,
  dataset: string,
) {
  const standing = await datasets.standingOf(partyId, dataset);
  const known = standing === "others" ? await knownEnterprises(partyId, dataset) : null;
  return {
    // A list of another's data set would rename its enterprises.
    mayBring: (enterpriseId: string, kind: string) =>
      known === null ||
      (enterpriseId === "" ? kind !== "enterprises" && kind !== "churn" : known.has(enterpriseId)),
    onBrought: async (enterpriseIds: readonly string[]) =>
      await datasets.addEnterprises(partyId, dataset, enterpriseIds, clock()),
  };
}
