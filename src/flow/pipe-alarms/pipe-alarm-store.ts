import type { EpochMs } from "#kernel";
import type { AlarmFigures, Clearing, PipeAlarm } from "./pipe-alarm.ts";

/**
 * Port: alarms of the pipe, by party. Durable when a call resolves; at most one open alarm of a kind at a collector,
 * whoever calls at the same time.
 */
export interface PipeAlarmStore {
  /** @returns false when one of the same kind is open at the collector already */
  raise(alarm: PipeAlarm): Promise<boolean>;
  /** The condition still holds, with these figures. */
  renew(
    partyId: string,
    alarmId: string,
    seen: { readonly atMs: EpochMs; readonly figures: AlarmFigures },
  ): Promise<void>;
  clear(
    partyId: string,
    alarmId: string,
    cleared: { readonly atMs: EpochMs; readonly by: Clearing },
  ): Promise<void>;
  listOpen(partyId: string): Promise<readonly PipeAlarm[]>;
  /** Those that were open at or after a moment, the oldest first. */
  listSince(partyId: string, fromMs: EpochMs): Promise<readonly PipeAlarm[]>;
  /** The newest first. */
  list(
    partyId: string,
    page: PipeAlarmPage,
  ): Promise<{ readonly total: number; readonly items: readonly PipeAlarm[] }>;
}

export interface PipeAlarmPage {
  readonly isOpenOnly: boolean;
  readonly collector?: string;
  readonly offset: number;
  readonly limit: number;
}
