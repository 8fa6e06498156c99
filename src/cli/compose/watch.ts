import path from "node:path";
import { createChannelOpener, openSettingsSeal } from "#adapters/notify";
import { createNotificationStore, createPipeAlarmStore, createWatchStore } from "#adapters/postgres";
import { keepPermittedOperations, openCollectionGaps } from "#flow";
import type { AreaServices } from "#http";
import {
  actOnAlert,
  judgeCollection,
  tellOfChanges,
  createAlertTasks,
  loadSeries,
  type RunStores,
  runWatch,
  tellOfRun,
  type WatchServices,
} from "#watch";
import type { Foundation } from "./foundation.ts";

/** Opens what serves early warning. */
export async function composeWatch(
  { record, stores, clock, nextId, pdf, directory }: Foundation,
  { consent, loanBook, devices }: Pick<AreaServices, "consent" | "loanBook" | "devices">,
): Promise<WatchServices> {
  const store = createWatchStore(record);
  const collection = openCollectionGaps(createPipeAlarmStore(record), devices.directory);
  const { book } = loanBook;
  const run: RunStores = {
    store,
    source: stores.watch,
    operations: stores.operations,
    keepPermitted: keepPermittedOperations,
    collection,
    consent,
    loanBook: book,
    clock,
    nextId,
  };
  const notify = {
    notifications: createNotificationStore(record),
    channels: createChannelOpener({ clock }),
    seal: openSettingsSeal(path.join(directory, "keys")),
    clock,
    nextId,
  };
  return {
    store,
    notify,
    tasks: createAlertTasks(store),
    pdf,
    clock,
    nextId,
    knownAt: async () => await stores.observations.position(),
    run: async (reader, request, onProgress) => {
      const done = await runWatch(run, reader, request, onProgress);
      await tellOfRun({ store, notify }, reader.party.id, done);
      return done;
    },
    judgeCollection: async (party) => {
      const knownAt = await stores.observations.position();
      const changes = await judgeCollection(run, { party, account: null }, knownAt);
      await tellOfChanges({ store, notify }, party.id, changes);
      return changes.length;
    },
    act: async (by, wanted) => await actOnAlert({ store, clock }, by, wanted),
    loadSeries: async (reader, { enterpriseIds, ...query }) => {
      const all = await store.listEnterprises(reader.party.id);
      const enterprises =
        enterpriseIds === undefined ? all : all.filter(({ id }) => enterpriseIds.includes(id));
      return await loadSeries(run, { reader, enterprises, ...query });
    },
  };
}
