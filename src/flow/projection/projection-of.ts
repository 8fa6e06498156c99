import type { ObservationStore } from "#collect";
import type { Ledger } from "#ledger";
import { openProjection } from "./open-projection.ts";
import type { Projection } from "./projection.ts";

const projections = new WeakMap<ObservationStore, Projection>();

/** The projection of a store: the same for everybody, because two at once would not know each other's rows. */
export function projectionOf(ledger: Ledger, observations: ObservationStore): Projection {
  const known = projections.get(observations);
  if (known !== undefined) return known;
  const made = openProjection(ledger, observations);
  projections.set(observations, made);
  return made;
}
