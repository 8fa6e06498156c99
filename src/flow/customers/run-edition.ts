import { createHash } from "node:crypto";
import type { DataClass } from "#consent";
import {
  canonicalStandings,
  type Customer,
  type CustomerEdition,
  type CustomerEntry,
  type CustomerPortrait,
  customersFaults,
  type EditionAlert,
  editionTotals,
  makePortrait,
  outlookOn,
  type ProductCode,
  type QualityRules,
  type Reproduction,
  rulesInForce,
} from "#customers";
import { type BusinessDay, businessDayOf, type EpochMs, type ReportProgress } from "#kernel";
import { emptyRows, type OperatingFacts, operatingFactsOf } from "#operations";
import type { Alert, OperatingAlert } from "#watch";
import { type AllowedCustomers, allowedCustomers, recordShown } from "./allowed-customers.ts";
import type { CustomerReader, CustomerStores } from "./customer-services.ts";
import { type Knowledge, knowCustomers } from "./know-customers.ts";

/** What an edition is worked out from: everything is as of T, known by N, and written down by `madeAtMs`. */
interface EditionFrame {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly madeAtMs: EpochMs;
  readonly rules: QualityRules;
  readonly previous: readonly CustomerPortrait[];
}

/**
 * Analyses all customers that may be read, and keeps what came of it as an edition. Editions follow one another by their
 * day, so that the quality list goes on from the one before.
 * @throws CUSTOMERS_DAY_AHEAD, CUSTOMERS_EDITION_BACKWARDS
 */
export async function runEdition(
  stores: CustomerStores,
  reader: CustomerReader,
  wanted: { readonly asOf: BusinessDay; readonly knownAt: number },
  onProgress: ReportProgress = () => undefined,
): Promise<CustomerEdition> {
  const { store, clock, nextId } = stores;
  const partyId = reader.party.id;
  const madeAtMs = clock();
  const today = businessDayOf(madeAtMs);
  if (wanted.asOf > today) throw customersFaults.fault("CUSTOMERS_DAY_AHEAD", { asOf: wanted.asOf, today });
  const [latest] = await store.listEditions(partyId);
  if (latest !== undefined && wanted.asOf <= latest.asOf) {
    throw customersFaults.fault("CUSTOMERS_EDITION_BACKWARDS", { asOf: wanted.asOf, latest: latest.asOf });
  }
  const rules = rulesInForce(await ownRules(stores, partyId, madeAtMs), wanted.asOf);
  const previous = latest === undefined ? [] : await store.portraitsOf(partyId, latest.id);
  const allowed = await allowedCustomers(stores, reader);
  await recordShown(
    stores,
    reader,
    allowed.customers.filter(({ id }) => allowed.classesOf.has(id)),
    "customers.edition",
  );
  const frame = { ...wanted, madeAtMs, rules, previous };
  const portraits = await portraitsOf(stores, reader, frame, { allowed, onProgress });
  const edition: CustomerEdition = {
    id: nextId(),
    ...wanted,
    rulesVersion: rules.version,
    previousId: latest?.id ?? null,
    ...editionTotals(portraits),
    sha256: hashOf(portraits),
    madeBy: reader.account?.name ?? null,
    madeAtMs,
  };
  await store.saveEdition(partyId, edition, portraits);
  return edition;
}

/**
 * Makes an edition again from what was known at its T and N and written down when it was made; late data, later alerts
 * and later rules change nothing. Customers whose data may not be read any more are not compared.
 * @throws CUSTOMERS_EDITION_NOT_FOUND
 */
export async function reproduceEdition(
  stores: CustomerStores,
  reader: CustomerReader,
  editionId: string,
): Promise<Reproduction> {
  const partyId = reader.party.id;
  const edition = await stores.store.findEdition(partyId, editionId);
  if (edition === null) throw customersFaults.fault("CUSTOMERS_EDITION_NOT_FOUND", { id: editionId });
  const { asOf, knownAt, madeAtMs, previousId, rulesVersion } = edition;
  const known = await ownRules(stores, partyId, madeAtMs);
  const inForce = rulesInForce(known, asOf);
  const rules = known.find(({ version }) => version === rulesVersion) ?? inForce;
  const previous = previousId === null ? [] : await stores.store.portraitsOf(partyId, previousId);
  const allowed = await allowedCustomers(stores, reader);
  const kept = await stores.store.portraitsOf(partyId, editionId);
  const again = await portraitsOf(
    stores,
    reader,
    { asOf, knownAt, madeAtMs, rules, previous },
    { allowed, usedClasses: new Map(kept.map((one) => [one.customerId, new Set(one.dataClasses)])) },
  );
  const now = new Map(again.map((portrait) => [portrait.customerId, portrait]));
  const comparable = kept.filter(({ customerId, dataClasses }) => {
    const classes = allowed.classesOf.get(customerId);
    return classes !== undefined && dataClasses.every((dataClass) => classes.has(dataClass));
  });
  const differing = comparable
    .filter((portrait) => {
      const other = now.get(portrait.customerId);
      return other === undefined || hashOf([other]) !== hashOf([portrait]);
    })
    .map(({ customerId }) => customerId);
  return { isEqual: differing.length === 0, differing, withheld: kept.length - comparable.length };
}

interface EditionScope {
  readonly allowed: AllowedCustomers;
  /** Of an edition made again: the classes it looked at then, and nobody but those customers. */
  readonly usedClasses?: ReadonlyMap<string, ReadonlySet<DataClass>>;
  readonly onProgress?: ReportProgress;
}

async function portraitsOf(
  stores: CustomerStores,
  reader: CustomerReader,
  frame: EditionFrame,
  scope: EditionScope,
): Promise<readonly CustomerPortrait[]> {
  const { allowed, usedClasses, onProgress } = scope;
  const partyId = reader.party.id;
  const classesOf = (id: string): ReadonlySet<DataClass> | undefined => {
    const now = allowed.classesOf.get(id);
    const then = usedClasses === undefined ? now : usedClasses.get(id);
    return now === undefined || then === undefined
      ? undefined
      : new Set([...then].filter((one) => now.has(one)));
  };
  const customers = allowed.customers.filter(({ id }) => classesOf(id) !== undefined);
  const beside = await gatherBeside(stores, partyId, frame, customers);
  const previous = new Map(frame.previous.map(({ customerId, quality }) => [customerId, quality]));
  const portraitOf = (customer: Customer, facts: OperatingFacts, knowledge: Knowledge | null) =>
    makePortrait(
      {
        ...placeOf(customer, facts),
        facts,
        dataClasses: [...(classesOf(customer.id) ?? [])].sort(),
        lifeStage: knowledge?.lifeStage ?? null,
        authenticity: knowledge?.authenticity ?? "unknown",
        alerts: beside.alertsOf(customer, knowledge?.alerts ?? []),
        daysPastDue: beside.daysPastDueOf(customer),
        said: beside.saidBy(customer.id),
        limitFactorPpm: beside.limitFactorOf(customer),
        previous: previous.get(customer.id) ?? null,
      },
      frame.rules,
    );
  const made = new Map<string, CustomerPortrait>();
  const total = customers.length;
  for await (const { customer, facts, knowledge } of knowCustomers(stores, frame, customers, classesOf)) {
    made.set(customer.id, portraitOf(customer, facts, knowledge));
    onProgress?.({ step: "customers", done: made.size, total, unit: "enterprises" });
  }
  const nothing = operatingFactsOf(emptyRows(), frame.asOf, frame.knownAt);
  return customers.map((customer) => made.get(customer.id) ?? portraitOf(customer, nothing, null));
}

function placeOf({ id, industry, region, sizeClass }: Customer, { masters }: OperatingFacts) {
  const master = masters.at(-1);
  return {
    customerId: id,
    industry: industry ?? master?.division ?? null,
    region: region ?? master?.region ?? null,
    sizeClass,
  };
}

/** What is known of customers outside their streams. */
interface Beside {
  alertsOf(customer: Customer, found: readonly OperatingAlert[]): readonly EditionAlert[];
  daysPastDueOf(customer: Customer): number | null;
  saidBy(customerId: string): readonly ProductCode[];
  limitFactorOf(customer: Customer): number;
}

async function gatherBeside(
  { store, watch, book }: CustomerStores,
  partyId: string,
  frame: EditionFrame,
  customers: readonly Customer[],
): Promise<Beside> {
  const alerts = (await watch.listAlerts(partyId)).filter((alert) => wasRaised(alert, frame));
  const alertsOf = Map.groupBy(alerts, ({ enterpriseId }) => enterpriseId);
  const ids = new Set(customers.flatMap(({ enterpriseIds }) => enterpriseIds));
  const pastDue = new Map<string, number>();
  for (const { id, enterpriseId, drawnOn } of await book.listLoans(partyId)) {
    if (enterpriseId === null || !ids.has(enterpriseId) || drawnOn > frame.asOf) continue;
    const days = (await book.dayOf(partyId, id, frame.asOf))?.daysPastDue ?? 0;
    pastDue.set(enterpriseId, Math.max(days, pastDue.get(enterpriseId) ?? 0));
  }
  const activities = await entriesBy(store, partyId, "activity", frame);
  const outlooks = await entriesBy(store, partyId, "outlook", frame);
  return {
    // Where the bank's own early warning told of a rule, what became of that alert counts.
    alertsOf: ({ enterpriseIds }, found) => {
      const told = enterpriseIds.flatMap((id) => alertsOf.get(id) ?? []);
      const rules = new Set<string>(told.map(({ rule }) => rule));
      return [
        ...told.filter((alert) => wasOpen(alert, frame)),
        ...found.flatMap(({ type, level }) => (rules.has(type) ? [] : [{ rule: type, level }])),
      ].map(({ rule, level }) => ({ rule, isGrave: level !== "yellow" }));
    },
    daysPastDueOf: ({ enterpriseIds }) => {
      const days = enterpriseIds.flatMap((id) => pastDue.get(id) ?? []);
      return days.length === 0 ? null : Math.max(...days);
    },
    saidBy: (customerId) => [
      ...new Set(
        activities.flatMap(({ customerId: of, content }) =>
          of === customerId && content.need !== null ? [content.need] : [],
        ),
      ),
    ],
    limitFactorOf: (customer) => outlookOn(outlooks, customer, frame.asOf).limitFactorPpm,
  };
}

/** Whether an alert had been raised by T as it was known at N. */
function wasRaised(alert: Alert, { asOf, knownAt }: EditionFrame): boolean {
  return alert.raisedOn <= asOf && alert.knownAt <= knownAt;
}

/** Whether a raised alert stood open on T and had not been settled when the edition was made. */
function wasOpen(alert: Alert, { asOf, madeAtMs }: EditionFrame): boolean {
  const isOver = alert.endedOn !== null && alert.endedOn <= asOf;
  return !isOver && !(alert.settlement !== null && alert.settlement.atMs <= madeAtMs);
}

async function entriesBy<Kind extends "activity" | "outlook">(
  store: CustomerStores["store"],
  partyId: string,
  kind: Kind,
  { asOf, madeAtMs }: EditionFrame,
): Promise<readonly CustomerEntry<Kind>[]> {
  const all = await store.listEntries(partyId, kind);
  return all.filter((entry) => entry.onDay <= asOf && entry.madeAtMs <= madeAtMs);
}

/** The bank's own rules that were written down by an instant. */
async function ownRules(
  { store }: CustomerStores,
  partyId: string,
  byMs: EpochMs,
): Promise<readonly QualityRules[]> {
  const entries = await store.listEntries(partyId, "qualityRules");
  return entries
    .filter(({ madeAtMs }) => madeAtMs <= byMs)
    .map(({ content, onDay, madeBy }) => ({ ...content, effectiveFrom: onDay, madeBy: madeBy ?? "" }));
}

function hashOf(portraits: readonly CustomerPortrait[]): string {
  return createHash("sha256").update(canonicalStandings(portraits)).digest("hex");
}
