import type { TaskSource } from "#access";
import type { Reader } from "#consent";
import type { BusinessDay, Clock, IdSource, ReportProgress } from "#kernel";
import type { PdfRenderer } from "#report";
import type { Alert, AlertAction } from "./alert.ts";
import type { NotifyStores } from "./notify.ts";
import type { RunRequest } from "./run-watch.ts";
import type { WatchSeries } from "./watch-series.ts";
import type { WatchRun, WatchStore } from "./watch-store.ts";

/** What the pages and commands of early warning need, passed in. */
export interface WatchServices {
  readonly store: WatchStore;
  readonly notify: NotifyStores;
  readonly tasks: TaskSource;
  readonly pdf: PdfRenderer;
  readonly clock: Clock;
  readonly nextId: IdSource;
  /** The platform index below which everything is projected now. */
  knownAt(): Promise<number>;
  /** Evaluates all rules on the party's enterprises and keeps what follows; see `runWatch` for its faults. */
  run(reader: Reader, request: RunRequest, onProgress?: ReportProgress): Promise<WatchRun>;
  /**
   * Judges the gaps of collectors alone, now, for a bank; see `judgeCollection`.
   * @returns how many alerts changed
   */
  judgeCollection(party: Reader["party"]): Promise<number>;
  /** Does what a person wants with an alert; see `actOnAlert` for its faults. */
  act(
    by: { readonly partyId: string; readonly userId: string },
    wanted: { readonly alertId: string; readonly action: AlertAction },
  ): Promise<Alert>;
  /**
   * The series of the party's enterprises, each stream only where the reader has a basis for post-loan work, recorded
   * in their access logs: what `replayAlerts` takes.
   * @param enterpriseIds  all of the register where left out
   */
  loadSeries(
    reader: Reader,
    query: {
      readonly asOf: BusinessDay;
      readonly knownAt: number;
      readonly enterpriseIds?: readonly string[];
    },
  ): Promise<readonly WatchSeries[]>;
}
