import { useText } from "../../i18n/language.tsx";
import { provenanceText } from "./provenance-text.ts";

/** Writes how long something is, by its largest unit. */
export function useAge(): (ageMs: number) => string {
  const t = useText(provenanceText);
  return (ageMs) => {
    const seconds = Math.max(0, Math.floor(ageMs / 1000));
    if (seconds < 60) return t("seconds", { count: seconds });
    if (seconds < 3600) return t("minutes", { count: Math.floor(seconds / 60) });
    if (seconds < 172_800) return t("hours", { count: Math.floor(seconds / 3600) });
    return t("days", { count: Math.floor(seconds / 86_400) });
  };
}
