import { isOpen } from "./alert.ts";
import { mondayOf } from "./digest.ts";
import { type NotifyStores, queueMessages } from "./notify.ts";
import type { AlertChange, WatchRun, WatchStore } from "./watch-store.ts";

/**
 * Queues messages after a run that raised or worsened something, and on the first run of a week the one that leads to
 * the digest. A run that is repeated tells nobody twice.
 */
export async function tellOfRun(
  { store, notify }: { readonly store: WatchStore; readonly notify: NotifyStores },
  partyId: string,
  run: WatchRun,
): Promise<void> {
  const open = (await store.listAlerts(partyId)).filter(({ state }) => isOpen(state));
  const countOf = (audienceId: string | null): number =>
    open.filter(({ ownerId }) => audienceId === null || ownerId === audienceId).length;
  const hasNews = run.raised + run.worsened > 0;
  // A message about the digest says the same, so one of the two is enough.
  const isFirstOfWeek = await queueMessages(notify, partyId, {
    key: `digest/${mondayOf(run.asOf)}`,
    countOf,
  });
  if (hasNews && isFirstOfWeek === 0) await queueMessages(notify, partyId, { key: `run/${run.id}`, countOf });
}

/** Queues a message after alerts were raised or got graver between runs. */
export async function tellOfChanges(
  { store, notify }: { readonly store: WatchStore; readonly notify: NotifyStores },
  partyId: string,
  changes: readonly AlertChange[],
): Promise<void> {
  const news = changes.find(({ event }) => ["raise", "reopen", "worsen"].includes(event.action));
  if (news === undefined) return;
  const open = (await store.listAlerts(partyId)).filter(({ state }) => isOpen(state));
  const key = `alert/${news.alert.id}/${news.event.action}/${news.event.atMs}`;
  await queueMessages(notify, partyId, {
    key,
    countOf: (audienceId) =>
      open.filter(({ ownerId }) => audienceId === null || ownerId === audienceId).length,
  });
}
