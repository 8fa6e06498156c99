export * from "./loan.ts";
export type { LoanBookServices } from "./loan-book-services.ts";
export { lendingFaults } from "./errors.ts";
export type * from "./book/book-store.ts";
export type { BookBefore, DeliveredRows, LoanBefore } from "./book/check-delivery.ts";
export type * from "./book/delivery.ts";
export { type Finding, sentenceOfFinding } from "./book/finding.ts";
export { type LoanFileKind, loanFileKinds } from "./book/loan-file-columns.ts";
export type { LoanFileMapping } from "./book/loan-file-mapping.ts";
export type { ContractRow, InstalmentRow } from "./book/loan-file-rows.ts";
export type { ScheduleVersion } from "./book/loan-position.ts";
export type { LoanFileRow, RowValues } from "./book/read-loan-table.ts";
export { type ReceiveContext, receiveDelivery } from "./book/receive-delivery.ts";
export { closeDays } from "./book/close-days.ts";
export type { ClassMove, ClassState } from "./classification/class-move.ts";
export { takeClassStep, type WantedStep } from "./classification/class-steps.ts";
export type {
  Borrower,
  BorrowerSource,
  EvaluationSource,
  LendingServices,
} from "./lending-services.ts";
export * from "./own/application.ts";
export { assessApplication } from "./own/assess-application.ts";
export { nextDayToClose, openBusinessDay } from "./own/business-day.ts";
export { closeDay, closeDaysUpTo, type DayCloseServices } from "./own/close-day.ts";
export { loanDayOf } from "./own/close-loan-day.ts";
export * from "./own/contract.ts";
export { authorityOf, decideApplication, proposeVerdict, recordDiligence } from "./own/decide-application.ts";
export { payDrawdown, requestDrawdown } from "./own/draw-loan.ts";
export * from "./own/journal.ts";
export * from "./own/lending-store.ts";
export { listLendingTasks } from "./own/list-tasks.ts";
export { ownLoanFaults } from "./own/own-loan-faults.ts";
export { type LoanMovement, positionAt } from "./own/movement.ts";
export { type OwnLoanParameters, ownLoanParameters, servicingPolicyOf } from "./own/parameters.ts";
export { claimsOf, type LoanPosition, payoffOf } from "./own/position.ts";
export { checkMovement, type NewMovement, recordMovement } from "./own/record-movement.ts";
export { prepareContract, signContract } from "./own/sign-contract.ts";
export { submitApplication, takeApplication, withdrawApplication } from "./own/take-application.ts";
export { scheduleOf } from "./own/schedule.ts";
export {
  type Instalment,
  type LoanTerms,
  type OwnRepaymentMethod,
  ownRepaymentMethods,
} from "./own/terms.ts";
