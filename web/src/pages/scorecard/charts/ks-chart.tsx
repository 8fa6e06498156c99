import type { ModelEvaluation } from "#scorecard";
import { formatDecimal, formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { curveOption, percentOf } from "./curve-option.ts";
import { text } from "./text.ts";

/** The cumulative shares of goods and bads over the score, and where they lie furthest apart. */
export function KsChart({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const { curves, discrimination } = population;
  const at = curves.ks.reduce(
    (best, point) => (point.badsShare - point.goodsShare > best.badsShare - best.goodsShare ? point : best),
    curves.ks[0] ?? { points: 0, goodsShare: 0, badsShare: 0 },
  );
  return (
    <ChartPanel
      title={t("ks")}
      note={t("ksNote", {
        ks: formatDecimal(discrimination.ks.value, 3),
        points: formatPoints(discrimination.ksPoints),
      })}
      height={320}
      option={(palette) =>
        curveOption(palette, { x: t("score"), y: t("cumulative"), isFitted: true, top: 100 }, [
          {
            name: t("cumulativeBads"),
            points: curves.ks.map(({ points, badsShare }) => [points, percentOf(badsShare)] as const),
            colour: palette.loss,
          },
          {
            name: t("cumulativeGoods"),
            points: curves.ks.map(({ points, goodsShare }) => [points, percentOf(goodsShare)] as const),
            colour: palette.accent,
          },
          {
            name: "KS",
            points: [
              [at.points, percentOf(at.goodsShare)],
              [at.points, percentOf(at.badsShare)],
            ],
            colour: palette.ink,
            look: "dashed",
          },
        ])
      }
      table={
        <FigureTable
          label={t("ks")}
          isTall
          rows={curves.ks}
          rowKey={(_, index) => String(index)}
          columns={[
            {
              key: "points",
              title: t("score"),
              isFigure: true,
              render: ({ points }) => formatPoints(points),
            },
            {
              key: "goods",
              title: t("cumulativeGoods"),
              isFigure: true,
              render: ({ goodsShare }) => formatPercent(goodsShare),
            },
            {
              key: "bads",
              title: t("cumulativeBads"),
              isFigure: true,
              render: ({ badsShare }) => formatPercent(badsShare),
            },
          ]}
        />
      }
    />
  );
}
