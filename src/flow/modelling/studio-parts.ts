import type { ConsentServices } from "#consent";
import type { EvaluationServices } from "#jobs";
import type { ProjectStore, VersionParts, VersionStore } from "#models";
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
  readonly pdf: PdfRenderer;
  /** Name of the bank as it is printed. */
  readonly nameOfIndicator: (indicator: string) => string;
}
