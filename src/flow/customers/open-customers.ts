import type { Task } from "#access";
import {
  type CustomerLoans,
  type CustomerPortrait,
  customersFaults,
  compareEditions,
  type ListedCustomer,
  measureRetention,
  segmentSheets,
  valueCustomers,
} from "#customers";
import { businessDayOf, monthOf } from "#kernel";
import { smallestGroup } from "#consent";
import { readAcquisition } from "./acquisition.ts";
import {
  type AllowedCustomers,
  allowedCustomers,
  recordShown,
  requireCustomer,
} from "./allowed-customers.ts";
import type {
  CustomerReader,
  CustomerRecord,
  CustomerServices,
  CustomerStores,
  IdleAssetRow,
} from "./customer-services.ts";
import { readTimeline } from "./customer-timeline.ts";
import { readWeakSteps } from "./gather-steps.ts";
import { priceCustomer } from "./price-customer.ts";
import { reproduceEdition, runEdition } from "./run-edition.ts";
import { addEntry, moveEntry } from "./write-entries.ts";

/** Opens customer management on its stores. */
export function openCustomers(stores: CustomerStores): CustomerServices {
  const { store, clock, nextId, knownAt } = stores;
  return {
    store,
    clock,
    nextId,
    knownAt,
    tasks: { listTasks: async ({ party, account }) => await listTasks(stores, party.id, account.id) },
    list: async (reader, query) => {
      const allowed = await allowedCustomers(stores, reader);
      const readable = await readableNow(stores, reader, allowed);
      const page = await store.queryCustomers(reader.party.id, query, {
        visibleIds: allowed.customers.map(({ id }) => id),
        readableIds: [...readable],
      });
      const items = page.items.map((item) => withoutWithheld(item, readable));
      await recordListed(stores, reader, items, "customers.list");
      return { total: page.total, items, people: await stores.watch.listPeople(reader.party.id) };
    },
    record: async (reader, customerId) => await readRecord(stores, reader, customerId),
    makeEdition: async (reader, wanted, onProgress) => await runEdition(stores, reader, wanted, onProgress),
    reproduce: async (reader, editionId) => await reproduceEdition(stores, reader, editionId),
    edition: async (reader, editionId) => await readEdition(stores, reader, editionId),
    segments: async (reader, axis) => segmentSheets((await readNewest(stores, reader)).portraits, axis),
    acquisition: async (reader) => await readAcquisition(stores, reader),
    prospects: async (reader) => await readProspects(stores, reader),
    weakSteps: async (reader) => await readWeakSteps(stores, reader),
    idleAssets: async (reader) => await readIdleAssets(stores, reader),
    value: async (reader) => await readValue(stores, reader),
    add: async (reader, entry) => await addEntry(stores, reader, entry),
    move: async (reader, entryId, to) => await moveEntry(stores, reader, entryId, to),
  };
}

/** Customers of whose newest portrait every class of data still has a basis. */
async function readableNow(
  stores: CustomerStores,
  { party }: CustomerReader,
  { classesOf }: AllowedCustomers,
): Promise<ReadonlySet<string>> {
  const used = await stores.store.usedClasses(party.id);
  return new Set(
    [...used].flatMap(([id, classes]) => {
      const now = classesOf.get(id);
      return now !== undefined && classes.every((dataClass) => now.has(dataClass)) ? [id] : [];
    }),
  );
}

function withoutWithheld(
  { customer, portrait }: ListedCustomer,
  readable: ReadonlySet<string>,
): ListedCustomer {
  return { customer, portrait: readable.has(customer.id) ? portrait : null };
}

async function recordListed(
  stores: CustomerStores,
  reader: CustomerReader,
  items: readonly ListedCustomer[],
  what: string,
): Promise<void> {
  const shown = items.filter(({ portrait }) => portrait !== null).map(({ customer }) => customer);
  await recordShown(stores, reader, shown, what);
}

async function readRecord(
  stores: CustomerStores,
  reader: CustomerReader,
  customerId: string,
): Promise<CustomerRecord> {
  const allowed = await allowedCustomers(stores, reader);
  const customer = requireCustomer(allowed, customerId);
  const partyId = reader.party.id;
  const classes = allowed.classesOf.get(customerId) ?? new Set();
  const kept = await stores.store.portraitHistory(partyId, customerId);
  const history = kept.filter(({ dataClasses }) => dataClasses.every((dataClass) => classes.has(dataClass)));
  const entries = (
    await Promise.all(
      (["contact", "activity", "task", "ticket", "offer"] as const).map(
        async (kind) => await stores.store.listEntries(partyId, kind, customerId),
      ),
    )
  ).flat();
  const isNewestShown = kept.at(-1) === history.at(-1);
  const portrait = isNewestShown ? (history.at(-1) ?? null) : null;
  if (history.length > 0) await recordShown(stores, reader, [customer], "customers.record");
  const timeline = await readTimeline(stores, reader, { customer, entries, history });
  const price = portrait === null ? null : await priceCustomer(stores, reader, customer);
  const people = await stores.watch.listPeople(partyId);
  return { customer, portrait, price, history, timeline, entries, people };
}

async function readEdition(stores: CustomerStores, reader: CustomerReader, editionId: string) {
  const { store } = stores;
  const partyId = reader.party.id;
  const edition = await store.findEdition(partyId, editionId);
  if (edition === null) throw customersFaults.fault("CUSTOMERS_EDITION_NOT_FOUND", { id: editionId });
  const allowed = await allowedCustomers(stores, reader);
  const kept = await store.portraitsOf(partyId, editionId);
  const before = edition.previousId === null ? [] : await store.portraitsOf(partyId, edition.previousId);
  const readable = kept.filter(({ customerId, dataClasses }) => {
    const now = allowed.classesOf.get(customerId);
    return now !== undefined && dataClasses.every((dataClass) => now.has(dataClass));
  });
  const customers = new Map(allowed.customers.map((customer) => [customer.id, customer]));
  const items = readable.flatMap((portrait): ListedCustomer[] => {
    const customer = customers.get(portrait.customerId);
    return customer === undefined ? [] : [{ customer, portrait }];
  });
  await recordListed(stores, reader, items, "customers.edition");
  return {
    edition,
    items,
    differences: compareEditions(before, readable),
    withheld: kept.length - items.length,
  };
}

/** The newest portraits that may be read, with their customers. */
async function readNewest(
  stores: CustomerStores,
  reader: CustomerReader,
): Promise<{ readonly items: readonly ListedCustomer[]; readonly portraits: readonly CustomerPortrait[] }> {
  const [newest] = await stores.store.listEditions(reader.party.id);
  if (newest === undefined) return { items: [], portraits: [] };
  const { items } = await readEdition(stores, reader, newest.id);
  return { items, portraits: items.flatMap(({ portrait }) => (portrait === null ? [] : [portrait])) };
}

async function readProspects(stores: CustomerStores, reader: CustomerReader) {
  const { store, clock } = stores;
  const month = monthOf(businessDayOf(clock()));
  const counts = await store.prospectCounts(reader.party.id, month, smallestGroup.value, clock());
  const { items } = await readNewest(stores, reader);
  const portraits = new Map(items.map((item) => [item.customer.id, item]));
  const { customers, optedIn } = await allowedCustomers(stores, reader);
  const prospects = customers.filter(({ standing }) => standing === "prospect");
  const named = prospects
    .filter(({ id }) => optedIn.has(id))
    .map((customer) => portraits.get(customer.id) ?? { customer, portrait: null });
  return { items: named, ownRegistered: prospects.length - named.length, counts, month };
}

async function readIdleAssets(
  stores: CustomerStores,
  reader: CustomerReader,
): Promise<readonly IdleAssetRow[]> {
  const { items } = await readNewest(stores, reader);
  const offers = (await stores.store.listEntries(reader.party.id, "offer")).filter(
    ({ content }) => content.origin === "idleAsset",
  );
  const offerOf = new Map(offers.map((offer) => [`${offer.customerId}/${offer.content.subject}`, offer]));
  return items
    .flatMap(({ customer, portrait }) =>
      (portrait?.idleAssets ?? []).map((asset) => ({
        customerId: customer.id,
        customerName: customer.name,
        asset,
        offer: offerOf.get(`${customer.id}/${asset.subject}`) ?? null,
      })),
    )
    .sort(
      (left, right) =>
        Number(right.asset.valueFen - left.asset.valueFen) ||
        (left.asset.subject < right.asset.subject ? -1 : 1),
    );
}

async function readValue(stores: CustomerStores, reader: CustomerReader) {
  const { customers } = await allowedCustomers(stores, reader);
  const today = businessDayOf(stores.clock());
  const loans = Map.groupBy(
    await stores.book.listLoans(reader.party.id),
    ({ enterpriseId }) => enterpriseId ?? "",
  );
  const all: readonly CustomerLoans[] = customers.map(({ id, enterpriseIds }) => {
    const own = enterpriseIds.flatMap((enterprise) => loans.get(enterprise) ?? []);
    const products = new Set(own.map(({ method, security }) => `${method}/${security}`)).size;
    return { customerId: id, loans: own, expectedLossPpm: null, products };
  });
  const measures = measureRetention(all, today);
  const names = new Map(customers.map(({ id, name }) => [id, name]));
  const values = valueCustomers(all, measures.retention);
  return { measures, values: values.map((one) => ({ ...one, name: names.get(one.customerId) ?? "" })) };
}

async function listTasks(
  { store }: CustomerStores,
  partyId: string,
  accountId: string,
): Promise<readonly Task[]> {
  const tasks = await store.listEntries(partyId, "task");
  const tickets = await store.listEntries(partyId, "ticket");
  const open = [
    ...tasks.filter(({ content }) => content.state === "open"),
    ...tickets.filter(({ content }) => content.state !== "closed" && content.state !== "resolved"),
  ];
  return open
    .filter(({ content }) => content.ownerId === accountId)
    .map(({ kind, customerId, content }) => ({
      kind: kind === "task" ? "customer.task" : "customer.ticket",
      parameters: { title: content.title },
      href: `/customers/${customerId}`,
      dueOn: content.dueOn,
    }));
}
