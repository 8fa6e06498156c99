import type { EpochMs } from "#kernel";
import { type DevelopmentPlan, type DevelopmentStep, developmentSteps } from "#scorecard";
import type { NamedPerson } from "./expert-card.ts";
import { fingerprintsOfPlan } from "./plan-fingerprint.ts";

/** Where the rows of a project come from. */
export type ProjectSource =
  /** A CSV or Parquet file of an upload, which belongs to the project from then on. */
  | {
      readonly kind: "upload";
      readonly uploadId: string;
      readonly file: string;
      readonly bytes: number;
      /** SHA-256 of the file as received, hex. */
      readonly sha256: string;
    }
  /** The enterprises of a finished evaluation whose outcome is known, with their indicators as of its day. */
  | { readonly kind: "evaluation"; readonly evaluationId: string; readonly dataset: string };

/** One state of the plan; revisions are never changed, going back is choosing an earlier one. */
export interface PlanRevision {
  /** 1, 2, 3 … within the project. */
  readonly revision: number;
  readonly plan: DevelopmentPlan;
  readonly madeBy: NamedPerson;
  readonly madeAtMs: EpochMs;
}

/** What a run of a step left, without the artefact itself. */
export interface ArtefactRecord {
  readonly id: string;
  readonly step: DevelopmentStep;
  /** SHA-256, hex, of the artefact's text. */
  readonly sha256: string;
  /** Of everything in the plan that decides this step: an artefact counts while the plan still says so. */
  readonly planSha256: string;
  /** Of the rows that it was computed from. */
  readonly dataSha256: string;
  readonly revision: number;
  readonly ranBy: NamedPerson;
  readonly ranAtMs: EpochMs;
  readonly durationMs: number;
  readonly signOff: StepSignOff | null;
}

/** A person stands for an artefact. */
export interface StepSignOff {
  readonly by: NamedPerson;
  readonly atMs: EpochMs;
  readonly comment: string;
}

export interface ProjectComment {
  readonly id: string;
  readonly step: DevelopmentStep | null;
  readonly text: string;
  readonly by: NamedPerson;
  readonly atMs: EpochMs;
}

/** A card under development (建模项目): its data, its plan with every revision, and what its eight steps left. */
export interface ScorecardProject {
  readonly id: string;
  readonly name: string;
  readonly source: ProjectSource;
  readonly isSimulated: boolean;
  readonly createdBy: NamedPerson;
  readonly createdAtMs: EpochMs;
  /** The revision that is worked on. */
  readonly revision: number;
  readonly plan: DevelopmentPlan;
  /** All that were ever left, newest first. */
  readonly artefacts: readonly ArtefactRecord[];
}

/** Where a step stands: never run, left by another plan, run, or run and signed. */
export type StepState = "notRun" | "outdated" | "done" | "signed";

export interface StepStanding {
  readonly step: DevelopmentStep;
  readonly state: StepState;
  /** The artefact that counts; of an outdated step the newest one that does not any more. */
  readonly artefact: ArtefactRecord | null;
}

/**
 * Where the eight steps stand, in their order. An artefact counts while everything that the plan says up to its step is as
 * it was, and the rows are those of the first step: so a change of an earlier step takes its followers' artefacts and
 * sign-offs out of force, and going back to the revision puts them into force again.
 */
export function standingOf(project: ScorecardProject): readonly StepStanding[] {
  const wanted = fingerprintsOfPlan(project.plan);
  const standings: StepStanding[] = [];
  let dataSha256: string | null = null;
  let isBroken = false;
  for (const step of developmentSteps) {
    const ofStep = project.artefacts.filter((one) => one.step === step);
    const counted: ArtefactRecord | undefined = isBroken
      ? undefined
      : ofStep.find(
          (one) => one.planSha256 === wanted[step] && (dataSha256 === null || one.dataSha256 === dataSha256),
        );
    if (counted === undefined) {
      const newest = ofStep[0] ?? null;
      standings.push({ step, state: newest === null ? "notRun" : "outdated", artefact: newest });
      isBroken = true;
    } else {
      standings.push({ step, state: counted.signOff === null ? "done" : "signed", artefact: counted });
      dataSha256 ??= counted.dataSha256;
    }
  }
  return standings;
}

/** The step's artefact that counts; null while there is none. */
export function countedArtefact(project: ScorecardProject, step: DevelopmentStep): ArtefactRecord | null {
  const found = standingOf(project).find((one) => one.step === step);
  return found?.state === "done" || found?.state === "signed" ? found.artefact : null;
}
