import { cardAsJson, type DevelopmentStep } from "#scorecard";
import { modelsFaults } from "./errors.ts";
import { fingerprintsOfCard, sha256OfModelCard } from "./make-model-card.ts";
import { sha256OfPlan, sha256OfText } from "./plan-fingerprint.ts";
import type { ArtefactRecord } from "./scorecard-project.ts";
import type { ScorecardVersion, VersionTransition } from "./scorecard-version.ts";

/** One link of the chain from the data to the exports: what was signed for, and what is there. */
export interface CheckedLink {
  /** For example `plan`, `step fit`, `export pmml`, `seal approved`. */
  readonly link: string;
  /** SHA-256, hex, as it was signed. */
  readonly expected: string;
  /** SHA-256, hex, of what is there now; null where nothing is. */
  readonly found: string | null;
}

/** What of a version is stored beside it, by the hashes of its bytes now. */
export interface StoredParts {
  /** Of the rows of the source, read again; null when they cannot be had. */
  readonly data: string | null;
  /** Of the text of the artefact of each step. */
  readonly steps: ReadonlyMap<DevelopmentStep, string>;
  /** JSON of the artefacts of preprocessing gives the certificates. */
  readonly certificates: string | null;
  readonly evaluation: string | null;
  /** By format. */
  readonly exports: ReadonlyMap<string, string>;
  /** Text that the log discloses for each transition; null where none is, or its proof fails. */
  readonly sealed: ReadonlyMap<VersionTransition["state"], string | null>;
}

/** What is sealed of a transition: who did what, and everything that was signed. */
export function textOfTransition(
  { content }: Pick<ScorecardVersion, "content">,
  transition: VersionTransition,
): string {
  const { sealed: _, ...signed } = transition;
  return JSON.stringify({ content: "scorecard-transition@1", transition: signed, modelCard: content });
}

/** Holds everything that is stored of a version to what was signed; a link is whole when both of its hashes are one. */
export function verifyVersion(version: ScorecardVersion, stored: StoredParts): readonly CheckedLink[] {
  const { content, transitions } = version;
  const part = (link: string, expected: string, found: string | null | undefined): CheckedLink => ({
    link,
    expected,
    found: found ?? null,
  });
  const ofCard = fingerprintsOfCard(version.card);
  return [
    ...linksOfSignature(version),
    part("data", content.data.sha256, stored.data),
    part("plan", content.plan.sha256, sha256OfPlan(version.plan)),
    ...content.steps.map(({ step, sha256 }) =>
      part(`step ${step}`, sha256, stored.steps.get(step as DevelopmentStep)),
    ),
    part("bins", content.bins.sha256, ofCard.bins),
    part("certificates", content.certificates.sha256, stored.certificates),
    part("points", content.points.sha256, ofCard.points),
    part("evaluation", content.evaluation.sha256, stored.evaluation),
    ...content.exports.map(({ format, sha256 }) =>
      part(`export ${format}`, sha256, stored.exports.get(format)),
    ),
    ...transitions.map((transition) => {
      const text = stored.sealed.get(transition.state) ?? null;
      const expected = sha256OfText(textOfTransition(version, transition));
      return part(`seal ${transition.state}`, expected, text === null ? null : sha256OfText(text));
    }),
  ];
}

/**
 * Refuses a version whose card, or whose model card, is not what was signed.
 * @throws MODELS_VERSION_ALTERED
 */
export function requireIntact(version: ScorecardVersion): void {
  const broken = linksOfSignature(version).find(({ expected, found }) => expected !== found);
  if (broken !== undefined) throw alteredFault(version, broken);
}

/** @throws MODELS_VERSION_ALTERED when a file is not the one that was signed */
export function requireIntactExport(
  version: ScorecardVersion,
  { format, sha256: found }: { readonly format: string; readonly sha256: string },
): void {
  const expected = version.content.exports.find((one) => one.format === format)?.sha256 ?? "";
  if (expected !== found) throw alteredFault(version, { link: `export ${format}`, expected, found });
}

/** @throws MODELS_STEP_ALTERED when the text is not the one that the step left */
export function requireIntactArtefact(
  { step, sha256: expected }: ArtefactRecord,
  text: string | null,
): string {
  const found = text === null ? "" : sha256OfText(text);
  if (text === null || found !== expected)
    throw modelsFaults.fault("MODELS_STEP_ALTERED", { step, expected, found });
  return text;
}

/** The card, the model card, and that every transition was signed for this one. */
function linksOfSignature({ card, content, sha256, transitions }: ScorecardVersion): readonly CheckedLink[] {
  return [
    { link: "model card", expected: sha256, found: sha256OfModelCard(content) },
    ...transitions.map((one) => ({ link: `signature ${one.state}`, expected: sha256, found: one.sha256 })),
    { link: "card", expected: content.card.sha256, found: sha256OfText(cardAsJson(card)) },
  ];
}

function alteredFault({ version }: ScorecardVersion, { link, expected, found }: CheckedLink): Error {
  return modelsFaults.fault("MODELS_VERSION_ALTERED", { version, part: link, expected, found: found ?? "" });
}
