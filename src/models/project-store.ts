import type { EpochMs } from "#kernel";
import type { DevelopmentPlan } from "#scorecard";
import type { NamedPerson } from "./expert-card.ts";
import type {
  ArtefactRecord,
  PlanRevision,
  ProjectComment,
  ScorecardProject,
  StepSignOff,
} from "./scorecard-project.ts";

/** What a run of a step left, to be kept. */
export interface NewArtefact extends Omit<ArtefactRecord, "signOff"> {
  /** JSON, the bytes that are hashed. */
  readonly text: string;
}

/**
 * Port to the projects of a bank. Durable when it resolves; revisions, artefacts, sign-offs and comments are added and
 * never changed; nothing of another party is seen.
 */
export interface ProjectStore {
  /** Adds it with its plan as revision 1. */
  add(partyId: string, project: Omit<ScorecardProject, "artefacts" | "revision">): Promise<void>;
  find(partyId: string, id: string): Promise<ScorecardProject | null>;
  /** Newest first. */
  list(partyId: string): Promise<readonly ScorecardProject[]>;
  /** Oldest first. */
  listRevisions(partyId: string, id: string): Promise<readonly PlanRevision[]>;
  /** Adds the next revision and works on it; null when the project is at another revision than the given one. */
  changePlan(
    partyId: string,
    id: string,
    change: {
      readonly baseRevision: number;
      readonly plan: DevelopmentPlan;
      readonly by: NamedPerson;
      readonly atMs: EpochMs;
    },
  ): Promise<number | null>;
  /** Works on an earlier or later revision; false when there is none of this number. */
  restore(partyId: string, id: string, revision: number): Promise<boolean>;
  addArtefact(partyId: string, projectId: string, artefact: NewArtefact): Promise<void>;
  /** The text of an artefact. */
  readArtefact(partyId: string, artefactId: string): Promise<string | null>;
  /** Signs an artefact once; false when it is signed. */
  sign(partyId: string, artefactId: string, signOff: StepSignOff): Promise<boolean>;
  /** Oldest first. */
  listComments(partyId: string, id: string): Promise<readonly ProjectComment[]>;
  addComment(partyId: string, projectId: string, comment: ProjectComment): Promise<void>;
}
