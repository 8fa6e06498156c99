import type { Palette } from "../../app/palette.ts";
import { formatPercent } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { outcomeWord } from "./outcome-word.ts";
import type { Borrower, Comparison } from "./shadow-api.ts";
import { text } from "./text.ts";

type Kind = Borrower["outcome"]["kind"];
const kinds = ["sound", "missed", "trouble", "default"] as const satisfies readonly Kind[];

/** All borrowers from the highest PD to the lowest, in the colour of what happened, with the bank's rating below. */
export function PdChart({ comparison }: { readonly comparison: Comparison }) {
  const t = useText(text);
  const scored = comparison.borrowers.flatMap((one) =>
    one.ours === null ? [] : [{ ...one, ours: one.ours }],
  );
  const labels = scored.map(({ bankRating, code }) => `${bankRating ?? "—"}\n${code}`);
  const option = (palette: Palette): ChartOption => {
    const colours: Readonly<Record<Kind, string>> = {
      sound: palette.quiet,
      missed: palette.gain,
      trouble: palette.loss,
      default: palette.error,
    };
    return {
      ...chartFrame(palette),
      grid: plotGrid,
      xAxis: categoryAxis(palette, labels),
      yAxis: valueAxis(palette, t("pdAxis")),
      series: [
        ...kinds.map((kind) => ({
          type: "bar" as const,
          name: t(outcomeWord(kind)),
          stack: "pd",
          data: scored.map(({ ours, outcome }) => (outcome.kind === kind ? percent(ours.pd) : 0)),
          itemStyle: { color: colours[kind] },
          barMaxWidth: 28,
        })),
        {
          type: "line" as const,
          name: t("cutoffLine"),
          data: scored.map(() => comparison.cutoffPdPpm / 1e4),
          symbol: "none",
          lineStyle: { color: palette.ink, width: 1, type: "dashed" as const },
          itemStyle: { color: palette.ink },
        },
      ],
    };
  };
  const table = (
    <FigureTable
      label={t("chart")}
      isTall
      rows={scored}
      rowKey={({ enterpriseId }) => enterpriseId}
      columns={[
        { key: "name", title: t("enterprise"), render: ({ name }) => <span translate="no">{name}</span> },
        { key: "rating", title: t("rating"), render: ({ bankRating }) => bankRating ?? "—" },
        { key: "pd", title: t("pd"), isFigure: true, render: ({ ours }) => formatPercent(ours.pd) },
        { key: "outcome", title: t("outcome"), render: ({ outcome }) => t(outcomeWord(outcome.kind)) },
      ]}
    />
  );
  return <ChartPanel title={t("chart")} note={t("chartNote")} height={430} option={option} table={table} />;
}

function percent(ratio: number): number {
  return Math.round(ratio * 10_000) / 100;
}
