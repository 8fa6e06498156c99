import { useText } from "../../i18n/language.tsx";
import type { ReportSummary } from "./documents-api.ts";
import { text } from "./text.ts";

const minuteMs = 60_000;

/** The state of survival; told by a shape as well as by colour. */
export function SurvivalState({ state }: { readonly state: ReportSummary["survivalState"] }) {
  const t = useText(text);
  return <span className={`survival survival--${state}`}>{t(state)}</span>;
}

export function ReportState({ state }: { readonly state: ReportSummary["state"] }) {
  const t = useText(text);
  return <span className={`report-state report-state--${state}`}>{t(state)}</span>;
}

/** From making a report to its first PDF, in minutes; a dash until there is one. */
export function timeTaken(
  { startedAtMs, firstPdfAtMs }: Pick<ReportSummary, "startedAtMs" | "firstPdfAtMs">,
  t: (key: "minutes", values: { minutes: string }) => string,
): string {
  if (firstPdfAtMs === null) return "—";
  return t("minutes", { minutes: ((firstPdfAtMs - startedAtMs) / minuteMs).toFixed(1) });
}
