import type { ConsentServices, DataClass } from "#consent";
import type { Clock, IdSource } from "#kernel";
import type { LoanBook } from "#lending";
import type { CollectionSource } from "./collection-series.ts";
import type { WatchSource } from "./watch-source.ts";
import type { WatchStore } from "./watch-store.ts";

/** Everything that a run needs, passed in. */
export interface RunStores {
  readonly store: WatchStore;
  readonly source: WatchSource;
  readonly collection: CollectionSource;
  readonly consent: Pick<ConsentServices, "basisOf" | "requireBasis">;
  readonly loanBook: LoanBook;
  readonly clock: Clock;
  readonly nextId: IdSource;
}

/** The classes of data that the rules look at. */
export const watchedClasses: readonly DataClass[] = ["invoice", "statement", "energy", "machine"];
