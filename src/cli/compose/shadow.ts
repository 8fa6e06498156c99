import { createExpertCardStore } from "#adapters/postgres";
import { openShadow, type ShadowServices } from "#flow";
import type { AreaServices } from "#http";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the shadow comparison. */
export async function composeShadow(
  { record, stores, jobs, pdf, clock }: Foundation,
  { consent, loanBook, watch }: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<ShadowServices> {
  return openShadow({
    loanBook,
    consent,
    watch,
    evaluations: jobs.evaluations,
    expertCards: createExpertCardStore(record),
    indicators: stores.indicators,
    ledger: stores.ledger,
    pdf,
    clock,
  });
}
