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
  /** Whose data was read, for the access log. */
  readonly enterprisesOf: (customerIds: readonly string[]) => readonly string[];
}

/** For which purposes customers are looked after: as borrowers, and as those who let themselves be seen. */
export const customerPurposes = ["postLoan", "prospecting"] as const;

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
  const visible = await visibleEnterprises(stores, reader);
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
  const classes = await classesOfEnterprises(stores, reader, [...seen]);
  const classesOf = new Map(
    customers.flatMap(({ id, enterpriseIds }) => {
      const found = new Set(enterpriseIds.flatMap((enterprise) => [...(classes.get(enterprise) ?? [])]));
      return found.size === 0 ? [] : [[id, found] as const];
    }),
  );
  const byId = new Map(customers.map((customer) => [customer.id, customer]));
  return {
    customers,
    classesOf,
    enterprisesOf: (ids) => ids.flatMap((id) => byId.get(id)?.enterpriseIds ?? []),
  };
}

/** A customer that the bank may see. @throws CUSTOMERS_NOT_FOUND */
export function requireCustomer({ customers }: AllowedCustomers, id: string): Customer {
  const found = customers.find((customer) => customer.id === id);
  if (found === undefined) throw customersFaults.fault("CUSTOMERS_NOT_FOUND", { id });
  return found;
}

/** Records in the access logs that the portraits of these customers are shown. */
export async function recordShown(
  stores: CustomerStores,
  reader: CustomerReader,
  enterpriseIds: readonly string[],
  what: string,
): Promise<void> {
  for (const purpose of customerPurposes) {
    await stores.consent.readMany(reader, { enterpriseIds, purpose, dataClasses, what });
  }
}

async function visibleEnterprises(
  { register, consent, clock }: CustomerStores,
  { party }: CustomerReader,
): Promise<readonly RegisteredEnterprise[]> {
  const today = businessDayOf(clock());
  const consents = await consent.consents.list({ party });
  const consented = new Set(
    consents.filter((one) => isToMe(one, party.id) && isInForce(one, today)).map((one) => one.enterpriseId),
  );
  const registered = await register.list(party.id, today);
  return registered.filter(
    ({ id, registeredByPartyId }) => registeredByPartyId === party.id || consented.has(id),
  );
}

function isToMe({ grantee }: Consent, partyId: string): boolean {
  return grantee.id === partyId;
}

/** The classes with a basis for any of the purposes; asked only, so nobody's log says that something was shown. */
export async function classesOfEnterprises(
  { consent }: Pick<CustomerStores, "consent">,
  reader: CustomerReader,
  enterpriseIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<DataClass>>> {
  const found = new Map<string, Set<DataClass>>();
  for (const purpose of customerPurposes) {
    const wanted = { enterpriseIds, purpose, dataClasses, what: "customers", isOnlyAsked: true } as const;
    for (const [id, bases] of await consent.readMany(reader, wanted)) {
      const classes = found.get(id) ?? new Set<DataClass>();
      for (const dataClass of bases.keys()) classes.add(dataClass);
      found.set(id, classes);
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
