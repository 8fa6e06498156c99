import { type ObservationStore, openTelemetryJudge } from "#collect";
import type { Ledger } from "#ledger";
import { openProjector } from "../project-entries.ts";
import { createOffers, type Offers } from "./offers.ts";
import { gatherGroups, type LeafGroup } from "./gather-groups.ts";
import type { Projection } from "./projection.ts";
import type { ProjectionListener } from "./stored-group.ts";
import { surveyEntries } from "./survey-entries.ts";

/**
 * Opens the projection of a store. Most callers want `projectionOf`, which gives everybody the same one.
 * @param mostRows  rows remembered for finding duplicates, where the store cannot give them back
 */
export function openProjection(
  ledger: Ledger,
  observations: ObservationStore,
  mostRows?: number,
): Projection {
  const offers = createOffers();
  const listeners = new Set<ProjectionListener>();
  const store = createGroupStore(observations, mostRows, listeners);
  const appending = new Set<Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  let leftAt = -1;

  const projectUpTo = async (size: number): Promise<number> => {
    const position = await observations.position();
    const unfinished = await observations.unfinished();
    // Somebody else wrote since: what is remembered of rows is no longer all there is.
    if (position !== leftAt) store.forget();
    let from = Math.min(position, unfinished?.first ?? position);
    if (from >= size) return 0;
    let survey = await surveyEntries(ledger, offers, { from, size });
    const { superseded, erased } = survey;
    const mustForget =
      superseded.reachesBack ||
      erased.reachesBack ||
      (unfinished !== null && (superseded.isSome || erased.isSome));
    if (mustForget && position > 0) {
      // Rows that no longer count may be why others were taken for duplicates: only the whole log tells. Erased rows
      // go with the files of the tables at once, and the log does not give them back.
      await observations.reset();
      store.forget();
      from = 0;
      survey = await surveyEntries(ledger, offers, { from, size });
    }
    let projected = 0;
    for await (const group of gatherGroups(ledger, offers, { survey, from, size, unfinished })) {
      projected += await store.project(group, offers);
    }
    if ((await observations.position()) < size) await observations.advance(size);
    leftAt = await observations.position();
    return projected;
  };
  const runOnce = async (): Promise<number> => {
    const { platformIndex } = await ledger.anchor();
    // Who began to append before this leaf may be covered by it; what he parsed is on its way.
    await Promise.allSettled(appending);
    return await projectUpTo(platformIndex + 1);
  };
  return {
    offer: async (append) => {
      const parsed = append();
      appending.add(parsed);
      try {
        return offers.add(await parsed);
      } finally {
        appending.delete(parsed);
      }
    },
    run: async () => {
      const run = last.then(runOnce, runOnce);
      last = run.catch(() => undefined);
      return await run;
    },
    position: async () => await observations.position(),
    watch: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** Judges and stores groups; what it remembers of rows lasts from run to run. */
function createGroupStore(
  observations: ObservationStore,
  mostRows: number | undefined,
  listeners: ReadonlySet<ProjectionListener>,
) {
  const open = () => openProjector(observations, mostRows);
  const openJudge = () => openTelemetryJudge(observations, mostRows === Number.POSITIVE_INFINITY);
  let projector: ReturnType<typeof open> | undefined;
  let judge = openJudge();
  const forget = (): void => {
    projector = undefined;
    judge = openJudge();
    for (const { forgotten } of listeners) forgotten();
  };
  return {
    forget,
    project: async (group: LeafGroup, offers: Offers): Promise<number> => {
      try {
        projector ??= open();
        const telemetry = await judge.judge(group.telemetry);
        const judged = await (await projector).project({ ...group, telemetry });
        offers.settle(judged, group.files);
        const { firstPlatformIndex, platformIndex } = group;
        for (const { stored } of listeners) {
          stored({ firstPlatformIndex, platformIndex, batches: judged, telemetry });
        }
        return judged.length + telemetry.length;
      } catch (cause) {
        // What it remembers may be ahead of the store.
        forget();
        offers.fail(cause);
        throw cause;
      }
    },
  };
}
