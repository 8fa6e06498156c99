import { z } from "zod";
import type { SampleTour } from "#http";
import { type Story, registeredOf } from "./story.ts";

const claims = z.object({ items: z.array(z.object({ claimId: z.string(), loanNumber: z.string() })) });
const loans = z.object({
  items: z.array(
    z.object({ loan: z.object({ id: z.string(), number: z.string(), enterpriseId: z.string().nullable() }) }),
  ),
});
const reports = z.object({ items: z.array(z.object({ id: z.string(), enterpriseId: z.string() })) });
const alerts = z.object({
  items: z.array(z.object({ id: z.string(), enterpriseId: z.string(), rule: z.string() })),
});

/** What the machines tell comes before what the bank's own books tell. */
const tellingRules = ["energyDown", "runningDown", "salesDown", "receiptsBehind"];

/** Where the story of the borrower in trouble can be seen, station by station, and who its owner is. */
export async function findPlaces(
  story: Story,
): Promise<{ readonly owner: SampleTour["people"][number] | null; readonly places: SampleTour["places"] }> {
  const { cast } = story;
  const claim = claims.parse(await cast.fundClerk.get("/v1/fund/claims")).items[0];
  const book = loans.parse(await cast.postLoanManager.get("/v1/loan-book/loans?limit=200")).items;
  const loan = book.find((one) => one.loan.number === claim?.loanNumber)?.loan;
  const borrower = (await registeredOf(story)).find(({ id }) => id === loan?.enterpriseId);
  if (borrower === undefined) return { owner: null, places: null };
  const report = reports
    .parse(await cast.accountManager.get("/v1/due-diligence"))
    .items.find(({ enterpriseId }) => enterpriseId === borrower.id);
  const own = alerts
    .parse(await cast.postLoanManager.get("/v1/watch/alerts"))
    .items.filter(({ enterpriseId }) => enterpriseId === borrower.id);
  const told = tellingRules.flatMap((rule) => own.filter((one) => one.rule === rule));
  const alert = told[0] ?? own[0];
  return {
    owner: await ownerOf(story, borrower.ownPartyId),
    places: {
      enterpriseName: borrower.name,
      enterpriseId: borrower.id,
      reportId: report?.id ?? null,
      alertId: alert?.id ?? null,
      loanId: loan?.id ?? null,
      claimId: claim?.claimId ?? null,
    },
  };
}

async function ownerOf(
  { ownersOf }: Story,
  partyId: string | null,
): Promise<SampleTour["people"][number] | null> {
  if (partyId === null) return null;
  const accountId = await ownersOf(partyId);
  return accountId === null ? null : { key: "owner", partyId, accountId };
}
