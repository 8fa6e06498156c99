import { keepTrailsSealed } from "#access";
import type { HttpServices } from "#http";
import { startCheckpointClock } from "./checkpoint-clock.ts";
import type { Foundation } from "./compose/foundation.ts";
import { composePipeWatch } from "./compose/provenance.ts";
import { startPipeClock } from "./pipe-clock.ts";
import { startProjectionClock } from "./projection-clock.ts";
import type { ServeConfiguration } from "./serve-configuration.ts";
import { startWatchClock } from "./watch-clock.ts";

/**
 * Starts everything that a server does by itself: trails are sealed, checkpoints signed and projected, early warning
 * runs. What is closed first stands last.
 */
export function startClocks(
  foundation: Foundation,
  services: HttpServices,
  { watchAt }: Pick<ServeConfiguration, "watchAt">,
): readonly (() => Promise<void>)[] {
  const { stores, logger, record, access, witnessing } = foundation;
  const { ledger, observations } = stores;
  const told = (what: string) => (cause: unknown) => logger.error({ err: cause }, what);
  const trails = keepTrailsSealed({ ...access, ledger }, told("sealing the audit trails failed"));
  const projection = startProjectionClock({ ledger, observations }, told("projecting the log failed"));
  const checkpoints = startCheckpointClock(
    { ledger, witnessing },
    told("signing a checkpoint failed"),
    // The next second's checkpoint does not wait for the observations.
    async () => projection.tell(),
  );
  const { partyId } = record;
  const watchClock = startWatchClock(
    { ...services, watchAt, partyId },
    told("the clock of early warning failed"),
  );
  const { intake } = services.areas;
  const pipe = startPipeClock(composePipeWatch(foundation, services.areas), {
    clock: services.clock,
    onFailure: told("looking at the pipe failed"),
    onGaps: async () => {
      for (const party of await services.access.parties.list(partyId)) {
        if (party.kind === "bank") await services.areas.watch.judgeCollection(party);
      }
    },
  });
  return [
    trails.stop,
    async () => await intake.close(),
    projection.stop,
    checkpoints.stop,
    watchClock.stop,
    pipe,
  ];
}
