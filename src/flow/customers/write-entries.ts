import {
  barredBy,
  type CustomerEntry,
  type CustomerPortrait,
  customersFaults,
  type EntryContent,
  type EntryKind,
  entrySchemas,
} from "#customers";
import { businessDayOf } from "#kernel";
import { allowedCustomers, requireCustomer } from "./allowed-customers.ts";
import type { CustomerReader, CustomerStores } from "./customer-services.ts";

type WantedEntry<Kind extends EntryKind> = Pick<
  CustomerEntry<Kind>,
  "kind" | "customerId" | "onDay" | "content"
>;

/**
 * Writes an entry down. A product is offered only where the matrix and the customer's risk allow it; rules of the
 * quality list take effect from today at the earliest.
 * @throws CUSTOMERS_NOT_FOUND, CUSTOMERS_PERSON_UNKNOWN, CUSTOMERS_PRODUCT_BARRED, CUSTOMERS_RULES_BACKWARDS
 */
export async function addEntry<Kind extends EntryKind>(
  stores: CustomerStores,
  reader: CustomerReader,
  wanted: WantedEntry<Kind>,
): Promise<CustomerEntry<Kind>> {
  const { store, clock, nextId } = stores;
  const partyId = reader.party.id;
  const madeAtMs = clock();
  const madeBy = reader.account?.id ?? null;
  const { customerId, kind, onDay } = wanted;
  if (customerId !== null) requireCustomer(await allowedCustomers(stores, reader), customerId);
  const content = withFirstStep(kind, wanted.content, { by: madeBy, atMs: madeAtMs });
  if ("ownerId" in content) await requirePerson(stores, partyId, content.ownerId);
  if ("product" in content && customerId !== null)
    await requireOfferable(stores, reader, customerId, content.product);
  if ("campaignId" in content) await requireCampaign(stores, partyId, content.campaignId);
  const today = businessDayOf(madeAtMs);
  if (kind === "qualityRules" && onDay < today) {
    throw customersFaults.fault("CUSTOMERS_RULES_BACKWARDS", { from: onDay, today });
  }
  const entry: CustomerEntry<Kind> = {
    id: nextId(),
    kind,
    customerId,
    onDay,
    content,
    madeBy,
    madeAtMs,
    revision: 1,
  };
  await store.addEntry(partyId, entry);
  return entry;
}

/** States that may follow a state, of the kinds that have any. */
const moves: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  task: { open: ["done", "cancelled"] },
  ticket: {
    open: ["working", "waiting", "resolved"],
    working: ["waiting", "resolved"],
    waiting: ["working", "resolved"],
    resolved: ["working", "closed"],
  },
  offer: { made: ["accepted", "declined", "expired"], accepted: ["converted", "declined", "expired"] },
  lead: { new: ["contacted", "lost"], contacted: ["lost"] },
};

/** Moves a task, ticket, offer or lead on. @throws CUSTOMERS_ENTRY_NOT_FOUND, CUSTOMERS_STATE, CUSTOMERS_CHANGED_MEANWHILE */
export async function moveEntry(
  stores: CustomerStores,
  reader: CustomerReader,
  entryId: string,
  to: { readonly state: string; readonly note: string; readonly applicationId?: string | null },
): Promise<CustomerEntry> {
  const { store, clock } = stores;
  const entry = await store.findEntry(reader.party.id, entryId);
  if (entry === null) throw customersFaults.fault("CUSTOMERS_ENTRY_NOT_FOUND", { id: entryId });
  if (entry.customerId !== null) requireCustomer(await allowedCustomers(stores, reader), entry.customerId);
  const state = stateOf(entry);
  if (!(moves[entry.kind]?.[state] ?? []).includes(to.state)) {
    throw customersFaults.fault("CUSTOMERS_STATE", { id: entryId, state, wanted: to.state });
  }
  const step = { state: to.state, by: reader.account?.id ?? null, atMs: clock(), note: to.note };
  const before = entry.content as { readonly steps: readonly object[] };
  const changed = {
    ...entry.content,
    ...(entry.kind === "lead" ? {} : { state: to.state }),
    ...(entry.kind === "lead" && to.state === "lost"
      ? { lostOn: businessDayOf(step.atMs), lostReason: to.note.slice(0, 200) }
      : {}),
    ...(entry.kind === "task" ? { result: to.note } : {}),
    ...(to.applicationId === undefined ? {} : { applicationId: to.applicationId }),
    steps: [...before.steps, step],
  };
  const content = entrySchemas[entry.kind].parse(changed) as CustomerEntry["content"];
  await store.replaceEntry(reader.party.id, { ...entry, content });
  return { ...entry, content, revision: entry.revision + 1 };
}

function stateOf({ content }: CustomerEntry): string {
  if ("state" in content) return content.state;
  return "steps" in content ? (content.steps.at(-1)?.state ?? "") : "";
}

/** What somebody sends has no history: it begins here. */
function withFirstStep<Kind extends EntryKind>(
  kind: Kind,
  content: EntryContent<Kind>,
  by: { readonly by: string | null; readonly atMs: number },
): EntryContent<Kind> {
  if (!("steps" in content)) return content;
  const state = "state" in content ? content.state : "new";
  return entrySchemas[kind].parse({ ...content, steps: [{ state, ...by, note: "" }] }) as EntryContent<Kind>;
}

async function requirePerson({ watch }: CustomerStores, partyId: string, id: string): Promise<void> {
  const people = await watch.listPeople(partyId);
  if (!people.some((person) => person.id === id))
    throw customersFaults.fault("CUSTOMERS_PERSON_UNKNOWN", { id });
}

async function requireCampaign({ store }: CustomerStores, partyId: string, id: string): Promise<void> {
  const campaigns = await store.listEntries(partyId, "campaign");
  if (!campaigns.some((campaign) => campaign.id === id)) {
    throw customersFaults.fault("CUSTOMERS_ENTRY_NOT_FOUND", { id });
  }
}

async function requireOfferable(
  { store }: CustomerStores,
  { party }: CustomerReader,
  id: string,
  product: EntryContent<"offer">["product"],
): Promise<void> {
  const newest = (await store.portraitHistory(party.id, id)).at(-1);
  const reason = newest === undefined ? "stageUnknown" : barredBy(product, riskOf(newest));
  if (reason !== null) throw customersFaults.fault("CUSTOMERS_PRODUCT_BARRED", { product, id, reason });
}

function riskOf({ lifeStage, matches }: CustomerPortrait) {
  return {
    lifeStage: lifeStage?.stage ?? null,
    isAtRisk: matches.some((match) => match.barredBy === "risk"),
  };
}
