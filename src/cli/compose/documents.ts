import { createDueDiligenceStore } from "#adapters/postgres";
import { openDocuments } from "#flow";
import type { AreaServices } from "#http";
import type { DocumentServices } from "#report";
import type { Foundation } from "./foundation.ts";

/** Opens what serves printed documents, the due-diligence report first. */
export async function composeDocuments(
  { stores, record, access, jobs, pdf, clock, nextId }: Foundation,
  { loanBook }: Pick<AreaServices, "consent" | "loanBook" | "watch">,
): Promise<DocumentServices> {
  return openDocuments({
    store: createDueDiligenceStore(record),
    rows: stores.reportRows,
    indicators: stores.indicators,
    evaluations: jobs.evaluations,
    ledger: stores.ledger,
    book: loanBook.book,
    pdf,
    audit: access.audit,
    clock,
    nextId,
    partyName: async (partyId) => (await access.accounts.findParty(partyId))?.name ?? "",
    registryOf: async () => null,
    alertsOf: async () => [],
  });
}
