import type { Asker, TaskSource } from "#access";
import type { Job } from "#jobs";
import type {
  ModelCard,
  ProjectParts,
  ScorecardProject,
  ScorecardVersion,
  StoredExport,
  VersionState,
  VersionStore,
} from "#models";
import type { DataTable, DevelopmentPlan, DevelopmentStep } from "#scorecard";
import type { ComparedOnData } from "./compare-on-data.ts";
import type { SourceColumn } from "./describe-columns.ts";
import type { IndicatorCounts } from "./indicator-counts.ts";
import type { VersionVerdict } from "./verify-stored-version.ts";
import type { VersionMonitoring } from "./monitor-version.ts";
import type { ScoredRecord } from "./score-record.ts";

/** A new project: from a file of an upload, or from the enterprises of an evaluation whose outcome is known. */
export interface WantedProject {
  readonly name: string;
  readonly source:
    | { readonly kind: "upload"; readonly uploadId: string; readonly file: string }
    | { readonly kind: "evaluation"; readonly evaluationId: string };
  /** Left out, one is proposed from the columns. */
  readonly plan?: DevelopmentPlan;
}

/** A step of a version's life as somebody signs it. */
export interface WantedTransition {
  readonly id: string;
  readonly to: Exclude<VersionState, "developed">;
  /** Fingerprint of the model card that was looked at. */
  readonly sha256: string;
  readonly text: string;
}

/** What the pages and commands of the scorecard studio need, passed in. */
export interface StudioServices extends ProjectParts {
  readonly versions: VersionStore;
  readonly tasks: TaskSource;
  /** @throws MODELS_SOURCE_INPUT, JOBS_UPLOAD_NOT_FOUND, JOBS_UPLOAD_USED, JOBS_EVALUATION_NOT_FOUND */
  create(by: Asker, wanted: WantedProject): Promise<ScorecardProject>;
  /** @throws MODELS_PROJECT_NOT_FOUND */
  find(by: Asker, projectId: string): Promise<ScorecardProject>;
  /** The rows of the project's source. */
  rows(by: Asker, projectId: string): Promise<DataTable>;
  /** The columns of the project's source, and how many rows they have. */
  columns(
    by: Asker,
    projectId: string,
  ): Promise<{ readonly rows: number; readonly items: readonly SourceColumn[] }>;
  /**
   * Runs, as a job, the step and whatever before it is not up to date.
   * @throws MODELS_PROJECT_NOT_FOUND, MODELS_STEP_RUNNING
   */
  startStep(by: Asker, projectId: string, step: DevelopmentStep): Promise<Job>;
  /** The run of the project that is under way. */
  jobOf(by: Asker, projectId: string): Promise<Job | null>;
  /** @throws MODELS_PROJECT_NOT_FOUND, SCORECARD_INDICATOR_ABSENT */
  counts(by: Asker, projectId: string, indicator: string): Promise<IndicatorCounts>;
  /** Makes a version of a project whose eight steps are signed. @throws MODELS_STEP_NOT_SIGNED */
  publish(by: Asker, projectId: string, name: string): Promise<ScorecardVersion>;
  /** @throws MODELS_VERSION_NOT_FOUND */
  findVersion(by: Asker, versionId: string): Promise<ScorecardVersion>;
  /**
   * Takes a version a step on and seals that.
   * @throws MODELS_VERSION_STATE, MODELS_CARD_CHANGED, ACCESS_MAKER_IS_CHECKER for the developer
   */
  move(by: Asker, wanted: WantedTransition): Promise<ScorecardVersion>;
  /** Seals what a process that died between a transition and its seal left. */
  sealLeftOver(partyId: string): Promise<void>;
  /** Recomputes the chain of a version from what is stored, the log and the source. @throws MODELS_VERSION_NOT_FOUND */
  verify(
    by: Asker,
    wanted: { readonly versionId: string; readonly isReplayed: boolean },
  ): Promise<VersionVerdict>;
  /** @throws MODELS_EXPORT_NOT_FOUND; MODELS_VERSION_ALTERED when the file is not the one that was signed */
  readExport(by: Asker, versionId: string, format: string): Promise<StoredExport>;
  modelCard(by: Asker, versionId: string): Promise<ModelCard>;
  printModelCard(by: Asker, versionId: string): Promise<Uint8Array>;
  /** Both versions on the rows of the left one's project; null when they cannot be had. */
  compareOnData(
    by: Asker,
    wanted: { readonly left: string; readonly right: string; readonly acceptedShare: number },
  ): Promise<ComparedOnData | null>;
  score(
    by: Asker,
    versionId: string,
    record: {
      readonly values: Readonly<Record<string, number | string | null>>;
      readonly immutable: readonly string[];
    },
  ): Promise<ScoredRecord>;
  monitoring(by: Asker, versionId: string): Promise<VersionMonitoring>;
}
