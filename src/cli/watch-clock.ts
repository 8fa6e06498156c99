import type { Party } from "#access";
import type { HttpServices } from "#http";
import { addDays, businessDayOf, shanghaiTimeOf } from "#kernel";
import { deliverDue } from "#watch";
import { type Repetition, repeatEvery } from "./repeat-every.ts";

const everyMs = 20_000;

/**
 * Sends the messages that are due and, where a time of day is configured, starts the daily run of every bank once the
 * day before is complete. Without channels and without a time it does nothing but look.
 */
export function startWatchClock(
  services: Pick<HttpServices, "access" | "areas" | "jobs" | "clock"> & {
    readonly watchAt: string | undefined;
    readonly partyId: string;
  },
  onFailure: (cause: unknown) => void,
): Repetition {
  return repeatEvery(everyMs, () => tick(services), onFailure);
}

async function tick(services: Parameters<typeof startWatchClock>[0]): Promise<void> {
  const { access, areas, watchAt, partyId, clock } = services;
  const now = shanghaiTimeOf(clock());
  const isTime = watchAt !== undefined && now.slice(11, 16) >= watchAt;
  const banks = (await access.parties.list(partyId)).filter(({ kind }) => kind === "bank");
  for (const bank of banks) {
    if (isTime) await runOnce(services, bank);
    await deliverDue(areas.watch.notify, bank.id);
  }
}

/** Starts the run of yesterday unless there is one; a job that is under way is not started again. */
async function runOnce(
  { areas: { watch }, jobs, clock }: Parameters<typeof startWatchClock>[0],
  bank: Party,
): Promise<void> {
  const asOf = addDays(businessDayOf(clock()), -1);
  const [latest] = await watch.store.listRuns(bank.id, 1);
  if (latest !== undefined && latest.asOf >= asOf) return;
  const known = await jobs.runner.list(bank.id);
  if (known.some(({ kind, key }) => kind === "watch" && key === asOf)) return;
  const knownAt = await watch.knownAt();
  await jobs.runner.start(
    { partyId: bank.id, kind: "watch", key: asOf, id: watch.nextId() },
    async ({ onProgress }) =>
      void (await watch.run({ party: bank, account: null }, { asOf, knownAt }, onProgress)),
  );
}
