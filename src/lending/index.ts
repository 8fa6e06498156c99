export * from "./loan.ts";
export type { LoanBookServices } from "./loan-book-services.ts";
export { lendingFaults } from "./errors.ts";
export * from "./book/book-reads.ts";
export type * from "./book/book-store.ts";
export type { BookBefore, DeliveredRows, LoanBefore } from "./book/check-delivery.ts";
export type * from "./book/delivery.ts";
export { type Finding, sentenceOfFinding } from "./book/finding.ts";
export { type LoanFileKind, loanFileKinds } from "./book/loan-file-columns.ts";
export type { LoanFileMapping } from "./book/loan-file-mapping.ts";
export type { ContractRow, InstalmentRow } from "./book/loan-file-rows.ts";
export type { ScheduleVersion } from "./book/loan-position.ts";
export type { LoanFileRow, RowValues } from "./book/read-loan-table.ts";
export { placeOfLine } from "./book/seal-delivery.ts";
export { compareVersions, type VersionDifference } from "./book/compare-versions.ts";
export { type Difference, differenceReasons, reconciledFields } from "./book/difference.ts";
export { type ReceiveContext, receiveDelivery } from "./book/receive-delivery.ts";
export { closeDays } from "./book/close-days.ts";
export { type ClassMove, type ClassState, effectiveClass } from "./classification/class-move.ts";
export { createClassTasks } from "./classification/class-tasks.ts";
export { recordFact } from "./classification/record-fact.ts";
export { reconciliationDocument } from "./analysis/reconciliation-document.ts";
export { loansTable, reconciliationTables, statisticsTables } from "./analysis/book-tables.ts";
export { classRules, recordedFacts } from "./classification/class-rules.ts";
export { classParameters } from "./classification/parameters.ts";
export { isNonPerforming, rankOf, worstOf } from "./classification/class-order.ts";
export * from "./analysis/confidence-interval.ts";
export * from "./analysis/inclusive-statistics.ts";
export * from "./analysis/portfolio-quality.ts";
export {
  classSteps,
  isFreeFor,
  nextStepOf,
  takeClassStep,
  type WantedStep,
} from "./classification/class-steps.ts";
export type {
  Borrower,
  BorrowerSource,
  EvaluationSource,
  LendingServices,
} from "./lending-services.ts";
export * from "./own/application.ts";
export { assessApplication } from "./own/assess-application.ts";
export { actionsOn, caseActions } from "./own/case-actions.ts";
export { nextDayToClose, openBusinessDay } from "./own/business-day.ts";
export { closeDay, closeDaysUpTo, type DayCloseServices } from "./own/close-day.ts";
export { loanDayOf } from "./own/close-loan-day.ts";
export * from "./own/contract.ts";
export { authorityOf, decideApplication, proposeVerdict, recordDiligence } from "./own/decide-application.ts";
export { payDrawdown, requestDrawdown } from "./own/draw-loan.ts";
export * from "./own/journal.ts";
export * from "./own/lending-store.ts";
export { listLendingTasks } from "./own/list-tasks.ts";
export { ownLoanFaults } from "./errors.ts";
export { type LoanMovement, positionAt } from "./own/movement.ts";
export { type OwnLoanParameters, ownLoanParameters, servicingPolicyOf } from "./own/parameters.ts";
export { accruedOf, claimsOf, type LoanPosition, payoffOf } from "./own/position.ts";
export { checkMovement, type NewMovement, recordMovement } from "./own/record-movement.ts";
export { printContract } from "./own/print-contract.ts";
export { termsOfOffer } from "./own/product.ts";
export { prepareContract, signContract } from "./own/sign-contract.ts";
export { submitApplication, takeApplication, withdrawApplication } from "./own/take-application.ts";
export { trialBalanceOf } from "./own/trial-balance.ts";
export { scheduleOf } from "./own/schedule.ts";
export {
  type Instalment,
  type LoanTerms,
  type OwnRepaymentMethod,
  ownRepaymentMethods,
} from "./own/terms.ts";
