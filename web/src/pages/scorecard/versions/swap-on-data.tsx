import { formatCount, formatDecimal, formatPercent, formatPoints } from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { ChartPanel } from "../../../parts/chart-panel.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { curveOption } from "../charts/curve-option.ts";
import type { VersionComparison } from "../version-api.ts";
import { text } from "./text.ts";

interface SwapOnDataProps {
  readonly comparison: VersionComparison;
  readonly onData: NonNullable<VersionComparison["onData"]>;
}

/** Both versions on the same rows: who changes sides, and the two scores against each other. */
export function SwapOnData({ comparison, onData }: SwapOnDataProps) {
  const t = useText(text);
  const { left, right } = comparison;
  const { swap, difference } = onData;
  const cells = [
    { name: t("both"), ...swap.both },
    { name: t("onlyLeft", { version: left.version }), ...swap.onlyLeft },
    { name: t("onlyLeft", { version: right.version }), ...swap.onlyRight },
    { name: t("neither"), ...swap.neither },
  ];
  return (
    <div className="panels">
      <div className="span-6">
        <Panel
          title={t("swap")}
          note={t("onDataNote", {
            rows: formatCount(onData.rows),
            bads: formatCount(onData.bads),
            difference: formatDecimal(difference.value, 4),
            low: formatDecimal(difference.low, 4),
            high: formatDecimal(difference.high, 4),
            p: formatDecimal(difference.pValue, 3),
          })}
        >
          <FigureTable
            label={t("swap")}
            rows={cells}
            rowKey={({ name }) => name}
            columns={[
              { key: "who", title: t("who"), render: ({ name }) => name },
              { key: "rows", title: t("rows"), isFigure: true, render: ({ rows }) => formatCount(rows) },
              {
                key: "share",
                title: t("share"),
                isFigure: true,
                render: ({ rows }) => formatPercent(rows / Math.max(1, onData.rows), 1),
              },
              { key: "bads", title: t("bads"), isFigure: true, render: ({ bads }) => formatCount(bads) },
              {
                key: "rate",
                title: t("badRate"),
                isFigure: true,
                render: ({ rows, bads }) => formatPercent(rows === 0 ? null : bads / rows, 1),
              },
            ]}
          />
        </Panel>
      </div>
      <div className="span-6">
        <Scatter comparison={comparison} onData={onData} />
      </div>
    </div>
  );
}

function Scatter({ comparison: { left, right }, onData }: SwapOnDataProps) {
  const t = useText(text);
  const of = (isBad: boolean) =>
    onData.scores.filter((one) => one.isBad === isBad).map((one) => [one.left, one.right] as const);
  const [one, other] = [left, right].map(({ version }) => `v${version}`);
  return (
    <ChartPanel
      title={t("scatter")}
      note={t("scatterNote", { correlation: formatDecimal(onData.rankCorrelation, 3) })}
      height={320}
      option={(palette) => {
        const option = curveOption(palette, { x: one ?? "", y: other ?? "", isFitted: true }, [
          { name: t("goodRow"), points: of(false), colour: palette.quiet, look: "points" },
          { name: t("badRow"), points: of(true), colour: palette.error, look: "points" },
        ]);
        return { ...option, tooltip: { show: false } };
      }}
      table={
        <FigureTable
          label={t("scatter")}
          isTall
          rows={onData.scores}
          rowKey={(_, index) => String(index)}
          columns={[
            { key: "left", title: one ?? "", isFigure: true, render: (row) => formatPoints(row.left) },
            { key: "right", title: other ?? "", isFigure: true, render: (row) => formatPoints(row.right) },
            { key: "bad", title: t("outcome"), render: ({ isBad }) => t(isBad ? "badRow" : "goodRow") },
          ]}
        />
      }
    />
  );
}
