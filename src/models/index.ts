export { modelsFaults } from "./errors.ts";
export {
  type CommitteeMember,
  committeeOf,
  type ExpertCard,
  type ExpertCardState,
  type NamedPerson,
  scorecardOf,
  stateOf,
} from "./expert-card.ts";
export type { ExpertCardServices } from "./expert-card-services.ts";
export type { ExpertCardStore } from "./expert-card-store.ts";
export { createExpertCardTasks } from "./expert-card-tasks.ts";
export {
  type ExpertCardJudgement,
  judgeExpertCard,
  type LowDefaultGrade,
  orderOfRatings,
  type TriedEnterprise,
} from "./judge-expert-card.ts";
export {
  activateCard,
  type CardDraft,
  draftCard,
  type ExpertCardStores,
  retireCard,
  sha256Of,
  signCard,
  weighCard,
} from "./manage-expert-cards.ts";
export { printExpertCard } from "./print-expert-card.ts";
export {
  badsForFittedCard,
  lowDefaultConfidencePpm,
  lowDefaultCorrelationPpm,
  proposedIndicators,
  proposedScale,
} from "./parameters.ts";
export {
  changePlan,
  addProjectComment,
  personOf,
  type ProjectParts,
  requireProject,
  restoreRevision,
  signStep,
} from "./manage-projects.ts";
export {
  matterOfMove,
  mayMove,
  moveVersion,
  requireVersion,
  sealLeftOver,
  sealPending,
  type VersionParts,
} from "./manage-versions.ts";
export { fingerprintsOfPlan, sha256OfPlan, sha256OfText } from "./plan-fingerprint.ts";
export {
  type CheckedLink,
  requireIntact,
  requireIntactArtefact,
  requireIntactExport,
  type StoredParts,
  textOfTransition,
  verifyVersion,
} from "./verify-version.ts";
export { developmentPlanSchema } from "./plan-schema.ts";
export type { NewArtefact, ProjectStore } from "./project-store.ts";
export {
  type ArtefactRecord,
  countedArtefact,
  type PlanRevision,
  type ProjectComment,
  type ProjectSource,
  type ScorecardProject,
  standingOf,
  type StepSignOff,
  type StepStanding,
  type StepState,
} from "./scorecard-project.ts";
export {
  type ModelCard,
  type ModelCardContent,
  type ScorecardVersion,
  type VersionState,
  versionStates,
  type VersionSummary,
  type VersionTransition,
} from "./scorecard-version.ts";
export { commandOfProject, commandOfStep, commandsOfVersion } from "./studio-commands.ts";
export type { NewVersion, StoredExport, VersionStore } from "./version-store.ts";
export {
  type CertifiedBounds,
  makeModelCard,
  type ModelCardParts,
  sha256OfCertificates,
  sha256OfModelCard,
} from "./make-model-card.ts";
export { printModelCard } from "./print-model-card.ts";
export { createStudioTasks } from "./studio-tasks.ts";
