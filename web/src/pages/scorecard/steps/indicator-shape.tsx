import type { IndicatorExploration, NumberSummary } from "#scorecard";
import {
  formatCount,
  formatDecimal,
  formatMagnitude,
  formatPercent,
} from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { useIndicatorName } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { type RowsAndRate, rowsAndRateOption } from "../charts/rows-and-rate.ts";
import { text } from "./text.ts";

/** One indicator: its distribution with the bad rate along it, quantiles, and how it moved by month. */
export function IndicatorShape({ indicator }: { readonly indicator: IndicatorExploration }) {
  const t = useText(text);
  const name = useIndicatorName()(indicator.id);
  const title = t("histogram", { name });
  const bars = barsOf(indicator);
  return (
    <div className="panels">
      <div className="span-8">
        <ChartPanel
          title={title}
          note={t("histogramNote")}
          height={280}
          option={(palette) =>
            rowsAndRateOption(palette, bars, {
              names: { rows: t("rows"), badRate: t("badRate") },
              bars: { barCategoryGap: "12%" },
            })
          }
          table={
            <FigureTable
              label={title}
              isTall
              rows={bars}
              rowKey={({ label }, index) => `${index}/${label}`}
              columns={[
                {
                  key: "value",
                  title: t("value"),
                  render: ({ label }) => <span translate="no">{label}</span>,
                },
                { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
                {
                  key: "rate",
                  title: t("badRate"),
                  isFigure: true,
                  render: ({ badRate }) => formatPercent(badRate),
                },
              ]}
            />
          }
        />
      </div>
      <div className="span-4">{indicator.numbers !== null && <Quantiles numbers={indicator.numbers} />}</div>
      {indicator.byVintage.length > 1 && <Drift indicator={indicator} name={name} />}
    </div>
  );
}

function barsOf({ histogram, mostCommon }: IndicatorExploration): readonly RowsAndRate[] {
  if (histogram.length === 0) {
    return mostCommon.map(({ value, count, badRate }) => ({ label: String(value), rows: count, badRate }));
  }
  return histogram.map(({ from, to, count, bads }) => ({
    label: from === null ? `< ${formatMagnitude(to ?? 0)}` : `≥ ${formatMagnitude(from)}`,
    rows: count,
    badRate: count === 0 ? null : bads / count,
  }));
}

const quantileNames = ["min", "p1", "p5", "q1", "median", "q3", "p95", "p99", "max"] as const;
const quantileLabels = {
  min: "0%",
  p1: "1%",
  p5: "5%",
  q1: "25%",
  median: "50%",
  q3: "75%",
  p95: "95%",
  p99: "99%",
  max: "100%",
} as const satisfies Record<(typeof quantileNames)[number], string>;

function Quantiles({ numbers }: { readonly numbers: NumberSummary }) {
  const t = useText(text);
  const rows = [
    ...quantileNames.map((name) => ({ name: quantileLabels[name], value: formatMagnitude(numbers[name]) })),
    { name: t("mean"), value: formatMagnitude(numbers.mean) },
    { name: t("deviation"), value: formatMagnitude(numbers.standardDeviation) },
    { name: t("outliers"), value: formatCount(numbers.outliersBelow + numbers.outliersAbove) },
  ];
  return (
    <Panel title={t("quantiles")}>
      <FigureTable
        label={t("quantiles")}
        rows={rows}
        rowKey={({ name }) => name}
        columns={[
          { key: "name", title: t("quantiles"), render: ({ name }) => name },
          { key: "value", title: t("value"), isFigure: true, render: ({ value }) => value },
        ]}
      />
    </Panel>
  );
}

function Drift({ indicator, name }: { readonly indicator: IndicatorExploration; readonly name: string }) {
  const t = useText(text);
  return (
    <Panel title={t("driftOf", { name })} note={t("driftNote")}>
      <FigureTable
        label={t("driftOf", { name })}
        isTall
        rows={indicator.byVintage}
        rowKey={({ label }) => label}
        columns={[
          { key: "month", title: t("month"), render: ({ label }) => <span translate="no">{label}</span> },
          { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
          {
            key: "rate",
            title: t("badRate"),
            isFigure: true,
            render: ({ badRate }) => formatPercent(badRate),
          },
          {
            key: "missing",
            title: t("missing"),
            isFigure: true,
            render: ({ missingShare }) => formatPercent(missingShare, 1),
          },
          {
            key: "median",
            title: t("median"),
            isFigure: true,
            render: ({ median }) => (median === null ? "—" : formatMagnitude(median)),
          },
          { key: "psi", title: t("psi"), isFigure: true, render: ({ psi }) => formatDecimal(psi, 4) },
        ]}
      />
    </Panel>
  );
}
