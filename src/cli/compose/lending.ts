import { createEnterpriseRegister, createLendingStore } from "#adapters/postgres";
import type { AreaServices } from "#http";
import { businessDayOf } from "#kernel";
import { type LendingServices, listLendingTasks, ownLoanParameters } from "#lending";
import type { Foundation } from "./foundation.ts";
import { openBorrowerSource, openEvaluationSource } from "./lending-sources.ts";

/** Opens what serves own loans, from application to settlement. */
export async function composeLending(
  foundation: Foundation,
  { consent, loanBook }: Pick<AreaServices, "consent" | "loanBook">,
): Promise<LendingServices> {
  const { record, access, nextId, clock, jobs, pdf } = foundation;
  const store = createLendingStore(record);
  return {
    store,
    parameters: ownLoanParameters,
    borrowers: openBorrowerSource(createEnterpriseRegister(record)),
    isBank: async (asker, partyId) =>
      (await access.parties.list(asker.partyId)).some(({ id, kind }) => id === partyId && kind === "bank"),
    evaluations: openEvaluationSource(jobs.evaluations),
    consent,
    book: loanBook.book,
    showInBook: loanBook.closeOwnDay,
    pdf,
    tasks: {
      listTasks: async (visitor) => await listLendingTasks(store, visitor, businessDayOf(clock())),
    },
    nextId,
    clock,
  };
}
