import type { Account, Party } from "#access";
import { type DataClass, dataClasses, type Purpose } from "#consent";
import { addDays, addMonths, type BusinessDay, businessDayOf, lastDayOf, monthOf } from "#kernel";
import type { MasterRow } from "#operations";
import type { RegisteredEnterprise } from "#registry";
import { leadRegion } from "./region-acquisition.ts";
import type { RegionStage } from "./region-stage.ts";

/** The region that was evaluated. */
export interface EvaluatedRegion {
  readonly dataset: string;
  readonly endDay: BusinessDay;
  readonly enterpriseIds: readonly string[];
}

/** Editions of the quality list: entering it takes two in a row. */
const editionMonths = 3;
/** One owner in so many does not let the bank see it. */
const hiddenOneIn = 3;
/** What the others let the bank see, and for what: as a customer to be, and for the evaluation that is there. */
const seenFor: readonly (readonly [Purpose, readonly DataClass[]])[] = [
  ["prospecting", ["invoice", "statement", "businessDocument", "energy", "machine", "registry"]],
  ["creditEvaluation", dataClasses],
];

/**
 * Makes the enterprises of the simulated region customers of the installation's bank: the bank registers them, two of
 * three owners let it see and evaluate them by consents of their own, campaigns brought leads, and the quality list is
 * made month by month. What is there already is not made again; a bank that has registered anybody else is left alone.
 */
export async function playRegionCustomers(
  stage: RegionStage,
  region: EvaluatedRegion,
  signal: AbortSignal,
): Promise<void> {
  const { areas, party } = stage;
  const [newest] = await areas.customers.store.listEditions(party.id);
  if (newest !== undefined && newest.asOf >= region.endDay) return;
  const known = await areas.consent.registry.list(party);
  if (known.some(({ dataset }) => dataset !== region.dataset)) return;
  await register(stage, region);
  const enterprises = await registeredOf(stage, region);
  await letThemselvesBeSeen(stage, enterprises, signal);
  await leadRegion(stage, { enterpriseIds: enterprises.map(({ id }) => id), endDay: region.endDay });
  await makeEditions(stage, region.endDay, signal);
}

/** What the data say of each enterprise is what the bank's list says of it. */
async function register(stage: RegionStage, region: EvaluatedRegion): Promise<void> {
  const { areas, party, operations } = stage;
  const { dataset, endDay: asOf, enterpriseIds } = region;
  const knownAt = await areas.customers.knownAt();
  const masters: MasterRow[] = [];
  for await (const [, facts] of operations.loadOperations({ asOf, knownAt, enterpriseIds })) {
    const newest = facts.masters.at(-1);
    if (newest !== undefined) masters.push(newest);
  }
  const head = "企业代码,企业名称,统一社会信用代码,地区,行业代码,年份,从业人员,企业主";
  const lines = masters.map(({ code, name, uscc, region: place, division, employees }) =>
    [code, name, uscc, place, division, asOf.slice(0, 4), employees, `模拟企业主${code}`].join(","),
  );
  const { problems } = await areas.consent.registry.onboard(
    { party, accountId: null },
    {
      dataset,
      fileName: "region.csv",
      bytes: Buffer.from([head, ...lines].join("\n")),
      platformPartyId: null,
    },
  );
  const [first] = problems;
  if (first !== undefined) throw new Error(`registering the simulated region: row ${first.row}, ${first.en}`);
}

async function registeredOf(
  { areas, party }: RegionStage,
  { dataset }: EvaluatedRegion,
): Promise<readonly RegisteredEnterprise[]> {
  return (await areas.consent.registry.list(party)).filter((one) => one.dataset === dataset);
}

/** Owners decide for themselves: some of them never do, and of those the bank sees no data. */
async function letThemselvesBeSeen(
  { areas, access, clock, party }: RegionStage,
  enterprises: readonly RegisteredEnterprise[],
  signal: AbortSignal,
): Promise<void> {
  const { consents } = areas.consent;
  const given = new Set(
    (await consents.list({ party })).map(({ enterpriseId, purpose }) => `${enterpriseId} ${purpose}`),
  );
  const today = businessDayOf(clock());
  for (const { id, ownPartyId } of enterprises.filter((_, index) => index % hiddenOneIn !== 0)) {
    signal.throwIfAborted();
    const owner = ownPartyId === null ? null : await ownerOf(access, ownPartyId);
    if (owner === null) continue;
    for (const [purpose, seenClasses] of seenFor.filter(([one]) => !given.has(`${id} ${one}`))) {
      await consents.give(owner, id, {
        providerPartyId: null,
        granteePartyId: party.id,
        purpose,
        dataClasses: seenClasses,
        fromOn: today,
        untilOn: addDays(today, 364),
      });
    }
  }
}

async function ownerOf(
  { accounts }: RegionStage["access"],
  partyId: string,
): Promise<{ readonly party: Party; readonly account: Account } | null> {
  const party = await accounts.findParty(partyId);
  const account = (await accounts.list(partyId)).find(({ role }) => role === "owner");
  return party === null || account === undefined ? null : { party, account };
}

async function makeEditions(stage: RegionStage, endDay: BusinessDay, signal: AbortSignal): Promise<void> {
  const { areas, party } = stage;
  const { customers } = areas;
  const [latest] = await customers.store.listEditions(party.id);
  const days = Array.from({ length: editionMonths }, (_, index) =>
    lastDayOf(addMonths(monthOf(endDay), index + 1 - editionMonths)),
  );
  for (const asOf of days.filter((day) => latest === undefined || day > latest.asOf)) {
    signal.throwIfAborted();
    await asJob(stage, { key: asOf, stopped: signal }, async () => {
      await customers.makeEdition({ party, account: null }, { asOf, knownAt: await customers.knownAt() });
    });
  }
}

/** Does the work as a job, where everybody sees how far it is. @throws what the work throws */
async function asJob(
  { runner, party, areas }: RegionStage,
  { key, stopped }: { readonly key: string; readonly stopped: AbortSignal },
  work: () => Promise<void>,
): Promise<void> {
  const id = areas.customers.nextId();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  // Whoever fails before it is waited for is not forgotten: the wait below throws.
  promise.catch(() => undefined);
  await runner.start({ partyId: party.id, kind: "customers", key, id }, async ({ signal }) => {
    signal.throwIfAborted();
    await work().then(resolve, (cause: unknown) => {
      reject(cause);
      throw cause;
    });
  });
  stopped.addEventListener("abort", () => reject(stopped.reason), { once: true });
  // A job that is cancelled before it began never does the work.
  runner.watch(id, ({ state }) => {
    if (state === "cancelled" || state === "interrupted") reject(new Error(`the job ${id} was ${state}`));
  });
  await promise;
}
