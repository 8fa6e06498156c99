import { formatPercent } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import type { LiveToday } from "./live-today.ts";
import { text } from "./text.ts";

/** How well the machines were used, and when the last of what they told was observed and came. */
export function LiveLine({ live }: { readonly live: LiveToday }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { figures, lastObservedMs, lastReceivedMs } = live;
  if (figures === null) return null;
  const { oee, availability, quality } = figures;
  const share = (value: number | null): string => (value === null ? "—" : formatPercent(value, 0));
  return (
    <div className="factory__live soft">
      <span>
        {t("oeeNow", { share: share(oee.value) })}
        {oee.missing !== null && ` (${phrase(oee.missing)})`}
      </span>
      <span>{t("availabilityNow", { share: share(availability.value) })}</span>
      <span>{t("qualityNow", { share: share(quality.value) })}</span>
      {lastObservedMs !== null && lastReceivedMs !== null && (
        <span>
          {t("lastArrival", {
            observed: formatInstant(lastObservedMs),
            received: formatInstant(lastReceivedMs),
          })}
        </span>
      )}
    </div>
  );
}
