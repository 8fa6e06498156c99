import type { Session } from "../api/types.ts";

/** Where a person lands: the owner on the enterprise's own page, the administrator on the results, others on their work. */
export function homeOf({ user, party }: Session): string {
  const seesResults = party.kind === "bank" && user.role === "administrator";
  // Who came by an invitation could not come again; the administrator gets a new address in the terminal, and the
  // people of the simulated pilot are entered from its tour.
  if (!user.hasPassword && !seesResults && !party.isSimulated) return "/password";
  if (party.kind === "enterprise") return "/my";
  return seesResults ? "/evaluations/latest/enterprises" : "/start";
}
