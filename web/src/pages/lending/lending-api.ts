import { queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type LoanApplication = Schemas["LoanApplication"];
export type LoanCase = Schemas["LoanCase"];
export type LoanContract = Schemas["LoanContract"];
export type LoanContractPage = Schemas["LoanContractPage"];
export type OwnLoanPage = Schemas["OwnLoanPage"];
export type LendingEvent = Schemas["LendingEvent"];
export type JournalEntry = Schemas["JournalEntry"];
export type DayClose = Schemas["DayClose"];
export type TrialBalance = Schemas["TrialBalance"];
export type LoanQuote = Schemas["LoanQuote"];
export type OwnMethod = Schemas["OwnRepaymentMethod"];
export type LendingReason = Schemas["LendingReason"];

const header = () => ({ "idempotency-key": newIdempotencyKey() });
const of = (id: string) => ({ params: { path: { id }, header: header() } });

/** Everything below is thrown away together after a write: a case, its contract and its loan hang together. */
export const lendingKey = ["lending"] as const;

export const borrowersQuery = queryOptions({
  queryKey: [...lendingKey, "borrowers"],
  queryFn: () => answerOf(api.GET("/v1/lending/borrowers")),
});

export const applicationsQuery = queryOptions({
  queryKey: [...lendingKey, "applications"],
  queryFn: () => answerOf(api.GET("/v1/lending/applications")),
});

export function caseQuery(id: string) {
  return queryOptions({
    queryKey: [...lendingKey, "case", id],
    queryFn: () => answerOf(api.GET("/v1/lending/applications/{id}", { params: { path: { id } } })),
  });
}

export const contractsQuery = queryOptions({
  queryKey: [...lendingKey, "contracts"],
  queryFn: () => answerOf(api.GET("/v1/lending/contracts")),
});

export function contractQuery(id: string) {
  return queryOptions({
    queryKey: [...lendingKey, "contract", id],
    queryFn: () => answerOf(api.GET("/v1/lending/contracts/{id}", { params: { path: { id } } })),
  });
}

export const loansQuery = queryOptions({
  queryKey: [...lendingKey, "loans"],
  queryFn: () => answerOf(api.GET("/v1/lending/loans")),
});

export function loanQuery(id: string) {
  return queryOptions({
    queryKey: [...lendingKey, "loan", id],
    queryFn: () => answerOf(api.GET("/v1/lending/loans/{id}", { params: { path: { id } } })),
  });
}

export const dayCloseQuery = queryOptions({
  queryKey: [...lendingKey, "dayClose"],
  queryFn: () => answerOf(api.GET("/v1/lending/day-close")),
  refetchInterval: (query) => (query.state.data?.jobId == null ? 30_000 : 1_000),
});

export function trialBalanceQuery(days: { from?: string; to?: string }) {
  return queryOptions({
    queryKey: [...lendingKey, "trialBalance", days],
    queryFn: () => answerOf(api.GET("/v1/lending/trial-balance", { params: { query: days } })),
  });
}

export const parametersQuery = queryOptions({
  queryKey: [...lendingKey, "parameters"],
  queryFn: () => answerOf(api.GET("/v1/lending/parameters")),
});

export function applyForLoan(body: Schemas["NewLoanApplication"]) {
  return answerOf(api.POST("/v1/lending/applications", { params: { header: header() }, body }));
}

export function takeCaseStep(id: string, step: "submit" | "withdraw" | "assess") {
  return answerOf(api.POST(`/v1/lending/applications/{id}/${step}`, of(id)));
}

export function recordDiligence(id: string, body: Schemas["DueDiligenceForm"]) {
  return answerOf(api.POST("/v1/lending/applications/{id}/diligence", { ...of(id), body }));
}

export function proposeVerdict(id: string, body: Schemas["LoanProposal"]) {
  return answerOf(api.POST("/v1/lending/applications/{id}/propose", { ...of(id), body }));
}

export function decideApplication(id: string, body: Schemas["LoanDecision"]) {
  return answerOf(api.POST("/v1/lending/applications/{id}/decide", { ...of(id), body }));
}

export function prepareContract(body: Schemas["NewLoanContract"]) {
  return answerOf(api.POST("/v1/lending/contracts", { params: { header: header() }, body }));
}

export function signContract(id: string, side: "bank" | "borrower") {
  return answerOf(api.POST(`/v1/lending/contracts/{id}/sign-for-${side}`, of(id)));
}

export function requestDrawdown(id: string, body: Schemas["NewDrawdown"]) {
  return answerOf(api.POST("/v1/lending/contracts/{id}/drawdowns", { ...of(id), body }));
}

export function decideDrawdown(id: string, verdict: "pay" | "refuse") {
  return answerOf(api.POST("/v1/lending/drawdowns/{id}/decide", { ...of(id), body: { verdict } }));
}

export function recordMovement(id: string, body: Schemas["NewLoanMovement"]) {
  return answerOf(api.POST("/v1/lending/loans/{id}/movements", { ...of(id), body }));
}

export function checkMovement(id: string, verdict: "approve" | "refuse") {
  return answerOf(api.POST("/v1/lending/movements/{id}/check", { ...of(id), body: { verdict } }));
}

export function startDayClose(upTo: string) {
  return answerOf(api.POST("/v1/lending/day-close", { params: { header: header() }, body: { upTo } }));
}

export function quoteLoan(body: Schemas["QuoteRequest"]) {
  return answerOf(api.POST("/v1/lending/quotes", { body }));
}
