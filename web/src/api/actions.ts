import { answerOf, api, newIdempotencyKey } from "./client.ts";
import type { LogIn, Session } from "./types.ts";

/** Logs in by the one-time token of the start address, or by name and password. */
export function logIn(credentials: LogIn): Promise<Session> {
  return answerOf(api.POST("/v1/session", { body: credentials }));
}

/** Ends this session and begins one of a simulated person. */
export async function enterSample(accountId: string): Promise<void> {
  const { token } = await answerOf(api.POST("/v1/sample/entries", { body: { accountId } }));
  await logIn({ token });
}

export async function logOut(): Promise<void> {
  await answerOf(api.DELETE("/v1/session"));
}

/** Starts an evaluation of uploaded files. */
export function startEvaluation(body: {
  uploadId?: string;
  dataset: string;
  budgetFen?: string;
  basis?: string;
}) {
  return answerOf(
    api.POST("/v1/evaluations", {
      params: { header: { "idempotency-key": newIdempotencyKey() } },
      body,
    }),
  );
}

export function cancelJob(id: string) {
  return answerOf(
    api.POST("/v1/jobs/{id}/cancel", {
      params: { path: { id }, header: { "idempotency-key": newIdempotencyKey() } },
    }),
  );
}

/**
 * Takes the one-time token out of the address (`#token=…`) and removes it there, so that it stays in no history
 * entry and no bookmark.
 */
export function takeTokenFromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token === null) return null;
  history.replaceState(null, "", location.pathname + location.search);
  return token;
}
