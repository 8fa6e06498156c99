import type { EvaluatedEnterprise } from "../../api/types.ts";
import type { Palette } from "../../app/palette.ts";
import { formatExactMoney, moneyForChart } from "../../figures/format-money.ts";
import { formatCount } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { categoryAxis, chartFrame, plotGrid, valueAxis } from "../../parts/chart-style.ts";
import type { ChartOption } from "../../parts/chart-canvas.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { SourcedFigure, useFigureSource } from "./figure-source.tsx";
import { text } from "./text.ts";

type Series = EvaluatedEnterprise["series"];

/** Monthly sales and purchases on one scale. */
export function TradeChart({ series }: { readonly series: Series }) {
  const t = useText(text);
  const open = useFigureSource();
  if (series.months.length === 0) return <Panel title={t("trade")}>{t("noSeries")}</Panel>;
  const option = (palette: Palette): ChartOption => ({
    ...barFrame(palette, series.months, t("wan")),
    series: [
      bars(
        t("sales"),
        series.salesFen.map((fen) => round2(moneyForChart(fen))),
        palette.gain,
      ),
      bars(
        t("purchases"),
        series.purchasesFen.map((fen) => round2(moneyForChart(fen))),
        palette.loss,
      ),
    ],
  });
  const table = (
    <FigureTable
      label={t("trade")}
      isTall
      rows={series.months.map((month, index) => ({ month, index })).toReversed()}
      rowKey={(row) => row.month}
      columns={[
        { key: "month", title: t("month"), render: (row) => row.month },
        {
          key: "sales",
          title: `${t("sales")} (${t("yuan")})`,
          isFigure: true,
          render: (row) => (
            <SourcedFigure
              figure={{ kind: "month", direction: "sale", month: row.month }}
              name={`${t("sales")} ${row.month}`}
              value={formatExactMoney(series.salesFen[row.index] ?? null)}
            />
          ),
        },
        {
          key: "purchases",
          title: `${t("purchases")} (${t("yuan")})`,
          isFigure: true,
          render: (row) => (
            <SourcedFigure
              figure={{ kind: "month", direction: "purchase", month: row.month }}
              name={`${t("purchases")} ${row.month}`}
              value={formatExactMoney(series.purchasesFen[row.index] ?? null)}
            />
          ),
        },
      ]}
    />
  );
  const pick = (index: number, layer: number): void => {
    const month = series.months[index];
    if (month === undefined) return;
    const isSale = layer === 0;
    const fen = (isSale ? series.salesFen : series.purchasesFen)[index] ?? null;
    open?.({
      figure: { kind: "month", direction: isSale ? "sale" : "purchase", month },
      name: `${t(isSale ? "sales" : "purchases")} ${month}`,
      value: formatExactMoney(fen),
    });
  };
  return (
    <ChartPanel
      title={t("trade")}
      note={t("tradeNote")}
      height={270}
      option={option}
      table={table}
      onPick={pick}
    />
  );
}

/** Void and red invoices beside the valid ones, a month. */
export function DocumentChart({ series }: { readonly series: Series }) {
  const t = useText(text);
  if (series.months.length === 0) return <Panel title={t("documents")}>{t("noSeries")}</Panel>;
  const option = (palette: Palette): ChartOption => ({
    ...barFrame(palette, series.months, t("invoices")),
    series: [
      { ...bars(t("salesInvoices"), series.salesInvoices, palette.quiet), stack: "invoices" },
      { ...bars(t("voidInvoices"), series.voidInvoices, palette.loss), stack: "invoices" },
      { ...bars(t("redInvoices"), series.redInvoices, palette.ink), stack: "invoices" },
    ],
  });
  const table = (
    <FigureTable
      label={t("documents")}
      isTall
      rows={series.months.map((month, index) => ({ month, index })).toReversed()}
      rowKey={(row) => row.month}
      columns={[
        { key: "month", title: t("month"), render: (row) => row.month },
        {
          key: "valid",
          title: t("salesInvoices"),
          isFigure: true,
          render: (row) => formatCount(series.salesInvoices[row.index]),
        },
        {
          key: "void",
          title: t("voidInvoices"),
          isFigure: true,
          render: (row) => formatCount(series.voidInvoices[row.index]),
        },
        {
          key: "red",
          title: t("redInvoices"),
          isFigure: true,
          render: (row) => formatCount(series.redInvoices[row.index]),
        },
      ]}
    />
  );
  return (
    <ChartPanel title={t("documents")} note={t("documentsNote")} height={270} option={option} table={table} />
  );
}

function barFrame(palette: Palette, months: readonly string[], unit: string): ChartOption {
  return {
    ...chartFrame(palette),
    grid: plotGrid,
    xAxis: categoryAxis(palette, months),
    yAxis: valueAxis(palette, unit),
  };
}

function bars(name: string, data: readonly number[], color: string) {
  return { type: "bar" as const, name, data: [...data], itemStyle: { color }, barMaxWidth: 12 };
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
