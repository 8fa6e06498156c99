import type { Asker } from "#access";
import { type ScorecardProject, standingOf } from "#models";
import type { PreprocessingArtefact } from "#scorecard";
import type { StudioParts } from "./studio-parts.ts";

/** The cuts of an indicator in the newest bins of a project; none of categories, or before any were found. */
export async function foundCuts(
  { projects }: Pick<StudioParts, "projects">,
  by: Asker,
  { project, indicator }: { readonly project: ScorecardProject; readonly indicator: string },
): Promise<readonly number[]> {
  const artefact = standingOf(project).find(({ step }) => step === "preprocess")?.artefact ?? null;
  if (artefact === null) return [];
  const text = await projects.readArtefact(by.party.id, artefact.id);
  if (text === null) return [];
  const { indicators } = JSON.parse(text) as PreprocessingArtefact;
  const result = indicators.find(({ id }) => id === indicator)?.result;
  return result?.kind === "binned" && result.valueKind === "numeric" ? result.cuts : [];
}
