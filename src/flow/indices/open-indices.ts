import type { ObservationStore } from "#collect";
import {
  type IndexContribution,
  indexContributionsOf,
  publishIndices,
  type RegionIndices,
} from "#crosscheck";
import { type BusinessDay, businessDayOf, type Clock } from "#kernel";
import type { OperatingSource } from "#operations";
import { remember } from "../profile/remember.ts";

/** Indices of all enterprises as of a day, with the place of the log that they were worked out from. */
export interface IndexEdition extends RegionIndices {
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  /** Enterprises of which anything is known. */
  readonly enterprises: number;
}

export interface IndexServices {
  /** The edition of the day; worked out once and kept, for it is the same for everybody. */
  readIndices(): Promise<IndexEdition>;
}

export interface IndexParts {
  readonly operations: OperatingSource;
  readonly observations: Pick<ObservationStore, "position">;
  readonly clock: Clock;
}

/**
 * k-anonymous indices of industries and regions. There is one edition a day and no other view of the same rows: answers
 * for chosen sets of enterprises, or of two moments of a day, could be subtracted from each other.
 */
export function openIndices({ operations, observations, clock }: IndexParts): IndexServices {
  const editions = remember<IndexEdition>(1);
  return {
    readIndices: async () => {
      const asOf = businessDayOf(clock());
      // Until the first rows arrive there is nothing to protect, and the day must not stay empty.
      const isEmpty = (await observations.position()) === 0;
      return isEmpty ? await makeEdition(asOf) : await editions(asOf, async () => await makeEdition(asOf));
    },
  };

  async function makeEdition(asOf: BusinessDay): Promise<IndexEdition> {
    const knownAt = await observations.position();
    const contributions: IndexContribution[] = [];
    let enterprises = 0;
    for await (const [enterpriseId, facts] of operations.loadOperations({ asOf, knownAt })) {
      contributions.push(...indexContributionsOf(enterpriseId, facts));
      enterprises++;
    }
    return { asOf, knownAt, enterprises, ...publishIndices(contributions) };
  }
}
