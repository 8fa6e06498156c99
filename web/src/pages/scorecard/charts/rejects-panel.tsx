import type { RejectInference } from "#scorecard";
import { formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { text } from "./text.ts";

/** What declined applicants may have come to under each assumption. */
export function RejectsPanel({ rejects }: { readonly rejects: RejectInference }) {
  const t = useText(text);
  const { range } = rejects;
  return (
    <Panel
      title={t("rejects")}
      note={t("rejectsNote", {
        low: formatPercent(range.populationBadRate[0], 1),
        high: formatPercent(range.populationBadRate[1], 1),
        aucLow: formatDecimal(range.auc[0], 3),
        aucHigh: formatDecimal(range.auc[1], 3),
      })}
    >
      <FigureTable
        label={t("rejects")}
        rows={rejects.sensitivity}
        rowKey={({ method, badFactor }) => `${method}/${badFactor}`}
        columns={[
          { key: "method", title: t("method"), render: ({ method }) => t(method) },
          {
            key: "factor",
            title: t("badFactor"),
            isFigure: true,
            render: ({ badFactor }) => formatDecimal(badFactor, 1),
          },
          {
            key: "rejects",
            title: t("rejectRate"),
            isFigure: true,
            render: ({ rejectBadRate }) => formatPercent(rejectBadRate, 1),
          },
          {
            key: "all",
            title: t("allRate"),
            isFigure: true,
            render: ({ populationBadRate }) => formatPercent(populationBadRate, 1),
          },
          { key: "auc", title: t("auc"), isFigure: true, render: ({ auc }) => formatDecimal(auc, 3) },
        ]}
      />
      {rejects.refits.length > 0 && <RefitTable refits={rejects.refits} />}
    </Panel>
  );
}

function RefitTable({ refits }: Pick<RejectInference, "refits">) {
  const t = useText(text);
  return (
    <>
      <h4>{t("refits")}</h4>
      <p>{t("refitsNote")}</p>
      <FigureTable
        label={t("refits")}
        rows={refits}
        rowKey={({ method, badFactor }) => `${method}/${badFactor}`}
        columns={[
          { key: "method", title: t("method"), render: ({ method }) => t(method) },
          {
            key: "factor",
            title: t("badFactor"),
            isFigure: true,
            render: ({ badFactor }) => formatDecimal(badFactor, 1),
          },
          {
            key: "indicators",
            title: t("cardIndicators"),
            isFigure: true,
            render: ({ indicators }) => indicators.length,
          },
          { key: "auc", title: t("auc"), isFigure: true, render: ({ auc }) => formatDecimal(auc, 3) },
          {
            key: "accepted",
            title: t("acceptedPd"),
            isFigure: true,
            render: ({ acceptedPd }) => formatPercent(acceptedPd, 1),
          },
          {
            key: "rejects",
            title: t("rejectPd"),
            isFigure: true,
            render: ({ rejectPd }) => formatPercent(rejectPd, 1),
          },
          {
            key: "same",
            title: t("sameDecisions"),
            isFigure: true,
            render: ({ sameDecisions }) => formatPercent(sameDecisions, 1),
          },
        ]}
      />
    </>
  );
}
