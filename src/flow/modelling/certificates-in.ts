import type { CertifiedBounds } from "#models";

/**
 * The bounds that certificates give, by indicator, wherever they stand in an artefact: what was not optimised has none.
 */
export function certificatesIn(artefact: unknown): ReadonlyMap<string, CertifiedBounds> {
  const found = new Map<string, CertifiedBounds>();
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    if (Array.isArray(value)) {
      for (const one of value) look(one);
      return;
    }
    const { id, certificate } = value as { id?: unknown; certificate?: unknown };
    const bounds = boundsOf(certificate);
    if (typeof id === "string" && bounds !== null) found.set(id, bounds);
    for (const one of Object.values(value)) look(one);
  };
  look(artefact);
  return found;
}

function boundsOf(certificate: unknown): CertifiedBounds | null {
  if (typeof certificate !== "object" || certificate === null) return null;
  const { lower, upper } = certificate as { lower?: unknown; upper?: unknown };
  return typeof lower === "number" && typeof upper === "number" ? { lower, upper } : null;
}
