import { useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";
import type { VersionState } from "./version-api.ts";

/** Where a version stands: filled while it decides, hollow before and after. */
export function VersionStateMark({ state }: { readonly state: VersionState }) {
  const t = useText(text);
  return <span className={`version-state version-state--${state}`}>{t(state)}</span>;
}
