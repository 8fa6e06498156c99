import type { ObservationStore } from "#collect";
import { dataClasses } from "#consent";
import { type BusinessDay, businessDayOf, type Clock, dayOfNumber } from "#kernel";
import type { DayNumber, OperatingFacts, OperatingSource } from "#operations";
import { type LiveFacts, loadFacts } from "../live/live-facts.ts";
import { keepPermittedOperations } from "../operations/permitted-operations.ts";
import type { KnownFrame, ProfileRead } from "./profile-services.ts";
import { remember } from "./remember.ts";

/** Facts with what the reader may see of them, and the frame of the answer. */
export interface PermittedFacts {
  readonly frame: KnownFrame;
  readonly facts: OperatingFacts;
  /** Equal for equal answers: enterprise, T, N and classes. */
  readonly key: string;
}

export interface OperationsParts {
  readonly operations: OperatingSource;
  readonly observations: Pick<ObservationStore, "position">;
  /** What goes on by itself: today's facts are asked of it, those of other days and places of the log of the store. */
  readonly live: LiveFacts;
  readonly clock: Clock;
}

/** Enterprises of which the rows are kept in memory; a page asks for several things of the same one. */
const mostKept = 8;

/**
 * Loads the facts of one enterprise as of T and N, without those that the reader has no basis for. Without a day asked
 * for, T is the newest day on which something happened, so that a portrait is not dated by a day of which nothing is
 * known.
 */
export function createFactsLoader(parts: OperationsParts): (read: ProfileRead) => Promise<PermittedFacts> {
  const all = remember<OperatingFacts>(mostKept);
  const loadKnown = async ({ enterpriseId, asOf, knownAt }: ProfileRead): Promise<OperatingFacts> => {
    const today = businessDayOf(parts.clock());
    const until = asOf ?? today;
    const newest = await parts.observations.position();
    if (until === today && (knownAt ?? newest) >= newest)
      return (await parts.live.factsOf(enterpriseId)).facts;
    const known = Math.min(knownAt ?? newest, newest);
    const query = { enterpriseId, asOf: until, knownAt: known };
    return await all(
      `${enterpriseId}/${until}/${known}`,
      async () => await loadFacts(parts.operations, query),
    );
  };
  return async (read) => {
    const { enterpriseId, asOf, classes } = read;
    const loaded = await loadKnown(read);
    const known = loaded.knownAt;
    const withheld = dataClasses.filter((one) => one !== "evaluation" && !classes.has(one));
    const permitted = keepPermittedOperations(loaded, classes);
    const day = asOf ?? newestDayOf(permitted) ?? loaded.asOf;
    return {
      frame: { enterpriseId, asOf: day, knownAt: known, withheld },
      facts: day === permitted.asOf ? permitted : { ...permitted, asOf: day },
      key: `${enterpriseId}/${day}/${known}/${withheld.join(" ")}`,
    };
  };
}

/** The last day on which something happened; what is only declared or registered does not count. */
function newestDayOf(facts: OperatingFacts): BusinessDay | null {
  const days: readonly (DayNumber | undefined)[] = [
    facts.machineDays.at(-1)?.day,
    facts.meterDays.at(-1)?.day,
    facts.movements.at(-1)?.onDay,
    facts.orders.at(-1)?.onDay,
    facts.invoices.at(-1)?.onDay,
    facts.payments.at(-1)?.onDay,
  ];
  const newest = Math.max(...days.map((day) => day ?? Number.NEGATIVE_INFINITY));
  return Number.isFinite(newest) ? dayOfNumber(newest) : null;
}
