import type { EvaluatedModel } from "../../api/types.ts";
import type { Palette } from "../../app/palette.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** How many of the sample and of the applicants have which score. */
export function ScoreDistribution({ bands }: { readonly bands: EvaluatedModel["scoreDistribution"] }) {
  const t = useText(text);
  if (bands.length === 0) {
    return (
      <Panel title={t("distribution")}>
        <p className="soft">{t("noScored")}</p>
      </Panel>
    );
  }
  const option = (palette: Palette): ChartOption => ({
    ...chartFrame(palette),
    grid: { ...plotGrid, bottom: 26 },
    xAxis: {
      ...categoryAxis(
        palette,
        bands.map((band) => `${band.from}–${band.to}`),
        t("score"),
      ),
      nameLocation: "middle",
      nameGap: 28,
    },
    yAxis: valueAxis(palette, t("enterprises")),
    series: [
      {
        type: "bar",
        name: t("developed"),
        data: bands.map((band) => band.developed),
        itemStyle: { color: palette.loss },
        barMaxWidth: 22,
      },
      {
        type: "bar",
        name: t("applicants"),
        data: bands.map((band) => band.applicants),
        itemStyle: { color: palette.gain },
        barMaxWidth: 22,
      },
    ],
  });
  const table = (
    <FigureTable
      label={t("distribution")}
      rows={bands}
      rowKey={(band) => String(band.from)}
      columns={[
        { key: "score", title: t("score"), render: (band) => `${band.from}–${band.to}` },
        {
          key: "developed",
          title: t("developed"),
          isFigure: true,
          render: (band) => formatCount(band.developed),
        },
        {
          key: "applicants",
          title: t("applicants"),
          isFigure: true,
          render: (band) => formatCount(band.applicants),
        },
      ]}
    />
  );
  return (
    <ChartPanel
      title={t("distribution")}
      note={t("distributionNote")}
      height={280}
      option={option}
      table={table}
    />
  );
}
