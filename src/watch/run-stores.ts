import type { ConsentServices, DataClass } from "#consent";
import type { Clock, IdSource } from "#kernel";
import type { LoanBook } from "#lending";
import type { OperatingFacts, OperatingSource } from "#operations";
import type { CollectionSource } from "./collection-series.ts";
import type { WatchSource } from "./watch-source.ts";
import type { WatchStore } from "./watch-store.ts";

/** Everything that a run needs, passed in. */
export interface RunStores {
  readonly store: WatchStore;
  readonly source: WatchSource;
  readonly operations: OperatingSource;
  /** The facts without those of classes that may not be read. */
  readonly keepPermitted: (facts: OperatingFacts, classes: ReadonlySet<DataClass>) => OperatingFacts;
  readonly collection: CollectionSource;
  readonly consent: Pick<ConsentServices, "basisOf" | "requireBasis">;
  readonly loanBook: LoanBook;
  readonly clock: Clock;
  readonly nextId: IdSource;
}

/** The classes of data that the rules look at. */
export const watchedClasses: readonly DataClass[] = [
  "invoice",
  "statement",
  "energy",
  "machine",
  "businessDocument",
  "registry",
  "loan",
];
