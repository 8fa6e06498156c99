import type { AuditStore, MadeParty, NewParty, PartyServices, PartyStore, Visitor } from "#access";
import { type Clock, businessDayOf } from "#kernel";
import {
  datasetScheme,
  enterpriseIdOf,
  type EnterpriseRegister,
  type EnterpriseToRegister,
  type ListedEnterprise,
  type ListNote,
  listProblems,
  readEnterpriseList,
} from "#registry";

/** Everything that onboarding needs, passed in. */
export interface OnboardingStores {
  readonly register: EnterpriseRegister;
  readonly parties: Pick<PartyStore, "findIdByCode">;
  /** Makes parties with their owners and invites these. */
  readonly createParties: PartyServices["createParties"];
  /** Takes the name of a data set for a party, unless it is another's. */
  readonly claimDataset: (partyId: string, dataset: string, atMs: number) => Promise<"own" | "others">;
  readonly audit: AuditStore;
  readonly clock: Clock;
}

/** What an owner is sent, or handed on paper. */
export interface OwnerInvitation {
  readonly enterpriseId: string;
  readonly code: string;
  readonly name: string;
  readonly ownerName: string;
  /** What the owner names as the party at the log-in. */
  readonly partyCode: string;
  /** The secret of the one-time address. */
  readonly token: string;
  readonly expiresAtMs: number;
}

/** What became of a list: with any problem nothing was registered. */
export interface Onboarding {
  readonly registered: number;
  /** In the register before. */
  readonly known: number;
  readonly problems: readonly ListNote[];
  readonly warnings: readonly ListNote[];
  readonly invitations: readonly OwnerInvitation[];
}

/**
 * Registers every enterprise of a list in one action: its party, its owner's account, its entry in the register. An
 * enterprise that another bank brought before keeps its party and owner, and nobody is invited into it again: whoever
 * names another owner, or adds to another's data set, would read what that bank brought.
 * @param list.table  rows of the list, the first names the columns
 * @param by  the account is null when the operator does so in a terminal
 */
export async function onboardEnterprises(
  stores: OnboardingStores,
  by: { readonly party: Visitor["party"]; readonly accountId: string | null },
  list: {
    readonly dataset: string;
    readonly table: readonly (readonly string[])[];
    readonly platformPartyId: string | null;
  },
): Promise<Onboarding> {
  const atMs = stores.clock();
  const on = businessDayOf(atMs);
  const { enterprises, problems, warnings } = readEnterpriseList(list.table, on);
  if (problems.length > 0) return { registered: 0, known: 0, problems, warnings, invitations: [] };
  const scheme = datasetScheme(list.dataset);
  const registered = new Set(
    (await stores.register.list(by.party.id, on))
      .filter(({ registeredByPartyId }) => registeredByPartyId === by.party.id)
      .map(({ id }) => id),
  );
  const named = enterprises.map((one) => ({ ...one, id: enterpriseIdOf({ scheme, value: one.code }) }));
  const fresh = named.filter(({ id }) => !registered.has(id));
  const prepared = await Promise.all(fresh.map(async (one) => await findParty(stores, one)));
  const standing = await stores.claimDataset(by.party.id, list.dataset, atMs);
  const refused = await problemsOfOwners(stores, prepared, { partyId: by.party.id, ...list, standing });
  if (refused.length > 0) return { registered: 0, known: 0, problems: refused, warnings, invitations: [] };
  const made = await stores.createParties(
    by,
    prepared.filter(({ partyId }) => partyId === null).map(newPartyOf),
  );
  const madeOf = new Map(made.map((one) => [one.party.code, one]));
  const entries = prepared.map(({ enterprise, partyCode, partyId }): EnterpriseToRegister => {
    const { id, code, name, uscc, region, industry, size } = enterprise;
    const { dataset, platformPartyId } = list;
    const ownPartyId = partyId ?? madeOf.get(partyCode)?.party.id ?? null;
    return {
      id,
      dataset,
      code,
      name,
      uscc,
      region,
      industry,
      size,
      validFrom: on,
      platformPartyId,
      ownPartyId,
    };
  });
  await stores.register.register(by.party.id, entries, { accountId: by.accountId, atMs });
  await stores.audit.append({
    partyId: by.party.id,
    accountId: by.accountId,
    action: "enterprise.registered",
    subject: `${list.dataset} ${entries.length}`,
    atMs,
  });
  const invitations = prepared.flatMap((one) => invitationOf(one, madeOf.get(one.partyCode)));
  const known = named.length - fresh.length;
  return { registered: fresh.length, known, problems, warnings, invitations };
}

interface Prepared {
  readonly enterprise: ListedEnterprise & { readonly id: string };
  readonly partyCode: string;
  /** Null unless somebody brought this enterprise before. */
  readonly partyId: string | null;
}

async function findParty(
  { parties }: OnboardingStores,
  enterprise: Prepared["enterprise"],
): Promise<Prepared> {
  // A code of the data set may hold anything; the credit code and our own id have the form of a party's code.
  const partyCode = enterprise.uscc ?? enterprise.id;
  return { enterprise, partyCode, partyId: await parties.findIdByCode(partyCode) };
}

/** Rows of enterprises that have another owner, or that are new in a data set of another party. */
async function problemsOfOwners(
  { register }: OnboardingStores,
  prepared: readonly Prepared[],
  by: { readonly partyId: string; readonly dataset: string; readonly standing: "own" | "others" },
): Promise<readonly ListNote[]> {
  const ids = prepared.map(({ enterprise }) => enterprise.id);
  const owners = await register.ownersOf(by.partyId, ids);
  return prepared.flatMap(({ enterprise: { id, code, row, uscc }, partyId }) => {
    const owner = owners.get(id);
    // In another's data set a code alone proves nothing: it would be enough to guess one to learn that it is there.
    const isProven = by.standing === "own" || uscc !== null;
    const isRightful = owner === undefined ? by.standing === "own" : owner === partyId && isProven;
    if (isRightful) return [];
    const named = { dataset: by.dataset, found: code };
    const sentence = listProblems.both("LIST_ENTERPRISE_OF_OTHERS", named);
    return [{ row, column: "企业代码", code: "LIST_ENTERPRISE_OF_OTHERS", ...sentence }];
  });
}

function newPartyOf({ enterprise, partyCode }: Prepared): NewParty {
  const firstPerson = { name: ownerNameOf(enterprise), role: "owner" } as const;
  return { kind: "enterprise", code: partyCode, name: enterprise.name, firstPerson };
}

function ownerNameOf({ ownerName }: ListedEnterprise): string {
  return ownerName ?? "owner";
}

function invitationOf({ enterprise, partyCode }: Prepared, made: MadeParty | undefined): OwnerInvitation[] {
  if (made === undefined) return [];
  const { token, expiresAtMs } = made.invitation;
  const { id: enterpriseId, code, name } = enterprise;
  return [{ enterpriseId, code, name, ownerName: ownerNameOf(enterprise), partyCode, token, expiresAtMs }];
}
