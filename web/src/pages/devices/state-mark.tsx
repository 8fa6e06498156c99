import { usePhrase } from "../../i18n/language.tsx";
import type { CollectorState } from "./devices-api.ts";
import { stateNames } from "./names.ts";

/** A collector's state as a shape and a word. */
export function StateMark({ state }: { readonly state: CollectorState }) {
  const phrase = usePhrase();
  return (
    <span className="device-state" data-state={state}>
      <span className="device-state__shape" aria-hidden="true" />
      {phrase(stateNames[state])}
    </span>
  );
}
