import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import type { LogHealth } from "./log-api.ts";
import { text } from "./text.ts";

/** What keeps the log from taking anything, since when, and what to do; nothing while it is open. */
export function ReadOnlyNotice({ health: { reason, sinceMs } }: { readonly health: LogHealth }) {
  const t = useText(text);
  if (reason === null) return null;
  const system = [reason.systemCode, reason.file].filter((part) => part !== null).join(" · ");
  return (
    <p className="notice notice--block log__read-only" role="alert">
      <strong>{t("readOnly")}</strong> {t(`failure_${reason.kind}`)}{" "}
      {t("readOnlySince", { at: formatInstant(sinceMs) })}
      {system !== "" && (
        <span className="log__soft" translate="no">
          {system}
        </span>
      )}
    </p>
  );
}
