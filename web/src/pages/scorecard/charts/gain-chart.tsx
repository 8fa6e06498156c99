import type { ModelEvaluation } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { curveOption, percentOf } from "./curve-option.ts";
import { text } from "./text.ts";

/** How many of the bads the riskiest so many percent hold. */
export function GainChart({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const { gain } = population.curves;
  return (
    <ChartPanel
      title={t("gain")}
      note={t("gainNote")}
      height={320}
      option={(palette) =>
        curveOption(palette, { x: t("riskiest"), y: t("caught"), from: 0, to: 100, top: 100 }, [
          {
            name: t("caught"),
            points: [
              [0, 0],
              ...gain.map(({ share, badsShare }) => [percentOf(share), percentOf(badsShare)] as const),
            ],
            colour: palette.accent,
          },
          {
            name: t("chance"),
            points: [
              [0, 0],
              [100, 100],
            ],
            colour: palette.soft,
            look: "dashed",
          },
        ])
      }
      table={
        <FigureTable
          label={t("gain")}
          isTall
          rows={gain}
          rowKey={(_, index) => String(index)}
          columns={[
            {
              key: "share",
              title: t("riskiest"),
              isFigure: true,
              render: ({ share }) => formatPercent(share, 1),
            },
            {
              key: "bads",
              title: t("caught"),
              isFigure: true,
              render: ({ badsShare }) => formatPercent(badsShare, 1),
            },
            { key: "lift", title: t("lift"), isFigure: true, render: ({ lift }) => formatDecimal(lift, 2) },
          ]}
        />
      }
    />
  );
}
