import type { ConsentServices } from "#consent";
import type { Foundation } from "./foundation.ts";

/** Opens what serves consent, the basis of each read, and the access log. */
export async function composeConsent(_foundation: Foundation): Promise<ConsentServices> {
  return { basisOf: notYet, requireBasis: notYet };
}

const notYet = (): Promise<never> => Promise.reject(new Error("consent is not built yet"));
