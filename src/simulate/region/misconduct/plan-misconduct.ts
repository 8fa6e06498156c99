import type { Misconduct, MisconductCandidate, MisconductRequest } from "./misconduct.ts";

/** Who cheats, how and from when: by enterprise code; one without an entry is honest and its sensors are sound. */
export function planMisconduct(
  candidates: readonly MisconductCandidate[],
  request: MisconductRequest,
): ReadonlyMap<string, Misconduct> {
  void candidates;
  void request;
  return new Map();
}
