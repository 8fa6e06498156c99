import type { DriftAlarm } from "#scorecard";
import { formatMagnitude } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { LightMark } from "./light-mark.tsx";
import { text } from "./text.ts";

/** What moved or cannot be judged. */
export function AlarmTable({ alarms }: { readonly alarms: readonly DriftAlarm[] }) {
  const t = useText(text);
  return (
    <Panel title={t("alarms")}>
      {alarms.length === 0 ? (
        <p className="soft">{t("noAlarms")}</p>
      ) : (
        <FigureTable
          label={t("alarms")}
          rows={alarms}
          rowKey={(_, index) => String(index)}
          columns={[
            { key: "level", title: t("light"), render: ({ level }) => <LightMark light={level} /> },
            { key: "rule", title: t("rule"), render: ({ rule }) => t(rule) },
            {
              key: "subject",
              title: t("subject"),
              render: ({ subject, vintage }) => (
                <span translate="no">
                  {[subject, vintage].filter((part) => part !== null).join(" · ") || "—"}
                </span>
              ),
            },
            {
              key: "figures",
              title: t("figures"),
              render: ({ figures }) =>
                t("alarmFigures", {
                  found: formatMagnitude(figures.found),
                  expected: formatMagnitude(figures.expected),
                  limit: formatMagnitude(figures.limit),
                }),
            },
          ]}
        />
      )}
    </Panel>
  );
}
