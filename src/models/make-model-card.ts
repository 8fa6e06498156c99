import { canonicalJson, type Json } from "#seal";
import type { Bin, CardBin, ModelEvaluation, Scorecard } from "#scorecard";
import type { NamedPerson } from "./expert-card.ts";
import { sha256OfText } from "./plan-fingerprint.ts";
import type { ScorecardProject, StepStanding } from "./scorecard-project.ts";
import type { ModelCardContent } from "./scorecard-version.ts";
import type { StoredExport } from "./version-store.ts";

/** Bounds of an indicator's objective, as the certificate of its binning gives them. */
export interface CertifiedBounds {
  readonly lower: number;
  readonly upper: number;
}

/** Everything that a model card is made of. */
export interface ModelCardParts {
  readonly project: ScorecardProject;
  /** Everybody whose work it is. */
  readonly developers: readonly NamedPerson[];
  readonly planSha256: string;
  /** All eight, signed. */
  readonly steps: readonly StepStanding[];
  readonly name: string;
  readonly scorecardVersion: number;
  readonly card: Scorecard;
  readonly evaluation: ModelEvaluation;
  /** By indicator; those that were not optimised have none. */
  readonly certificates: ReadonlyMap<string, CertifiedBounds>;
  readonly files: readonly StoredExport[];
}

/**
 * What a version's signatures are over: from the data to the exports, each by the hash of what the next rests on. The same
 * parts give the same bytes.
 */
export function makeModelCard(parts: ModelCardParts): ModelCardContent {
  const { project, steps, card, evaluation, certificates, files } = parts;
  const { headline } = evaluation;
  const ofCard = fingerprintsOfCard(card);
  return {
    version: "model-card@1",
    name: parts.name,
    scorecardVersion: parts.scorecardVersion,
    isSimulated: project.isSimulated,
    developers: parts.developers,
    data: {
      sha256: steps[0]?.artefact?.dataSha256 ?? "",
      rows: card.sample.rows,
      bads: card.sample.bads,
      source: project.source.kind === "upload" ? project.source.file : project.source.dataset,
    },
    plan: { sha256: parts.planSha256, revision: project.revision },
    steps: steps.flatMap(({ step, artefact }) =>
      artefact === null || artefact.signOff === null
        ? []
        : [
            {
              step,
              sha256: artefact.sha256,
              signedBy: artefact.signOff.by,
              signedAtMs: artefact.signOff.atMs,
              comment: artefact.signOff.comment,
            },
          ],
    ),
    bins: {
      sha256: ofCard.bins,
      indicators: card.indicators.map(({ id, bins: own, iv }) => ({
        id,
        bins: own.length,
        iv,
        certificate: certificates.get(id) ?? null,
      })),
    },
    certificates: {
      sha256: sha256OfCertificates(certificates),
    },
    points: { sha256: ofCard.points, basePoints: card.scaling.basePoints },
    evaluation: {
      sha256: steps.find(({ step }) => step === "evaluate")?.artefact?.sha256 ?? "",
      auc: headline.auc,
      low: headline.low,
      high: headline.high,
      ks: headline.ks,
      method: headline.method,
    },
    exports: files.map(({ format, sha256, bytes }) => ({ format, sha256, bytes: bytes.length })),
    card: { sha256: files.find(({ format }) => format === "json")?.sha256 ?? "" },
  };
}

/** SHA-256, hex, of a card's bins without their points, and of its points. */
export function fingerprintsOfCard(card: Scorecard): { readonly bins: string; readonly points: string } {
  const bins = card.indicators.map(({ id, cuts, bins: own }) => ({
    id,
    cuts,
    bins: own.map(withoutPoints),
  }));
  const points = card.indicators.map(({ id, bins: own }) => ({ id, points: own.map((bin) => bin.points) }));
  return { bins: sha256Of(bins), points: sha256Of(points) };
}

/** SHA-256, hex, of the certificates of a preprocessing. */
export function sha256OfCertificates(certificates: ReadonlyMap<string, CertifiedBounds>): string {
  return sha256Of([...certificates].toSorted(([left], [right]) => (left < right ? -1 : 1)));
}

function withoutPoints(bin: CardBin): Bin {
  const { points: _, ...rest } = bin;
  return rest;
}

/** SHA-256, hex, of what a version's signatures are over. */
export function sha256OfModelCard(content: ModelCardContent): string {
  return sha256Of(content);
}

/** Through JSON first: what is not finite is null there, as it is in what people read. */
function sha256Of(value: unknown): string {
  return sha256OfText(canonicalJson(JSON.parse(JSON.stringify(value)) as Json));
}
