import { businessDayOf, type Clock } from "#kernel";
import { type Alert, type AlertAction, applyAction } from "./alert.ts";
import { handlingRoles } from "./alert-duty.ts";
import { watchFaults } from "./errors.ts";
import type { WatchStore } from "./watch-store.ts";

/**
 * Does what a person wants with an alert and keeps it in its history.
 * @throws WATCH_ALERT_NOT_FOUND, WATCH_ACTION_NOT_POSSIBLE, WATCH_REASON_DOES_NOT_FIT, WATCH_OWNER_UNKNOWN,
 * WATCH_ALERT_CHANGED
 */
export async function actOnAlert(
  { store, clock }: { readonly store: WatchStore; readonly clock: Clock },
  by: { readonly partyId: string; readonly userId: string },
  wanted: { readonly alertId: string; readonly action: AlertAction },
): Promise<Alert> {
  const { alertId, action } = wanted;
  const alert = await store.findAlert(by.partyId, alertId);
  if (alert === null) throw watchFaults.fault("WATCH_ALERT_NOT_FOUND", { id: alertId });
  if (action.kind === "assign") {
    const person = (await store.listPeople(by.partyId)).find(({ id }) => id === action.ownerId);
    if (person === undefined || !handlingRoles.includes(person.role)) {
      throw watchFaults.fault("WATCH_OWNER_UNKNOWN", { id: action.ownerId });
    }
  }
  const atMs = clock();
  const after = applyAction(alert, action, { userId: by.userId, atMs });
  const event = {
    action: action.kind,
    fromState: alert.state,
    toState: after.state,
    level: after.level,
    userId: by.userId,
    ownerId: after.ownerId,
    reason: "reason" in action ? action.reason : null,
    note: action.note ?? null,
    onDay: businessDayOf(atMs),
    atMs,
  };
  await store.changeAlert(by.partyId, { alert: after, event, isNew: false }, alert.state);
  return after;
}
