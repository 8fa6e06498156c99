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
  const hadToken = startToken !== null;
  try {
    if (hadToken) await spendStartToken();
    else await queryClient.ensureQueryData(sessionQuery);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const reason = hadToken ? ("token" as const) : undefined;
    throw redirect({ to: "/login", search: { back: location.href, reason }, replace: true });
  }
}

/** The one-time address leads to the log-in page: with its token straight on to the start page. */
export async function passLogInWithToken(): Promise<void> {
  if (startToken === null) return;
  try {
    await spendStartToken();
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw redirect({ to: "/login", search: { reason: "token" }, replace: true });
  }
  throw redirect({ to: "/", replace: true });
}

async function spendStartToken(): Promise<void> {
  const token = startToken;
  startToken = null;
  if (token !== null) queryClient.setQueryData(sessionQuery.queryKey, await logIn({ token }));
}

function isRefusal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status !== 0 && error.status < 500;
}
