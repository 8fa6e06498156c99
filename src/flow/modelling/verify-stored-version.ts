import { createHash } from "node:crypto";
import type { Asker } from "#access";
import { Fault } from "#kernel";
import {
  type ArtefactRecord,
  type CheckedLink,
  requireProject,
  requireVersion,
  type ScorecardVersion,
  sha256OfCertificates,
  sha256OfText,
  verifyVersion,
  type VersionTransition,
} from "#models";
import { type DataTable, type DevelopmentStep, developmentSteps } from "#scorecard";
import { certificatesIn } from "./certificates-in.ts";
import { type ReadSource, readSource } from "./read-source.ts";
import { shareTable } from "./share-table.ts";
import type { StudioParts } from "./studio-parts.ts";
import { computeInThread } from "./studio-thread.ts";

/** What a verification of a version found. */
export interface VersionVerdict {
  readonly version: ScorecardVersion;
  readonly links: readonly CheckedLink[];
  /** Evidence from the log of the newest sealed transition; null where there is none. */
  readonly bundle: string | null;
}

/** Steps whose artefact follows from the rows and the plan alone; an evaluation also compares with the card in force. */
const replayed = developmentSteps.filter((step) => step !== "evaluate");

/**
 * Recomputes the chain of a version from what is stored, the log and the source: data, plan, steps, bins, certificates,
 * points, evaluation, exports, signatures, seals.
 * @param wanted.isReplayed  also runs the steps again on the rows, and compares what they leave
 * @throws MODELS_VERSION_NOT_FOUND, MODELS_PROJECT_NOT_FOUND
 */
export async function verifyStoredVersion(
  parts: StudioParts,
  by: Asker,
  wanted: { readonly versionId: string; readonly isReplayed: boolean },
): Promise<VersionVerdict> {
  const { versions, projects } = parts;
  const partyId = by.party.id;
  const version = await requireVersion(versions, by, wanted.versionId);
  const project = await requireProject(projects, by, version.projectId);
  const source = await rowsOf(parts, by, project.source);
  const texts = await textsOfSteps(parts, partyId, version, project.artefacts);
  const evaluation = await versions.readEvaluation(partyId, version.id);
  const preprocess = texts.get("preprocess");
  const { sealed, bundle } = await sealsOf(parts, version);
  const links = verifyVersion(version, {
    data: source?.sha256 ?? null,
    steps: new Map([...texts].map(([step, text]) => [step, sha256OfText(text)])),
    certificates: preprocess === undefined ? null : sha256OfCertificates(certificatesIn(preprocess)),
    evaluation: evaluation === null ? null : sha256OfText(evaluation),
    exports: await hashesOfExports(parts, partyId, version),
    sealed,
  });
  if (!wanted.isReplayed || source === null) return { version, links, bundle };
  return { version, links: [...links, ...(await replay(version, source.table))], bundle };
}

/** The rows as they can be read now; null where they are not those of before. */
async function rowsOf(
  parts: StudioParts,
  by: Asker,
  source: Parameters<typeof readSource>[2],
): Promise<ReadSource | null> {
  try {
    return await readSource(parts, by, source, new AbortController().signal);
  } catch (cause) {
    if (cause instanceof Fault && cause.kind !== "internal") return null;
    throw cause;
  }
}

/** The artefacts that were signed, by their hash; of an altered text none of that hash is told, so the newest is. */
async function textsOfSteps(
  { projects }: StudioParts,
  partyId: string,
  { content }: ScorecardVersion,
  artefacts: readonly ArtefactRecord[],
): Promise<Map<DevelopmentStep, string>> {
  const texts = new Map<DevelopmentStep, string>();
  for (const { step, sha256 } of content.steps) {
    const artefact = artefacts.find((one) => one.step === step && one.sha256 === sha256);
    const text = artefact === undefined ? null : await projects.readArtefact(partyId, artefact.id);
    if (text !== null) texts.set(step as DevelopmentStep, text);
  }
  return texts;
}

async function hashesOfExports(
  { versions }: StudioParts,
  partyId: string,
  { id, content }: ScorecardVersion,
): Promise<ReadonlyMap<string, string>> {
  const hashes = new Map<string, string>();
  for (const { format } of content.exports) {
    const found = await versions.readExport(partyId, id, format);
    if (found !== null) hashes.set(format, createHash("sha256").update(found.bytes).digest("hex"));
  }
  return hashes;
}

async function sealsOf({ disclose }: StudioParts, { transitions }: ScorecardVersion) {
  const sealed = new Map<VersionTransition["state"], string | null>();
  let bundle: string | null = null;
  for (const transition of transitions) {
    const disclosed = transition.sealed === null ? null : await disclose(transition.sealed);
    sealed.set(transition.state, disclosed?.text ?? null);
    bundle = disclosed?.bundle ?? bundle;
  }
  return { sealed, bundle };
}

async function replay(
  { plan, content }: ScorecardVersion,
  table: DataTable,
): Promise<readonly CheckedLink[]> {
  const left = await computeInThread({
    kind: "steps",
    table: shareTable(table),
    plan,
    steps: replayed,
    incumbent: null,
    hasChallenger: false,
  });
  return left.map(({ step, text }) => ({
    link: `replay ${step}`,
    expected: content.steps.find((one) => one.step === step)?.sha256 ?? "",
    found: sha256OfText(text),
  }));
}
