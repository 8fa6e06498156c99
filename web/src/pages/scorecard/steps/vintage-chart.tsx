import type { SampleArtefact } from "#scorecard";
import { formatCount, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { rowsAndRateOption } from "../charts/rows-and-rate.ts";
import { text } from "./text.ts";

/** Rows and bad rate by month of observation. */
export function VintageChart({ vintages }: Pick<SampleArtefact, "vintages">) {
  const t = useText(text);
  return (
    <ChartPanel
      title={t("vintages")}
      height={260}
      option={(palette) =>
        rowsAndRateOption(palette, vintages, {
          names: { rows: t("rows"), badRate: t("badRate") },
          bars: { barMaxWidth: 32 },
        })
      }
      table={
        <FigureTable
          label={t("vintages")}
          isTall
          rows={vintages}
          rowKey={({ label }) => label}
          columns={[
            { key: "month", title: t("month"), render: ({ label }) => <span translate="no">{label}</span> },
            { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
            { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
            {
              key: "rate",
              title: t("badRate"),
              isFigure: true,
              render: ({ badRate }) => formatPercent(badRate),
            },
          ]}
        />
      }
    />
  );
}
