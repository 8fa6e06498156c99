import type { BusinessDay, EpochMs } from "#kernel";
import type { DataClass } from "./basis.ts";

/** What is stored of one class of an enterprise's data, and how fresh it is. */
export interface ClassSummary {
  readonly dataClass: DataClass;
  readonly rows: number;
  readonly firstDay: BusinessDay | null;
  readonly lastDay: BusinessDay | null;
  readonly lastReceivedAtMs: EpochMs | null;
}

/** Stored rows of one class, as name and value; money in fen and large numbers as decimal strings. */
export interface DataPage {
  readonly total: number;
  readonly items: readonly Readonly<Record<string, string | number | null>>[];
}

/** Port to the stored data of one enterprise, as the share interface gives it. Only what is covered by the log counts. */
export interface EnterpriseData {
  summarize(enterpriseId: string): Promise<readonly ClassSummary[]>;
  /**
   * Oldest first.
   * @param receivedUntilMs  leaves out what was received later (封存); null gives everything
   */
  read(
    enterpriseId: string,
    dataClass: DataClass,
    page: { readonly offset: number; readonly limit: number; readonly receivedUntilMs: EpochMs | null },
  ): Promise<DataPage>;
}
