export * from "./loan.ts";
export type { LoanBookServices } from "./loan-book-services.ts";
export type { LendingServices } from "./lending-services.ts";
