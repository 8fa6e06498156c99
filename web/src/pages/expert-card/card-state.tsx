import { useText } from "../../i18n/language.tsx";
import type { Card } from "./expert-card-api.ts";
import { text } from "./text.ts";

/** Where a card stands: filled while it is in force, hollow when it is over. */
export function CardState({ state }: { readonly state: Card["state"] }) {
  const t = useText(text);
  return <span className={`card-state card-state--${state}`}>{t(state)}</span>;
}
