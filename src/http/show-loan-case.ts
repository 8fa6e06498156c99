import type { Asker } from "#access";
import type { LoanApplication } from "#lending";

/** What the borrower sees of a case: what it asked for and what came of it, not what the bank's people wrote. */
export function viewOf({ party }: Asker, application: LoanApplication): LoanApplication {
  if (party.id === application.bankPartyId) return application;
  const { verdict } = application;
  return {
    ...application,
    findings: [],
    diligence: null,
    proposal: null,
    verdict:
      verdict === null ? null : { ...verdict, note: "", committee: null, byAccountId: null, byName: null },
  };
}
