import { createCustomerStore, createEnterpriseRegister, createLendingStore } from "#adapters/postgres";
import { type CustomerServices, openCustomers } from "#flow";
import type { AreaServices } from "#http";
import type { Foundation } from "./foundation.ts";

/** Opens what serves customer management. */
export async function composeCustomers(
  { record, stores, jobs, nextId, clock }: Foundation,
  { consent, loanBook, watch }: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<CustomerServices> {
  return openCustomers({
    store: createCustomerStore(record),
    register: createEnterpriseRegister(record),
    consent,
    operations: stores.operations,
    watch: watch.store,
    book: loanBook.book,
    lending: createLendingStore(record),
    evaluations: jobs.evaluations,
    knownAt: async () => await stores.observations.position(),
    nextId,
    clock,
  });
}
