import { redirect } from "@tanstack/react-router";
import { logIn, takeTokenFromAddress } from "../api/actions.ts";
import { ApiProblem } from "../api/client.ts";
import { sessionQuery } from "../api/queries.ts";
import { queryClient } from "./query-client.ts";

/** Taken while the app loads, before anything else can read or share the address. */
let startToken: string | null = takeTokenFromAddress();

/**
 * Lets a page open only with a session: the one-time token is used first, then the cookie is tried, then the log-in
 * page is shown and leads back here.
 */
export async function requireSession({ location }: { location: { href: string } }): Promise<void> {
  const token = startToken;
  startToken = null;
  try {
    if (token === null) await queryClient.ensureQueryData(sessionQuery);
    else queryClient.setQueryData(sessionQuery.queryKey, await logIn({ token }));
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status === 0 || error.status >= 500) throw error;
    const reason = token === null ? undefined : ("token" as const);
    throw redirect({ to: "/log-in", search: { back: location.href, reason }, replace: true });
  }
}
