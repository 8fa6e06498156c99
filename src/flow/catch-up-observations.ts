import type { ObservationStore } from "#collect";
import type { Ledger } from "#ledger";
import { openProjection } from "./projection/open-projection.ts";
import { projectionOf } from "./projection/projection-of.ts";

/**
 * Brings the observations up to the log: what was sealed and not yet projected, for example because the process
 * was killed in between, is parsed again from the sealed payloads. With an empty store it rebuilds everything.
 * @param mostRows  rows remembered for finding duplicates, where the store cannot give them back
 * @returns how many batches were projected
 */
export async function catchUpObservations(
  ledger: Ledger,
  observations: ObservationStore,
  mostRows?: number,
): Promise<number> {
  if (mostRows === undefined) return await projectionOf(ledger, observations).run();
  return await openProjection(ledger, observations, mostRows).run();
}
