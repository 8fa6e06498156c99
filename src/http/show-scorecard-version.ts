import type { z } from "zod";
import { isAllowed, type Visitor } from "#access";
import {
  commandsOfVersion,
  matterOfMove,
  mayMove,
  type ScorecardVersion,
  type VersionSummary,
} from "#models";
import type { versionSchema, versionSummarySchema } from "./scorecard-version.schema.ts";
import type { HttpServices } from "./services.ts";

type ShownVersion = z.input<typeof versionSchema>;

/** A version in a list. */
export function showVersionSummary(version: VersionSummary): z.input<typeof versionSummarySchema> {
  return {
    ...version,
    auc: version.auc === null ? null : { ...version.auc },
    developers: version.developers.map((one) => ({ ...one })),
    transitions: structuredClone(version.transitions) as ShownVersion["transitions"],
  };
}

/** A version in full, with what the visitor may do to it. */
export async function showVersion(
  { areas: { studio } }: HttpServices,
  visitor: Visitor,
  version: ScorecardVersion,
): Promise<ShownVersion> {
  const { id: partyId } = visitor.party;
  const summary = await studio.versions.summarize(partyId, version.id);
  const evaluation = await studio.versions.readEvaluation(partyId, version.id);
  const { card, plan, content } = version;
  return {
    ...showVersionSummary(summary ?? { ...version, auc: null, ks: null, indicators: card.indicators.length }),
    plan: structuredClone(plan) as ShownVersion["plan"],
    card,
    evaluation: evaluation === null ? null : JSON.parse(evaluation),
    modelCard: structuredClone(content) as ShownVersion["modelCard"],
    inputs: card.indicators.map(({ id, valueKind, bins }) => ({
      id,
      valueKind,
      categories: bins.flatMap((bin) =>
        bin.kind === "group" || bin.kind === "other" ? [...bin.categories] : [],
      ),
    })),
    commands: { ...commandsOfVersion(version) },
    mine: mineOf(version, visitor),
  };
}

function mineOf(version: ScorecardVersion, visitor: Visitor): ShownVersion["mine"] {
  const may = (to: Parameters<typeof mayMove>[1], action: string): boolean =>
    mayMove(version, to) && isAllowed(visitor, action, matterOfMove(version, to, visitor));
  return {
    mayValidate: may("validated", "scorecard.validate"),
    mayApprove: may("approved", "scorecard.approve"),
    mayShadow: may("shadow", "scorecard.shadow"),
    mayChampion: may("champion", "scorecard.promote"),
    mayRetire: may("retired", "scorecard.retire"),
  };
}
