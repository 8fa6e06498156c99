import { queryOptions } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey } from "../../api/client.ts";
import type { components } from "../../api/schema.d.ts";

type Schemas = components["schemas"];
export type Terms = Schemas["ProgrammeTerms"];
export type Programme = Schemas["Programme"];
export type Standing = Schemas["FundStanding"];
export type Enrolment = Schemas["FundEnrolment"];
export type ClaimRow = Schemas["ClaimRow"];
export type ClaimCase = Schemas["ClaimCase"];
export type Arithmetic = Schemas["ArithmeticStep"];
export type Declaration = Schemas["ClaimDeclaration"];
export type NewMovement = Schemas["NewFundMovement"];

export const programmesQuery = queryOptions({
  queryKey: ["fund", "programmes"],
  queryFn: () => answerOf(api.GET("/v1/fund/programmes")),
});

export const enrolmentsQuery = queryOptions({
  queryKey: ["fund", "enrolments"],
  queryFn: () => answerOf(api.GET("/v1/fund/enrolments")),
});

export const claimsQuery = queryOptions({
  queryKey: ["fund", "claims"],
  queryFn: () => answerOf(api.GET("/v1/fund/claims")),
});

export function claimQuery(id: string) {
  return queryOptions({
    queryKey: ["fund", "claim", id],
    queryFn: () => answerOf(api.GET("/v1/fund/claims/{id}", { params: { path: { id } } })),
  });
}

export function standingQuery(id: string) {
  return queryOptions({
    queryKey: ["fund", "standing", id],
    queryFn: () => answerOf(api.GET("/v1/fund/programmes/{id}/standing", { params: { path: { id } } })),
  });
}

/** The bank's own loans that match, to choose one for a programme. */
export function loansQuery(search: string) {
  return queryOptions({
    queryKey: ["fund", "loans", search],
    queryFn: () => answerOf(api.GET("/v1/loan-book/loans", { params: { query: { search, limit: 20 } } })),
  });
}

const keyed = () => ({ header: { "idempotency-key": newIdempotencyKey() } });
const keyedAt = (id: string) => ({ ...keyed(), path: { id } });

export function createProgramme(body: Schemas["NewProgramme"]) {
  return answerOf(api.POST("/v1/fund/programmes", { params: keyed(), body }));
}

export function draftVersion(id: string, body: Schemas["NewProgrammeVersion"]) {
  return answerOf(api.POST("/v1/fund/programmes/{id}/versions", { params: keyedAt(id), body }));
}

export function publishVersion(id: string, version: number) {
  const params = { ...keyed(), path: { id, version } };
  return answerOf(api.POST("/v1/fund/programmes/{id}/versions/{version}/publish", { params }));
}

export function simulateTerms(id: string, terms: Terms) {
  const params = { path: { id } };
  return answerOf(api.POST("/v1/fund/programmes/{id}/simulation", { params, body: { terms } }));
}

export function proposeMovement(id: string, body: NewMovement) {
  return answerOf(api.POST("/v1/fund/programmes/{id}/movements", { params: keyedAt(id), body }));
}

export function confirmMovement(id: string) {
  return answerOf(api.POST("/v1/fund/movements/{id}/confirm", { params: keyedAt(id) }));
}

export function fileEnrolment(body: { programmeId: string; loanId: string }) {
  return answerOf(api.POST("/v1/fund/enrolments", { params: keyed(), body }));
}

export function approveEnrolment(id: string) {
  return answerOf(api.POST("/v1/fund/enrolments/{id}/approve", { params: keyedAt(id) }));
}

export function decideEnrolment(id: string, body: { confirms: boolean; note: string }) {
  return answerOf(api.POST("/v1/fund/enrolments/{id}/decide", { params: keyedAt(id), body }));
}

export function openClaim(body: Schemas["NewClaim"]) {
  return answerOf(api.POST("/v1/fund/claims", { params: keyed(), body }));
}

export function openRound(id: string, body: Declaration) {
  return answerOf(api.POST("/v1/fund/claims/{id}/rounds", { params: keyedAt(id), body }));
}

export function reportRecovery(id: string, body: Schemas["NewRecovery"]) {
  return answerOf(api.POST("/v1/fund/claims/{id}/recoveries", { params: keyedAt(id), body }));
}

export function bookRecovery(id: string) {
  return answerOf(api.POST("/v1/fund/recoveries/{id}/book", { params: keyedAt(id) }));
}

const stepPaths = {
  submit: "/v1/fund/claims/{id}/submit",
  check: "/v1/fund/claims/{id}/check",
  reserve: "/v1/fund/claims/{id}/reserve",
  approve: "/v1/fund/claims/{id}/approve",
  pay: "/v1/fund/claims/{id}/pay",
  reject: "/v1/fund/claims/{id}/reject",
  cure: "/v1/fund/claims/{id}/cure",
  fraud: "/v1/fund/claims/{id}/fraud",
  refund: "/v1/fund/claims/{id}/refund",
  close: "/v1/fund/claims/{id}/close",
} as const;
export type StepName = keyof typeof stepPaths;

/** Whether a step is one click, perhaps with a reason; the others have a form. */
export function isPlainStep(step: string): step is StepName {
  return step in stepPaths;
}

export function takeStep(id: string, step: StepName, why: string) {
  const body = why === "" ? {} : { why };
  return answerOf(api.POST(stepPaths[step], { params: keyedAt(id), body }));
}
