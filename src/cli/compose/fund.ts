import { createFundLoans, createFundStore } from "#adapters/postgres";
import { type FundServices, fundTasks } from "#compensation";
import type { AreaServices } from "#http";
import type { Foundation } from "./foundation.ts";

/** Opens what serves the compensation fund. */
export async function composeFund(
  { record, stores, pdf, nextId, clock }: Foundation,
  { loanBook }: Pick<AreaServices, "consent" | "loanBook">,
): Promise<FundServices> {
  const store = createFundStore(record);
  const { book } = loanBook;
  const desk = { store, book, ...createFundLoans(record, clock), ledger: stores.ledger, nextId, clock };
  return { desk, pdf, tasks: fundTasks(desk) };
}
