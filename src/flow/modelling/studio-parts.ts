import type { ConsentServices } from "#consent";
import type { EvaluationServices } from "#jobs";
import type { ProjectStore, VersionParts, VersionStore, VersionTransition } from "#models";
import type { PdfRenderer } from "#report";
import type { TrainChallenger } from "#scorecard";
import type { ReadTableFile } from "./read-source.ts";

/** Everything that the scorecard studio stands on, passed in. */
export interface StudioParts {
  readonly projects: ProjectStore;
  readonly versions: VersionStore;
  readonly jobs: EvaluationServices;
  readonly consent: Pick<ConsentServices, "readList">;
  readonly readTable: ReadTableFile;
  /** Trains the challenger that an evaluation compares the card with. */
  readonly train: TrainChallenger;
  readonly seal: VersionParts["seal"];
  /** What was sealed there, with the evidence for it; null where the log has none that holds. */
  readonly disclose: (
    sealed: NonNullable<VersionTransition["sealed"]>,
  ) => Promise<{ readonly text: string; readonly bundle: string } | null>;
  readonly pdf: PdfRenderer;
  /** Name of the bank as it is printed. */
  readonly nameOfIndicator: (indicator: string) => string;
}
