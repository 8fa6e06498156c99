import type { ModelEvaluation } from "#scorecard";
import { formatCount, formatDecimal, formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { GradeMark } from "../../../parts/marks.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { IntervalText } from "./interval-text.tsx";
import { LightMark } from "./light-mark.tsx";
import { text } from "./text.ts";

/** The grades of the score with the PD that each bears. */
export function MasterScaleTable({ masterScale }: Pick<ModelEvaluation, "masterScale">) {
  const t = useText(text);
  const scores = (from: number | null, to: number | null): string =>
    from === null
      ? to === null
        ? "—"
        : `< ${formatPoints(to)}`
      : to === null
        ? `≥ ${formatPoints(from)}`
        : `[${formatPoints(from)}, ${formatPoints(to)})`;
  return (
    <Panel
      title={t("masterScale")}
      note={t("masterScaleNote", { concentration: formatDecimal(masterScale.concentration, 3) })}
    >
      <FigureTable
        label={t("masterScale")}
        rows={masterScale.grades}
        rowKey={({ grade }) => grade}
        columns={[
          { key: "grade", title: t("grade"), render: ({ grade }) => <GradeMark grade={grade} /> },
          {
            key: "scores",
            title: t("scores"),
            isFigure: true,
            render: (one) => scores(one.pointsFrom, one.pointsTo),
          },
          { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
          { key: "share", title: t("share"), isFigure: true, render: ({ share }) => formatPercent(share, 1) },
          { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
          {
            key: "pd",
            title: t("gradePd"),
            isFigure: true,
            render: ({ pd }) => <IntervalText estimate={pd} isShare decimals={2} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Each grade's PD against what happened in it. */
export function GradeTests({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  return (
    <Panel title={t("grades")} note={t("gradesNote")}>
      <FigureTable
        label={t("grades")}
        rows={population.grades}
        rowKey={({ grade }) => grade}
        columns={[
          { key: "grade", title: t("grade"), render: ({ grade }) => <GradeMark grade={grade} /> },
          { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
          { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
          { key: "pd", title: t("gradePd"), isFigure: true, render: ({ pd }) => formatPercent(pd) },
          {
            key: "found",
            title: t("badRate"),
            isFigure: true,
            render: ({ badRate }) => <IntervalText estimate={badRate} isShare />,
          },
          {
            key: "binomial",
            title: t("binomial"),
            isFigure: true,
            render: ({ binomialPValue }) => formatDecimal(binomialPValue, 3),
          },
          {
            key: "jeffreys",
            title: t("jeffreys"),
            isFigure: true,
            render: ({ jeffreysPValue }) => formatDecimal(jeffreysPValue, 3),
          },
          { key: "light", title: t("light"), render: ({ light }) => <LightMark light={light} /> },
        ]}
      />
    </Panel>
  );
}
