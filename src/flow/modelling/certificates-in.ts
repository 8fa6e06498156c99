import type { CertifiedBounds } from "#models";
import type { PreprocessingArtefact } from "#scorecard";

/**
 * The bounds that the certificates of the binnings give, by indicator, in the text of the artefact of step 3. Cuts that
 * were laid down were not optimised: they have none.
 */
export function certificatesIn(text: string): ReadonlyMap<string, CertifiedBounds> {
  const { indicators } = JSON.parse(text) as PreprocessingArtefact;
  return new Map(
    indicators.flatMap(({ id, result }) =>
      result.kind === "binned" && result.status !== "given" ? [[id, result.certificate] as const] : [],
    ),
  );
}
