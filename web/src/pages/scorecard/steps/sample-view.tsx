import type { SampleArtefact } from "#scorecard";
import { formatCount, formatPercent } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { text } from "./text.ts";
import { VintageChart } from "./vintage-chart.tsx";

/** Who is in the sample, and where every other row went. */
export function SampleView({ artefact }: { readonly artefact: SampleArtefact }) {
  const t = useText(text);
  const { sample, tableRows, vintages } = artefact;
  const rows = [
    ...artefact.excluded.map(({ reason, rows: count }) => ({ what: t("excludedBy", { reason }), count })),
    { what: t("outsideWindow"), count: artefact.outsideWindow },
    { what: t("withoutOutcome"), count: artefact.withoutOutcome },
    { what: t("indeterminate"), count: artefact.indeterminate },
    { what: t("rejects"), count: artefact.rejects },
    { what: t("sample"), count: sample.rows },
  ];
  return (
    <>
      <dl className="stats">
        <Stat label={t("sample")} value={formatCount(sample.rows)} />
        <Stat label={t("bads")} value={formatCount(sample.bads)} />
        <Stat label={t("badRate")} value={formatPercent(sample.badRate)} />
        <Stat label={t("indicators")} value={formatCount(artefact.indicators.length)} />
        {artefact.performanceMonths !== null && (
          <Stat label={t("performance")} value={t("months", { count: artefact.performanceMonths })} />
        )}
      </dl>
      <Panel title={t("sampleRows")} note={t("sampleRowsNote")}>
        <FigureTable
          label={t("sampleRows")}
          rows={rows}
          rowKey={({ what }) => what}
          columns={[
            { key: "what", title: t("what"), render: ({ what }) => <span data-quotes>{what}</span> },
            { key: "rows", title: t("rows"), isFigure: true, render: ({ count }) => formatCount(count) },
            {
              key: "share",
              title: t("share"),
              isFigure: true,
              render: ({ count }) => formatPercent(count / Math.max(1, tableRows), 1),
            },
          ]}
          footer={[t("tableRows"), formatCount(tableRows), formatPercent(1, 1)]}
        />
      </Panel>
      {vintages.length > 0 && <VintageChart vintages={vintages} />}
    </>
  );
}
