import { dataClasses } from "#consent";
import type { IndexServices, ProfileServices } from "#flow";
import { businessDayOf, type Clock } from "#kernel";
import type { OperatingSource } from "#operations";
import { type Repetition, repeatEvery } from "./repeat-every.ts";

/** Works out beside the readers what takes all enterprises together. */
export interface RegionClock {
  /** The first turn now, then one an hour. */
  begin(): void;
  /** Nothing begins any more; what is being read ends with the store, and nobody is told of it. */
  stop(): void;
}

const everyMs = 3_600_000;
/** Enterprises of a pilot end on other days than those of a region; a few tell which days there are. */
const mostAsked = 8;

/**
 * Neighbours of the newest days and the indices of the day are made before somebody opens a page that shows them. What
 * they say is the same as if a reader had asked; nobody is shown anything here. A store without enterprises is left
 * alone: the indices of a day are made once.
 */
export function openRegionClock(
  parts: {
    readonly operations: OperatingSource;
    readonly areas: {
      readonly profile: Pick<ProfileServices, "peers">;
      readonly indices: Pick<IndexServices, "readIndices">;
    };
    readonly clock: Clock;
  },
  onFailure: (cause: unknown) => void,
): RegionClock {
  const { areas } = parts;
  let isStopped = false;
  let repetition: Repetition | null = null;
  const turn = async (): Promise<void> => {
    const enterpriseIds = await someEnterprises(parts);
    for (const enterpriseId of enterpriseIds) {
      if (isStopped) return;
      await areas.profile.peers({ enterpriseId, classes: new Set(dataClasses) });
    }
    if (enterpriseIds.length > 0 && !isStopped) await areas.indices.readIndices();
  };
  const tell = (cause: unknown): void => {
    if (!isStopped) onFailure(cause);
  };
  return {
    begin: () => {
      if (isStopped || repetition !== null) return;
      turn().catch(tell);
      repetition = repeatEvery(everyMs, turn, tell);
    },
    stop: () => {
      isStopped = true;
      void repetition?.stop();
    },
  };
}

async function someEnterprises({
  operations,
  clock,
}: {
  readonly operations: OperatingSource;
  readonly clock: Clock;
}): Promise<readonly string[]> {
  const ids: string[] = [];
  const query = { asOf: businessDayOf(clock()), knownAt: Number.MAX_SAFE_INTEGER };
  for await (const [id] of operations.loadOperations(query)) {
    ids.push(id);
    if (ids.length === mostAsked) break;
  }
  return ids;
}
