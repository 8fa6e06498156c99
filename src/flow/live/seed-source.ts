import type { ReadSeed } from "#indicators";
import type { BusinessDay } from "#kernel";

/** When the newest reading of an enterprise was observed, and when the newest was received. */
export interface LastArrival {
  readonly observedMs: number;
  readonly receivedAtMs: number;
}

/** From where the days of an enterprise's readings go on as further ones arrive. */
export interface LiveSeed {
  readonly read: ReadSeed;
  /** `day/asset` of kept days that were delivered as such: readings make no second row of them. */
  readonly deliveredMachineDays: ReadonlySet<string>;
  readonly deliveredMeterDays: ReadonlySet<string>;
  /** Of the readings of kept days; null without any. */
  readonly last: LastArrival | null;
}

/** Port to the stored readings of one enterprise. */
export interface LiveSeedSource {
  /** As of T and N; only what is projected in full. */
  loadSeed(query: {
    readonly enterpriseId: string;
    readonly asOf: BusinessDay;
    readonly knownAt: number;
  }): Promise<LiveSeed>;
}
