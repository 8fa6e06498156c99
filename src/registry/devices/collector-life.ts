import type { CollectorState } from "../collector.ts";

export const collectorStates = ["registered", "bound", "active", "quarantined", "revoked"] as const;

const moves: Readonly<Record<CollectorState, readonly CollectorState[]>> = {
  registered: ["bound", "quarantined", "revoked"],
  bound: ["active", "quarantined", "revoked"],
  active: ["quarantined", "revoked"],
  quarantined: ["bound", "active", "revoked"],
  revoked: [],
};

/** Whether a collector may go from one state to another; revoked is final. */
export function mayMove(from: CollectorState, to: CollectorState): boolean {
  return moves[from].includes(to);
}

/**
 * Where a release leads: to what the collector was before, as far as its key and its first batch say.
 */
export function stateAfterRelease(collector: {
  readonly keys: readonly unknown[];
  readonly hasToken: boolean;
  readonly activatedAtMs: number | null;
}): "bound" | "active" | null {
  if (collector.activatedAtMs !== null) return "active";
  return collector.keys.length > 0 || collector.hasToken ? "bound" : null;
}
