import { addDays, type BusinessDay } from "#kernel";
import type { LendingUnit } from "./lending-store.ts";

/**
 * The bank's open business day (当前营业日): the one after the last closed day; before the first close, `today`.
 * Whatever is posted, is posted on it.
 */
export async function openBusinessDay(unit: LendingUnit, today: BusinessDay): Promise<BusinessDay> {
  const lastClosed = await unit.days.lastClosed();
  return lastClosed === null ? today : addDays(lastClosed, 1);
}

/** The day that must be closed next; null when there is neither a closed day nor a loan. */
export async function nextDayToClose(unit: LendingUnit): Promise<BusinessDay | null> {
  const lastClosed = await unit.days.lastClosed();
  return lastClosed === null ? await unit.loans.firstDrawnOn() : addDays(lastClosed, 1);
}
