import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { answerOf, api, newIdempotencyKey, problemOf } from "../../api/client.ts";
import type { paths } from "../../api/schema.d.ts";

export type Card = Awaited<ReturnType<typeof readCard>>;
export type CardList = Awaited<ReturnType<typeof readCards>>;
export type Draft = paths["/v1/expert-cards"]["post"]["requestBody"]["content"]["application/json"];
export type Indicator = Draft["indicators"][number];

const key = ["expertCards"] as const;
const header = () => ({ header: { "idempotency-key": newIdempotencyKey() } });
const at = (id: string) => ({ params: { path: { id }, ...header() } });

function readCards() {
  return answerOf(api.GET("/v1/expert-cards"));
}

function readCard(id: string) {
  return answerOf(api.GET("/v1/expert-cards/{id}", { params: { path: { id } } }));
}

export const cardsQuery = queryOptions({ queryKey: [...key, "list"], queryFn: readCards });

export function cardQuery(id: string) {
  return queryOptions({ queryKey: [...key, id], queryFn: () => readCard(id) });
}

export function draftCard(body: Draft) {
  return answerOf(api.POST("/v1/expert-cards", { params: header(), body }));
}

export function weighCard(id: string, weights: Record<string, number>) {
  return answerOf(api.POST("/v1/expert-cards/{id}/weights", { ...at(id), body: { weights } }));
}

export function signCard(id: string, sha256: string) {
  return answerOf(api.POST("/v1/expert-cards/{id}/signature", { ...at(id), body: { sha256 } }));
}

export function activateCard(id: string) {
  return answerOf(api.POST("/v1/expert-cards/{id}/activation", { ...at(id), body: {} }));
}

export function retireCard(id: string) {
  return answerOf(api.POST("/v1/expert-cards/{id}/retirement", { ...at(id), body: {} }));
}

export async function fetchCardPdf(id: string): Promise<Blob> {
  const response = await fetch(`/v1/expert-cards/${id}/pdf`, { credentials: "same-origin" });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  return await response.blob();
}

/** A step of a card's life, after which cards are read anew. */
export function useCardStep<Input, Output>(step: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: step,
    onSuccess: async () => await client.invalidateQueries({ queryKey: key }),
  });
}
