import type { ModelEvaluation } from "#scorecard";
import { formatDecimal, formatSignedPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { LightMark } from "./light-mark.tsx";
import { text } from "./text.ts";

/** How each indicator's bins moved since development. */
export function StabilityTable({ stability }: Pick<ModelEvaluation, "stability">) {
  const t = useText(text);
  const rows = stability.indicators.flatMap((one) =>
    one.overall === null ? [] : [{ ...one, overall: one.overall }],
  );
  if (rows.length === 0) return null;
  return (
    <Panel title={t("csi")} note={t("csiNote")}>
      <FigureTable
        label={t("csi")}
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          {
            key: "psi",
            title: t("psiAxis"),
            isFigure: true,
            render: ({ overall }) => formatDecimal(overall.index, 4),
          },
          {
            key: "limit",
            title: t("chanceLimit"),
            isFigure: true,
            render: ({ overall }) => formatDecimal(overall.limit, 4),
          },
          {
            key: "shift",
            title: t("pointsShift"),
            isFigure: true,
            render: ({ pointsShift }) => (pointsShift === null ? "—" : formatSignedPoints(pointsShift)),
          },
          { key: "light", title: t("light"), render: ({ overall }) => <LightMark light={overall.light} /> },
        ]}
      />
    </Panel>
  );
}
