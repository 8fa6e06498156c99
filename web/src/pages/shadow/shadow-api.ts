import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answerOf, api, problemOf } from "../../api/client.ts";
import type { paths } from "../../api/schema.d.ts";

export type Comparison = Awaited<ReturnType<typeof readComparison>>["comparison"];
export type Borrower = Comparison["borrowers"][number];
export type Share = Comparison["bySide"]["accepted"]["trouble"];
type Parameters = NonNullable<paths["/v1/shadow/comparison"]["get"]["parameters"]["query"]>;
/** What the address of the page holds. */
export type ShadowSearch = { readonly [Name in keyof Parameters]?: Parameters[Name] | undefined };

const keptMs = 5 * 60_000;

function readComparison(search: ShadowSearch) {
  return answerOf(api.GET("/v1/shadow/comparison", { params: { query: present(search) as Parameters } }));
}

export function comparisonQuery(search: ShadowSearch) {
  return queryOptions({
    queryKey: ["shadow", search],
    queryFn: () => readComparison(search),
    placeholderData: keepPreviousData,
    staleTime: keptMs,
  });
}

/** The comparison as a file, in the reader's language. */
export async function fetchCopy(
  kind: "pdf" | "xlsx",
  search: ShadowSearch,
  language: "zh" | "en",
): Promise<Blob> {
  const query = new URLSearchParams({ ...present(search), language });
  const response = await fetch(`/v1/shadow/comparison/${kind}?${query}`, { credentials: "same-origin" });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => null));
  return await response.blob();
}

function present(search: ShadowSearch): Record<string, string> {
  return Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
