import type { ModelEvaluation } from "#scorecard";
import { formatCount, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { roundTop } from "../binning/value-axis.ts";
import { curveOption, percentOf } from "./curve-option.ts";
import { IntervalText } from "./interval-text.tsx";
import { text } from "./text.ts";

interface CalibrationChartProps {
  readonly population: ModelEvaluation["populations"][number];
  readonly confidence: number;
}

/** The bad rate found in groups of the PD against what was promised, each with its interval. */
export function CalibrationChart({ population, confidence }: CalibrationChartProps) {
  const t = useText(text);
  const { groups } = population.calibration;
  const top =
    100 * roundTop(Math.max(...groups.map(({ meanPd, badRate }) => Math.max(meanPd, badRate.high))));
  return (
    <ChartPanel
      title={t("calibration")}
      note={t("calibrationNote")}
      height={320}
      option={(palette) =>
        curveOption(palette, { x: t("meanPd"), y: t("foundRate"), from: 0, to: top, top }, [
          {
            name: t("foundRate"),
            points: groups.map(
              ({ meanPd, badRate }) => [percentOf(meanPd), percentOf(badRate.value)] as const,
            ),
            colour: palette.accent,
            look: "dots",
          },
          {
            name: t("interval", { confidence: formatPercent(confidence, 0) }),
            points: groups.flatMap(({ meanPd, badRate }) => [
              [percentOf(meanPd), percentOf(badRate.low)] as const,
              [percentOf(meanPd), percentOf(badRate.high)] as const,
              [percentOf(meanPd), null] as const,
            ]),
            colour: palette.gain,
          },
          {
            name: t("ideal"),
            points: [
              [0, 0],
              [top, top],
            ],
            colour: palette.soft,
            look: "dashed",
          },
        ])
      }
      table={
        <FigureTable
          label={t("calibration")}
          rows={groups}
          rowKey={(_, index) => String(index)}
          columns={[
            { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
            { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
            { key: "pd", title: t("pd"), isFigure: true, render: ({ meanPd }) => formatPercent(meanPd) },
            {
              key: "found",
              title: t("badRate"),
              isFigure: true,
              render: ({ badRate }) => <IntervalText estimate={badRate} isShare />,
            },
          ]}
        />
      }
    />
  );
}
