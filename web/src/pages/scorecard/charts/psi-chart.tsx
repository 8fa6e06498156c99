import { formatCount, formatDecimal } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { LightMark } from "./light-mark.tsx";
import { text } from "./text.ts";

/** The stability index of one period against development. */
export interface PsiPeriod {
  readonly label: string;
  readonly rows: number;
  readonly index: number;
  readonly limit: number;
  readonly light: "green" | "amber" | "yellow" | "red";
}

const customary = [0.1, 0.25] as const;

/** PSI by period as bars, with the customary bounds and what chance alone gives a sample of that size. */
export function PsiChart({ periods }: { readonly periods: readonly PsiPeriod[] }) {
  const t = useText(text);
  if (periods.length === 0) return null;
  return (
    <ChartPanel
      title={t("psi")}
      note={t("psiNote")}
      height={280}
      option={(palette) => ({
        ...chartFrame(palette),
        grid: plotGrid,
        xAxis: categoryAxis(
          palette,
          periods.map(({ label }) => label),
        ),
        yAxis: { ...valueAxis(palette, t("psiAxis")), min: 0 },
        series: [
          {
            type: "bar",
            name: t("psiAxis"),
            data: periods.map(({ index, light }) => ({
              value: Math.round(index * 1e4) / 1e4,
              itemStyle: {
                color: light === "red" ? palette.error : light === "green" ? palette.quiet : palette.loss,
              },
            })),
            itemStyle: { color: palette.quiet },
            barMaxWidth: 32,
          },
          {
            type: "line",
            name: t("chanceLimit"),
            data: periods.map(({ limit }) => Math.round(limit * 1e4) / 1e4),
            symbol: "none",
            itemStyle: { color: palette.ink },
            lineStyle: { color: palette.ink, width: 1.5, type: "dashed" },
          },
          ...customary.map((bound, order) => ({
            type: "line" as const,
            name: String(bound),
            data: periods.map(() => bound),
            symbol: "none",
            itemStyle: { color: order === 0 ? palette.loss : palette.error },
            lineStyle: {
              color: order === 0 ? palette.loss : palette.error,
              width: 1,
              type: "dotted" as const,
            },
          })),
        ],
      })}
      table={
        <FigureTable
          label={t("psi")}
          rows={periods}
          rowKey={({ label }, index) => `${index}/${label}`}
          columns={[
            { key: "period", title: t("period"), render: ({ label }) => <span translate="no">{label}</span> },
            { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
            {
              key: "psi",
              title: t("psiAxis"),
              isFigure: true,
              render: ({ index }) => formatDecimal(index, 4),
            },
            {
              key: "limit",
              title: t("chanceLimit"),
              isFigure: true,
              render: ({ limit }) => formatDecimal(limit, 4),
            },
            { key: "light", title: t("light"), render: ({ light }) => <LightMark light={light} /> },
          ]}
        />
      }
    />
  );
}
