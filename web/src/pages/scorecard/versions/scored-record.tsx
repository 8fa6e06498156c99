import { formatPercent, formatPoints, formatSignedPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { GradeMark } from "../../../parts/marks.tsx";
import { Stat } from "../../../parts/panel.tsx";
import type { ScoredRecord } from "../version-api.ts";
import { text } from "./text.ts";

/** The score of one record, what it lost, and the least change that would help. */
export function ScoredRecordView({ scored }: { readonly scored: ScoredRecord }) {
  const t = useText(text);
  const byLoss = scored.indicators.toSorted((left, right) => right.lostAgainstBest - left.lostAgainstBest);
  return (
    <div className="scored-record" aria-live="polite">
      <dl className="stats">
        <Stat label={t("points_")} value={formatPoints(scored.points)} />
        <Stat label={t("pd")} value={formatPercent(scored.pd)} />
        <Stat label={t("grade")} value={<GradeMark grade={scored.grade} />} />
      </dl>
      <FigureTable
        label={t("reasons")}
        rows={byLoss}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          { key: "bin", title: t("bin"), render: ({ bin }) => <span data-quotes>{bin}</span> },
          {
            key: "points",
            title: t("points"),
            isFigure: true,
            render: ({ points }) => formatSignedPoints(points),
          },
          {
            key: "best",
            title: t("lostBest"),
            isFigure: true,
            render: ({ lostAgainstBest }) => formatPoints(lostAgainstBest),
          },
          {
            key: "neutral",
            title: t("lostNeutral"),
            isFigure: true,
            render: ({ lostAgainstNeutral }) => formatSignedPoints(lostAgainstNeutral),
          },
        ]}
      />
      <Nearest change={scored.nearestChange} />
    </div>
  );
}

function Nearest({ change }: { readonly change: ScoredRecord["nearestChange"] }) {
  const t = useText(text);
  if (change === null) return <p className="soft">{t("noNearest")}</p>;
  const { grade, points, changes } = change;
  return (
    <>
      <h3>{t("nearest")}</h3>
      <p className="soft">
        {grade === null
          ? t("nearestPoints", { points: formatPoints(points) })
          : t("nearestNote", { grade, points: formatPoints(points) })}
      </p>
      <FigureTable
        label={t("nearest")}
        rows={changes}
        rowKey={({ indicator }) => indicator}
        columns={[
          { key: "id", title: t("indicator"), render: ({ indicator }) => <IndicatorTerm id={indicator} /> },
          { key: "from", title: t("from"), render: ({ from }) => <span data-quotes>{from}</span> },
          { key: "to", title: t("to"), render: ({ to }) => <span data-quotes>{to}</span> },
          {
            key: "gained",
            title: t("gained"),
            isFigure: true,
            render: ({ gainedPoints }) => formatSignedPoints(gainedPoints),
          },
        ]}
      />
    </>
  );
}
