import type { CardIndicator, Scorecard } from "#scorecard";
import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatPoints,
  formatSignedPoints,
} from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { type FigureColumn, FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { useIsNarrow } from "../../../parts/use-is-narrow.ts";
import { useBinLabel } from "../binning/use-bin-label.ts";
import { text } from "./text.ts";

interface CardRow {
  readonly indicator: CardIndicator;
  readonly bin: CardIndicator["bins"][number];
  readonly isFirst: boolean;
}

/** The card as it is added up by hand: every bin with what it is worth. */
export function CardTable({ card }: { readonly card: Scorecard }) {
  const t = useText(text);
  const isNarrow = useIsNarrow();
  const rows = card.indicators.flatMap((indicator) =>
    indicator.bins.map((bin, index): CardRow => ({ indicator, bin, isFirst: index === 0 })),
  );
  const widest = Math.max(1, ...rows.map(({ bin }) => Math.abs(bin.points)));
  return (
    <>
      <CardStats card={card} />
      <Panel title={t("card")} note={t("cardNote", { base: formatPoints(card.scaling.basePoints) })}>
        {isNarrow ? <NarrowCard card={card} /> : <WideCard rows={rows} widest={widest} />}
      </Panel>
    </>
  );
}

function CardStats({ card }: { readonly card: Scorecard }) {
  const t = useText(text);
  const sum = (of: (points: readonly number[]) => number): number =>
    card.indicators.reduce(
      (total, { bins }) => total + of(bins.map(({ points }) => points)),
      card.scaling.basePoints,
    );
  const worst = sum((points) => Math.min(...points));
  const best = sum((points) => Math.max(...points));
  return (
    <dl className="stats">
      <Stat
        label={t("sample")}
        value={formatCount(card.sample.rows)}
        note={t("bads", {
          count: formatCount(card.sample.bads),
          rate: formatPercent(card.sample.badRate, 1),
        })}
      />
      <Stat label={t("basePoints")} value={formatPoints(card.scaling.basePoints)} />
      <Stat label={t("factor")} value={formatDecimal(card.scaling.factor * Math.LN2, 1)} />
      <Stat label={t("range")} value={`${formatPoints(worst)} – ${formatPoints(best)}`} />
    </dl>
  );
}

function WideCard({ rows, widest }: { readonly rows: readonly CardRow[]; readonly widest: number }) {
  const t = useText(text);
  const columns = useBinColumns();
  return (
    <FigureTable
      label={t("card")}
      rows={rows}
      rowKey={({ indicator }, index) => `${indicator.id}/${index}`}
      columns={[
        {
          key: "indicator",
          title: t("indicator"),
          render: ({ indicator, isFirst }) => isFirst && <IndicatorTerm id={indicator.id} />,
        },
        {
          key: "iv",
          title: t("iv"),
          isFigure: true,
          render: ({ indicator, isFirst }) => isFirst && formatDecimal(indicator.iv, 3),
        },
        {
          key: "coefficient",
          title: t("coefficient"),
          isFigure: true,
          render: ({ indicator, isFirst }) => isFirst && formatDecimal(indicator.coefficient, 3),
        },
        ...columns,
        {
          key: "bar",
          title: "",
          render: ({ bin }) => <PointsBar points={bin.points} widest={widest} />,
        },
      ]}
    />
  );
}

/** On a phone each indicator is a table of its own, so that its bins are seen without scrolling sideways. */
function NarrowCard({ card }: { readonly card: Scorecard }) {
  const t = useText(text);
  const columns = useBinColumns().filter(({ key }) => key !== "rows" && key !== "woe");
  return card.indicators.map((indicator) => (
    <div key={indicator.id} className="narrow-card">
      <h3>
        <IndicatorTerm id={indicator.id} />
      </h3>
      <p className="soft figure">
        {t("iv")} {formatDecimal(indicator.iv, 3)} · {t("coefficient")}{" "}
        {formatDecimal(indicator.coefficient, 3)}
      </p>
      <FigureTable
        label={indicator.id}
        rows={indicator.bins.map((bin, index) => ({ indicator, bin, isFirst: index === 0 }))}
        rowKey={(_, index) => String(index)}
        columns={columns}
      />
    </div>
  ));
}

function useBinColumns(): readonly FigureColumn<CardRow>[] {
  const t = useText(text);
  const labelOf = useBinLabel();
  return [
    {
      key: "bin",
      title: t("bin"),
      render: ({ bin }) => (
        <span translate={bin.kind === "group" ? "no" : "yes"}>
          {labelOf(bin)}
          {bin.mergedInto !== undefined && (
            <span className="soft"> {t("merged", { bin: bin.mergedInto + 1 })}</span>
          )}
        </span>
      ),
    },
    { key: "rows", title: t("rows"), isFigure: true, render: ({ bin }) => formatCount(bin.count) },
    {
      key: "rate",
      title: t("badRate"),
      isFigure: true,
      render: ({ bin }) => formatPercent(bin.count === 0 ? null : bin.bads / bin.count, 1),
    },
    { key: "woe", title: t("woe"), isFigure: true, render: ({ bin }) => formatDecimal(bin.woe, 3) },
    {
      key: "points",
      title: t("points"),
      isFigure: true,
      render: ({ bin }) => formatSignedPoints(bin.points),
    },
  ];
}

function PointsBar({ points, widest }: { readonly points: number; readonly widest: number }) {
  return (
    <span className="points-bar" aria-hidden="true">
      <span
        className={points < 0 ? "points-bar__part points-bar__part--lost" : "points-bar__part"}
        style={{ width: `${(Math.abs(points) / widest) * 50}%` }}
      />
    </span>
  );
}
