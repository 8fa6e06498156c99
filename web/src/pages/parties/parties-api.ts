import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api } from "../../api/client.ts";
import type { paths } from "../../api/schema.d.ts";

export type NewParty = paths["/v1/parties"]["post"]["requestBody"]["content"]["application/json"];
export type NewPerson = paths["/v1/people"]["post"]["requestBody"]["content"]["application/json"];
export type PersonChange = paths["/v1/people/{id}"]["patch"]["requestBody"]["content"]["application/json"];
export type AuditSearch = NonNullable<paths["/v1/audit-events"]["get"]["parameters"]["query"]>;

export const partiesQuery = queryOptions({
  queryKey: ["parties"],
  queryFn: () => answerOf(api.GET("/v1/parties")),
});

export const peopleQuery = queryOptions({
  queryKey: ["people"],
  queryFn: () => answerOf(api.GET("/v1/people")),
});

export function auditQuery(query: AuditSearch) {
  return queryOptions({
    queryKey: ["audit", query],
    queryFn: () => answerOf(api.GET("/v1/audit-events", { params: { query } })),
    placeholderData: keepPreviousData,
  });
}

export function createParty(body: NewParty) {
  return answerOf(api.POST("/v1/parties", { body }));
}

export function addPerson(body: NewPerson) {
  return answerOf(api.POST("/v1/people", { body }));
}

export function changePerson(id: string, body: PersonChange) {
  return answerOf(api.PATCH("/v1/people/{id}", { params: { path: { id } }, body }));
}

export function resetPerson(id: string) {
  return answerOf(api.POST("/v1/people/{id}/reset", { params: { path: { id } } }));
}

export async function setPassword(body: { current?: string; next: string }): Promise<void> {
  await answerOf(api.PUT("/v1/session/password", { body }));
}

export function checkTrail() {
  return answerOf(api.GET("/v1/audit-events/verdict"));
}
