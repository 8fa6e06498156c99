import type { ModelEvaluation } from "#scorecard";
import {
  formatDecimal,
  formatMagnitude,
  formatPercent,
  formatPoints,
} from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { valueAxis } from "../../../parts/chart-style.ts";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { curveOption, percentOf } from "./curve-option.ts";
import { text } from "./text.ts";

/** What each cut-off approves, how bad that is, and what it earns. */
export function CutOffChart({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const { points, best, profitOfGood, lossOfBad } = population.cutOffs;
  return (
    <ChartPanel
      title={t("cutOffs")}
      note={t("cutOffsNote", {
        profit: formatMagnitude(profitOfGood),
        loss: formatMagnitude(lossOfBad),
        best: formatPoints(best.points),
        low: formatPoints(best.range.low),
        high: formatPoints(best.range.high),
      })}
      height={320}
      option={(palette) => {
        const option = curveOption(
          palette,
          { x: t("cutOff"), y: t("percentAxis"), isFitted: true, top: 100 },
          [
            {
              name: t("approvalRate"),
              points: points.map((one) => [one.points, percentOf(one.approvalRate.value)] as const),
              colour: palette.gain,
            },
            {
              name: t("badRateApproved"),
              points: points.map(
                (one) =>
                  [
                    one.points,
                    one.badRateOfApproved === null ? null : percentOf(one.badRateOfApproved.value),
                  ] as const,
              ),
              colour: palette.loss,
            },
          ],
        );
        const lines = Array.isArray(option.series) ? option.series : [];
        return {
          ...option,
          yAxis: [
            { ...valueAxis(palette, t("percentAxis")), min: 0, max: 100 },
            {
              ...valueAxis(palette, t("profit")),
              nameTextStyle: { color: palette.soft, align: "right" },
              splitLine: { show: false },
            },
          ],
          series: [
            ...lines,
            {
              type: "line",
              name: t("profit"),
              yAxisIndex: 1,
              data: points.map((one) => [one.points, one.profitPerRow]),
              showSymbol: false,
              itemStyle: { color: palette.ink },
              lineStyle: { color: palette.ink, width: 2, type: "dashed" },
            },
          ],
        };
      }}
      table={
        <FigureTable
          label={t("cutOffs")}
          isTall
          rows={points}
          rowKey={(one) => String(one.points)}
          columns={[
            { key: "points", title: t("cutOff"), isFigure: true, render: (one) => formatPoints(one.points) },
            {
              key: "approval",
              title: t("approvalRate"),
              isFigure: true,
              render: (one) => formatPercent(one.approvalRate.value, 1),
            },
            {
              key: "bad",
              title: t("badRateApproved"),
              isFigure: true,
              render: (one) => formatPercent(one.badRateOfApproved?.value ?? null),
            },
            {
              key: "profit",
              title: t("profit"),
              isFigure: true,
              render: (one) => formatDecimal(one.profitPerRow, 3),
            },
          ]}
        />
      }
    />
  );
}
