import { formatCount, formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { LightMark } from "../charts/light-mark.tsx";
import { text as chartText } from "../charts/text.ts";
import type { Monitoring } from "../version-api.ts";
import { text } from "./text.ts";

/** What moved beyond its limit, or cannot be judged. */
export function MonitoringAlarms({ alarms }: Pick<Monitoring, "alarms">) {
  const t = useText(text);
  const rules = useText(chartText);
  return (
    <Panel title={t("alarms")}>
      {alarms.length === 0 ? (
        <p className="soft">{t("noAlarms")}</p>
      ) : (
        <FigureTable
          label={t("alarms")}
          isTall
          rows={alarms}
          rowKey={(_, index) => String(index)}
          columns={[
            { key: "light", title: t("light"), render: ({ level }) => <LightMark light={level} /> },
            {
              key: "rule",
              title: t("rule"),
              render: ({ rule }) =>
                rule in chartText ? rules(rule as keyof typeof chartText) : t("otherRule", { rule }),
            },
            {
              key: "period",
              title: t("period"),
              render: ({ period }) => <span translate="no">{period ?? "—"}</span>,
            },
            {
              key: "subject",
              title: t("indicator"),
              render: ({ subject }) => (subject === null ? t("wholeScore") : <IndicatorTerm id={subject} />),
            },
            {
              key: "found",
              title: t("found"),
              isFigure: true,
              render: ({ found }) => formatDecimal(found, 4),
            },
            {
              key: "expected",
              title: t("expected"),
              isFigure: true,
              render: ({ expected }) => formatDecimal(expected, 4),
            },
            {
              key: "limit",
              title: t("limit"),
              isFigure: true,
              render: ({ limit }) => formatDecimal(limit, 4),
            },
          ]}
        />
      )}
    </Panel>
  );
}

/** Mean score and bad rate of every period. */
export function PeriodTable({ periods }: Pick<Monitoring, "periods">) {
  const t = useText(text);
  return (
    <Panel title={t("performance")}>
      <FigureTable
        label={t("performance")}
        rows={periods}
        rowKey={({ kind, label }) => `${kind}/${label}`}
        columns={[
          { key: "period", title: t("period"), render: ({ label }) => <span translate="no">{label}</span> },
          {
            key: "kind",
            title: t("kind"),
            render: ({ kind }) => t(kind === "evaluation" ? "evaluationKind" : "developmentKind"),
          },
          { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
          {
            key: "points",
            title: t("meanPoints"),
            isFigure: true,
            render: ({ meanPoints }) => formatDecimal(meanPoints, 1),
          },
          {
            key: "rate",
            title: t("badRate"),
            isFigure: true,
            render: ({ badRate }) => formatPercent(badRate),
          },
          { key: "light", title: t("light"), render: ({ psi }) => <LightMark light={psi.light} /> },
        ]}
      />
    </Panel>
  );
}

/** PSI of each indicator in each period; what is beyond its limit stands out. */
export function ShiftTable({ periods }: Pick<Monitoring, "periods">) {
  const t = useText(text);
  const ids = [...new Set(periods.flatMap(({ indicators }) => indicators.map(({ id }) => id)))];
  if (ids.length === 0) return null;
  return (
    <Panel title={t("csi")} note={t("csiNote")}>
      <FigureTable
        label={t("csi")}
        rows={ids}
        rowKey={(id) => id}
        columns={[
          { key: "id", title: t("indicator"), render: (id) => <IndicatorTerm id={id} /> },
          ...periods.map(({ label, indicators }, period) => ({
            key: String(period),
            title: label,
            isFigure: true,
            render: (id: string) => {
              const found = indicators.find((one) => one.id === id);
              if (found === undefined) return "—";
              return found.light === "green" ? (
                formatDecimal(found.value, 3)
              ) : (
                <span title={`${t("limit")} ${formatDecimal(found.limit, 3)}`}>
                  <LightMark light={found.light} /> {formatDecimal(found.value, 3)}
                </span>
              );
            },
          })),
        ]}
      />
    </Panel>
  );
}
