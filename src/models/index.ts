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
