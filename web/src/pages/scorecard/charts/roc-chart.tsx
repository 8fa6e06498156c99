import type { ModelEvaluation } from "#scorecard";
import { formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { curveOption, percentOf } from "./curve-option.ts";
import { text } from "./text.ts";

type Population = ModelEvaluation["populations"][number];

/** The ROC curve of every population on one scale. */
export function RocChart({ populations }: { readonly populations: readonly Population[] }) {
  const t = useText(text);
  const last = populations.at(-1);
  return (
    <ChartPanel
      title={t("roc")}
      note={t("rocNote")}
      height={320}
      option={(palette) =>
        curveOption(palette, { x: t("goodsDeclined"), y: t("badsDeclined"), to: 100, top: 100 }, [
          ...populations.map(({ kind, curves }, index) => ({
            name: t(kind),
            points: curves.roc.map(
              (point) => [percentOf(point.goodsShare), percentOf(point.badsShare)] as const,
            ),
            colour: index === populations.length - 1 ? palette.accent : palette.quiet,
          })),
          {
            name: t("chance"),
            points: [
              [0, 0],
              [100, 100],
            ],
            colour: palette.soft,
            look: "dashed" as const,
          },
        ])
      }
      table={
        <FigureTable
          label={t("roc")}
          isTall
          rows={last?.curves.roc ?? []}
          rowKey={(_, index) => String(index)}
          columns={[
            { key: "points", title: t("score"), isFigure: true, render: ({ points }) => points ?? "—" },
            {
              key: "goods",
              title: t("goodsDeclined"),
              isFigure: true,
              render: ({ goodsShare }) => formatPercent(goodsShare),
            },
            {
              key: "bads",
              title: t("badsDeclined"),
              isFigure: true,
              render: ({ badsShare }) => formatPercent(badsShare),
            },
          ]}
        />
      }
    />
  );
}
