import { type Consent, dataClasses, type DataClass, isInForce } from "#consent";
import { type Customer, customersFaults, type CustomerStanding, identifyCustomers } from "#customers";
import { businessDayOf } from "#kernel";
import type { Loan } from "#lending";
import type { RegisteredEnterprise } from "#registry";
import type { CustomerReader, CustomerStores } from "./customer-services.ts";

/** A bank's customers as somebody of it may see them now. */
export interface AllowedCustomers {
  /** By name. */
  readonly customers: readonly Customer[];
  /** The classes with a basis of each customer's enterprises; customers without any are absent. */
  readonly classesOf: ReadonlyMap<string, ReadonlySet<DataClass>>;
  /** Those whose owners themselves let this bank see them, today; a paper of the bank's own people is not that. */
  readonly optedIn: ReadonlySet<string>;
}

/** For which purposes customers are looked after: as borrowers, and as those who let themselves be seen. */
const customerPurposes = ["postLoan", "prospecting"] as const;

/** Who never had a loan here is not looked after as a borrower, whatever paper there is for that. */
const serves = (purpose: (typeof customerPurposes)[number], { standing }: Customer): boolean =>
  purpose === "prospecting" || standing !== "prospect";

/**
 * Renews the records from the register, then says whom the bank may see: enterprises that it registered itself, and
 * those with a consent to it that is in force today. Nothing is logged: nothing is shown yet.
 */
export async function allowedCustomers(
  stores: CustomerStores,
  reader: CustomerReader,
): Promise<AllowedCustomers> {
  const { store, clock, nextId } = stores;
  const partyId = reader.party.id;
  const consents = await consentsInForce(stores, reader);
  const visible = await visibleEnterprises(stores, reader, consents);
  const loans = await stores.book.listLoans(partyId);
  const known = await store.listCustomers(partyId);
  const standingOf = standingBy(loans);
  const wanted = identifyCustomers(visible, known, { partyId, nextId, atMs: clock(), standingOf });
  const before = new Map(known.map((customer) => [customer.id, customer]));
  await store.saveCustomers(
    partyId,
    wanted.filter((customer) => !isSame(customer, before.get(customer.id))),
  );
  const seen = new Set(visible.map(({ id }) => id));
  const customers = wanted
    .map((customer) => ({ ...customer, enterpriseIds: customer.enterpriseIds.filter((id) => seen.has(id)) }))
    .sort((left, right) => left.name.localeCompare(right.name, "zh") || (left.id < right.id ? -1 : 1));
  const chosen = new Set(consents.filter(isChosen).map(({ enterpriseId }) => enterpriseId));
  return {
    customers,
    classesOf: await classesOfCustomers(stores, reader, customers),
    optedIn: new Set(
      customers.filter(({ enterpriseIds }) => enterpriseIds.some((id) => chosen.has(id))).map(({ id }) => id),
    ),
  };
}

/** An owner's own 让银行看到我. */
function isChosen({ purpose, form }: Consent): boolean {
  return purpose === "prospecting" && form === "electronic";
}

/** A customer that the bank may see. @throws CUSTOMERS_NOT_FOUND */
export function requireCustomer({ customers }: AllowedCustomers, id: string): Customer {
  const found = customers.find((customer) => customer.id === id);
  if (found === undefined) throw customersFaults.fault("CUSTOMERS_NOT_FOUND", { id });
  return found;
}

/** Records in the access logs that the portraits of these customers are shown. */
export async function recordShown(
  { consent }: CustomerStores,
  reader: CustomerReader,
  customers: readonly Customer[],
  what: string,
): Promise<void> {
  for (const purpose of customerPurposes) {
    const enterpriseIds = customers
      .filter((customer) => serves(purpose, customer))
      .flatMap((customer) => customer.enterpriseIds);
    await consent.readMany(reader, { enterpriseIds, purpose, dataClasses, what });
  }
}

async function consentsInForce(
  { consent, clock }: CustomerStores,
  { party }: CustomerReader,
): Promise<readonly Consent[]> {
  const today = businessDayOf(clock());
  const consents = await consent.consents.list({ party });
  return consents.filter((one) => one.grantee.id === party.id && isInForce(one, today));
}

async function visibleEnterprises(
  stores: CustomerStores,
  { party }: CustomerReader,
  consents: readonly Consent[],
): Promise<readonly RegisteredEnterprise[]> {
  const { register, clock } = stores;
  const consented = new Set(consents.map(({ enterpriseId }) => enterpriseId));
  const registered = await register.list(party.id, businessDayOf(clock()));
  const visible = registered.filter(
    ({ id, registeredByPartyId }) => registeredByPartyId === party.id || consented.has(id),
  );
  return party.isSimulated ? visible : await withoutInvented(stores, party.id, visible);
}

/** Invented enterprises, as the first start shows them, give way to the first real one: they never stand among those. */
async function withoutInvented(
  { evaluations }: CustomerStores,
  partyId: string,
  visible: readonly RegisteredEnterprise[],
): Promise<readonly RegisteredEnterprise[]> {
  const invented = new Set<string>();
  for (const dataset of new Set(visible.map((one) => one.dataset))) {
    if (await evaluations.isSimulatedDataset(partyId, dataset)) invented.add(dataset);
  }
  const real = visible.filter(({ dataset }) => !invented.has(dataset));
  return real.length === 0 ? visible : real;
}

/** The classes with a basis for a purpose that serves; asked only, so nobody's log says that something was shown. */
async function classesOfCustomers(
  { consent }: CustomerStores,
  reader: CustomerReader,
  customers: readonly Customer[],
): Promise<ReadonlyMap<string, ReadonlySet<DataClass>>> {
  const found = new Map<string, Set<DataClass>>();
  for (const purpose of customerPurposes) {
    const served = customers.filter((customer) => serves(purpose, customer));
    const customerOf = new Map(
      served.flatMap(({ id, enterpriseIds }) => enterpriseIds.map((enterprise) => [enterprise, id] as const)),
    );
    const enterpriseIds = [...customerOf.keys()];
    const wanted = { enterpriseIds, purpose, dataClasses, what: "customers", isOnlyAsked: true } as const;
    for (const [enterprise, bases] of await consent.readMany(reader, wanted)) {
      const customerId = customerOf.get(enterprise) ?? "";
      const classes = found.get(customerId) ?? new Set<DataClass>();
      for (const dataClass of bases.keys()) classes.add(dataClass);
      found.set(customerId, classes);
    }
  }
  return found;
}

function standingBy(loans: readonly Loan[]): (enterpriseIds: readonly string[]) => CustomerStanding {
  const byEnterprise = Map.groupBy(loans, ({ enterpriseId }) => enterpriseId ?? "");
  return (enterpriseIds) => {
    const own = enterpriseIds.flatMap((id) => byEnterprise.get(id) ?? []);
    if (own.length === 0) return "prospect";
    return own.some(({ state }) => state !== "settled" && state !== "writtenOff") ? "customer" : "former";
  };
}

function isSame(customer: Customer, before: Customer | undefined): boolean {
  return before !== undefined && JSON.stringify(sameParts(customer)) === JSON.stringify(sameParts(before));
}

function sameParts({ uscc, name, enterpriseIds, region, industry, sizeClass, standing, origin }: Customer) {
  const sorted = enterpriseIds.toSorted();
  return { uscc, name, sorted, region, industry, sizeClass, standing, origin };
}
