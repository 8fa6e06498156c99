import type { IntakeEvent, IntakeEvents, SealedNotice } from "./intake-event.ts";

/** Tells those who listen; a listener's failure is its own and stops nothing here. */
export interface EventHub extends IntakeEvents {
  tell(event: IntakeEvent): void;
  tellSealed(notice: () => SealedNotice): void;
}

export function createEventHub(onFailure: (cause: unknown) => void): EventHub {
  const events = new Set<(event: IntakeEvent) => void>();
  const seals = new Set<(notice: SealedNotice) => void>();
  const each = <Value>(listeners: ReadonlySet<(value: Value) => void>, value: Value): void => {
    for (const listener of listeners) {
      try {
        listener(value);
      } catch (cause) {
        onFailure(cause);
      }
    }
  };
  return {
    onEvent(listener) {
      events.add(listener);
      return () => void events.delete(listener);
    },
    onSealed(listener) {
      seals.add(listener);
      return () => void seals.delete(listener);
    },
    tell: (event) => each(events, event),
    tellSealed: (notice) => {
      if (seals.size > 0) each(seals, notice());
    },
  };
}
