import type { ModelEvaluation } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { curveOption, percentOf } from "./curve-option.ts";
import { text } from "./text.ts";

/** How many times as many bads the riskiest so many percent hold as a choice by chance would. */
export function LiftChart({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const { gain } = population.curves;
  const top = Math.ceil(Math.max(1, ...gain.map(({ lift }) => lift)));
  return (
    <ChartPanel
      title={t("liftCurve")}
      note={t("liftNote")}
      height={320}
      option={(palette) =>
        curveOption(palette, { x: t("riskiest"), y: t("lift"), from: 0, to: 100, top }, [
          {
            name: t("lift"),
            points: gain.map(({ share, lift }) => [percentOf(share), Math.round(lift * 100) / 100] as const),
            colour: palette.accent,
          },
          {
            name: t("chance"),
            points: [
              [0, 1],
              [100, 1],
            ],
            colour: palette.soft,
            look: "dashed",
          },
        ])
      }
      table={
        <FigureTable
          label={t("liftCurve")}
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
            { key: "lift", title: t("lift"), isFigure: true, render: ({ lift }) => formatDecimal(lift, 2) },
          ]}
        />
      }
    />
  );
}
