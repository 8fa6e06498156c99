import type { Session } from "../api/types.ts";

/** Where a person lands: the owner on the enterprise's own page, the administrator on the results, others on their work. */
export function homeOf({ user, party }: Session): string {
  if (party.kind === "enterprise") return "/my";
  const seesResults = party.kind === "bank" && user.role === "administrator";
  return seesResults ? "/evaluations/latest/enterprises" : "/start";
}
