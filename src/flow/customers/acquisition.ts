import { everybody } from "#consent";
import { type CustomerEntry, costsByChannel, type FunnelStep, funnelsOf, type Journey } from "#customers";
import { addDays, type BusinessDay, businessDayOf } from "#kernel";
import type { Loan, LoanApplication } from "#lending";
import type { Acquisition, CustomerReader, CustomerStores } from "./customer-services.ts";

const mostEvaluations = 50;
const retainedDays = 180;

/**
 * The funnel by channel from leads to borrowers that stayed. Every application of own lending belongs to exactly one
 * enterprise, and every enterprise to its first lead's channel or to none, so that the channels add up.
 */
export async function readAcquisition(stores: CustomerStores, reader: CustomerReader): Promise<Acquisition> {
  const { store } = stores;
  const partyId = reader.party.id;
  const campaigns = await store.listEntries(partyId, "campaign");
  const costs = await store.listEntries(partyId, "cost");
  const leads = await store.listEntries(partyId, "lead");
  const applications = await stores.lending.work(partyId, async (unit) => await unit.applications.list({}));
  const reachedOf = await openReached(stores, reader, applications);
  const journeys = [
    ...journeysOfLeads(leads, campaigns, applications, reachedOf),
    ...journeysWithoutLead(leads, applications, reachedOf),
  ];
  return {
    funnels: funnelsOf(journeys, costsByChannel(campaigns, costs)),
    applications: applications.length,
    campaigns,
    leads: leads.length,
  };
}

type Reached = Partial<Record<FunnelStep, BusinessDay>>;

/** An enterprise counts with its first lead; a later one of another campaign did not bring it. */
function journeysOfLeads(
  leads: readonly CustomerEntry<"lead">[],
  campaigns: readonly CustomerEntry<"campaign">[],
  applications: readonly LoanApplication[],
  reachedOf: (enterpriseId: string) => Reached,
): readonly Journey[] {
  const campaignOf = new Map(campaigns.map((campaign) => [campaign.id, campaign.content]));
  const seen = new Set<string>();
  return leads.flatMap(({ content, onDay }): Journey[] => {
    const { campaignId, enterpriseId } = content;
    const channel = campaignOf.get(campaignId)?.channel;
    if (channel === undefined || (enterpriseId !== null && seen.has(enterpriseId))) return [];
    if (enterpriseId !== null) seen.add(enterpriseId);
    const reached = enterpriseId === null ? {} : reachedOf(enterpriseId);
    return [
      {
        channel,
        campaignId,
        enterpriseId,
        reached: { ...sinceLead(reached, onDay), lead: onDay },
        applications: applications.filter((one) => one.enterpriseId === enterpriseId).length,
      },
    ];
  });
}

const afterLead: readonly FunnelStep[] = ["application", "approval", "firstDrawdown", "retained"];

/** What an enterprise did before the lead was not brought by it: who borrowed already is no new borrower. */
function sinceLead(reached: Reached, leadOn: BusinessDay): Reached {
  const isBorrower = reached.firstDrawdown !== undefined && reached.firstDrawdown < leadOn;
  return Object.fromEntries(
    Object.entries(reached).filter(([step, day]) => {
      if (!afterLead.includes(step as FunnelStep)) return true;
      return day >= leadOn && !(isBorrower && step === "retained");
    }),
  );
}

function journeysWithoutLead(
  leads: readonly CustomerEntry<"lead">[],
  applications: readonly LoanApplication[],
  reachedOf: (enterpriseId: string) => Reached,
): readonly Journey[] {
  const led = new Set(leads.map(({ content }) => content.enterpriseId));
  const byEnterprise = Map.groupBy(applications, ({ enterpriseId }) => enterpriseId);
  return [...byEnterprise]
    .filter(([enterpriseId]) => !led.has(enterpriseId))
    .map(([enterpriseId, own]) => ({
      channel: "unattributed",
      campaignId: null,
      enterpriseId,
      reached: reachedOf(enterpriseId),
      applications: own.length,
    }));
}

async function openReached(
  stores: CustomerStores,
  { party }: CustomerReader,
  applications: readonly LoanApplication[],
): Promise<(enterpriseId: string) => Reached> {
  const consents = (await stores.consent.consents.list({ party })).filter(
    ({ grantee, grantedAtMs }) => grantee.id === party.id && grantedAtMs !== null,
  );
  const loans = await stores.book.listLoans(party.id);
  const evaluated = await firstEvaluations(stores, party.id);
  const today = businessDayOf(stores.clock());
  return (enterpriseId) => {
    const own = applications.filter((application) => application.enterpriseId === enterpriseId);
    const drawn = loans.filter((loan) => loan.enterpriseId === enterpriseId);
    const consent = earliest(
      consents
        .filter((one) => one.enterpriseId === enterpriseId)
        .map(({ grantedAtMs }) => dayOf(grantedAtMs)),
    );
    const reached: Record<FunnelStep, BusinessDay | undefined> = {
      lead: undefined,
      consent,
      // A result that its owner has not let the bank see is no step towards a loan.
      evaluation: consent === undefined ? undefined : evaluated.get(enterpriseId),
      application: earliest(
        own.filter(({ state }) => state !== "draft").map(({ madeAtMs }) => dayOf(madeAtMs)),
      ),
      approval: earliest(
        own.flatMap(({ verdict }) => (verdict?.verdict === "approve" ? [dayOf(verdict.atMs)] : [])),
      ),
      firstDrawdown: earliest(drawn.map(({ drawnOn }) => drawnOn)),
      retained: retainedOn(drawn, today),
    };
    return Object.fromEntries(Object.entries(reached).filter(([, day]) => day !== undefined));
  };
}

/** The day on which it drew again, or on which its first loan had lived for half a year. */
function retainedOn(loans: readonly Loan[], today: BusinessDay): BusinessDay | undefined {
  const days = loans.map(({ drawnOn }) => drawnOn).toSorted();
  const [first, second] = days;
  if (first === undefined) return undefined;
  const lived = addDays(first, retainedDays);
  const isLive = loans.some(({ state }) => state !== "settled" && state !== "writtenOff");
  if (second !== undefined) return second;
  return isLive && lived <= today ? lived : undefined;
}

/** Only the day of the first evaluation is taken of it, and only of enterprises that are led or applied. */
async function firstEvaluations(
  { evaluations }: CustomerStores,
  partyId: string,
): Promise<ReadonlyMap<string, BusinessDay>> {
  const first = new Map<string, BusinessDay>();
  for (const { id, document, createdAtMs } of await evaluations.list(partyId, mostEvaluations)) {
    if (document === null) continue;
    const query = { sort: "code", order: "asc", offset: 0, limit: 100_000 } as const;
    const page = await evaluations.listEnterprises(partyId, id, query, everybody);
    for (const { id: enterpriseId } of page.items) {
      const day = businessDayOf(createdAtMs);
      if (day < (first.get(enterpriseId) ?? "9999")) first.set(enterpriseId, day);
    }
  }
  return first;
}

function earliest(days: readonly (BusinessDay | undefined)[]): BusinessDay | undefined {
  return days.filter((day) => day !== undefined).toSorted()[0];
}

function dayOf(atMs: number | null): BusinessDay | undefined {
  return atMs === null ? undefined : businessDayOf(atMs);
}
