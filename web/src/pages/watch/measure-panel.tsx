import { useQuery } from "@tanstack/react-query";
import { absent } from "../../figures/format-money.ts";
import { formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { text } from "./text.ts";
import { measuresQuery } from "./watch-api.ts";

/** How well early warning works: how many alerts, how many of them right, how early. */
export function MeasurePanel() {
  const t = useText(text);
  const { data } = useQuery(measuresQuery);
  return (
    <Panel title={t("measures")}>
      {data !== undefined && (
        <dl className="stats">
          <Stat label={t("openNow")} value={`${data.open} / ${data.overdue}`} />
          <Stat label={t("perHundred")} value={formatDecimal(data.perHundredAMonth, 1)} />
          <Stat label={t("precision")} value={`${data.confirmed} / ${data.settled}`} />
          <Stat label={t("warned")} value={`${data.warned} / ${data.defaults}`} />
          <Stat label={t("lead")} value={data.medianLeadDays ?? absent} />
        </dl>
      )}
    </Panel>
  );
}
