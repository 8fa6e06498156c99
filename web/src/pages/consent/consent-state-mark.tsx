import { usePhrase, useText } from "../../i18n/language.tsx";
import type { Consent } from "./consent-api.ts";
import { consentStateNames } from "./names.ts";
import { text } from "./text.ts";

/** A consent's state with a shape as well as a word. */
export function ConsentStateMark({ consent: { state, isExpiringSoon } }: { readonly consent: Consent }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <span className={`consent-state consent-state--${state}`}>
      <span className="consent-state__shape" aria-hidden="true" />
      {phrase(consentStateNames[state])}
      {isExpiringSoon && <em className="consent-warning"> {t("filterExpiring")}</em>}
    </span>
  );
}
