import type { EvaluatedModel } from "../../api/types.ts";
import { formatCount, formatPercent } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { GradeMark } from "../../parts/marks.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** The scale of grades: scores, PD, churn curve and how many enterprises. */
export function GradeTable({ grades }: { readonly grades: EvaluatedModel["grades"] }) {
  const t = useText(text);
  const most = Math.max(1, ...grades.map((grade) => grade.enterprises));
  return (
    <Panel title={t("grades")} note={t("gradesNote")}>
      <FigureTable
        label={t("grades")}
        rows={grades}
        rowKey={(grade) => grade.grade}
        columns={[
          { key: "grade", title: t("grade"), render: (grade) => <GradeMark grade={grade.grade} /> },
          {
            key: "scores",
            title: t("scores"),
            isFigure: true,
            render: (grade) => `${formatCount(grade.scoreFrom)}–${formatCount(grade.scoreTo)}`,
          },
          {
            key: "pds",
            title: t("pds"),
            isFigure: true,
            render: (grade) => `${formatPercent(grade.pdLow)}–${formatPercent(grade.pdHigh)}`,
          },
          {
            key: "churn",
            title: t("churn"),
            render: (grade) => <span translate="no">{grade.churnRating}</span>,
          },
          {
            key: "enterprises",
            title: t("enterprises"),
            isFigure: true,
            render: (grade) => (
              <span className="bar-cell">
                <span className="bar-cell__bar" style={{ width: `${(grade.enterprises / most) * 64}px` }} />
                {formatCount(grade.enterprises)}
              </span>
            ),
          },
        ]}
      />
    </Panel>
  );
}
