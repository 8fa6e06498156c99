import type { CardIndicator, Scorecard } from "#scorecard";
import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatPoints,
  formatSignedPoints,
} from "../../../figures/format-number.ts";
import { useText } from "../../../i18n/language.tsx";
import { FigureTable } from "../../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../../parts/indicator-term.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
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
  const labelOf = useBinLabel();
  const rows = card.indicators.flatMap((indicator) =>
    indicator.bins.map((bin, index): CardRow => ({ indicator, bin, isFirst: index === 0 })),
  );
  const sum = (of: (points: readonly number[]) => number): number =>
    card.indicators.reduce(
      (total, { bins }) => total + of(bins.map(({ points }) => points)),
      card.scaling.basePoints,
    );
  const widest = Math.max(1, ...rows.map(({ bin }) => Math.abs(bin.points)));
  return (
    <>
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
        <Stat
          label={t("range")}
          value={`${formatPoints(sum((points) => Math.min(...points)))} – ${formatPoints(sum((points) => Math.max(...points)))}`}
        />
      </dl>
      <Panel title={t("card")} note={t("cardNote", { base: formatPoints(card.scaling.basePoints) })}>
        <FigureTable
          label={t("card")}
          rows={rows}
          rowKey={({ indicator }, index) => `${indicator.id}/${index}`}
          columns={[
            {
              key: "indicator",
              title: t("indicator"),
              render: ({ indicator, isFirst }) =>
                isFirst && (
                  <>
                    <IndicatorTerm id={indicator.id} />
                    <br />
                    <span className="soft">
                      IV {formatDecimal(indicator.iv, 3)}，
                      {t("coefficient", { value: formatDecimal(indicator.coefficient, 3) })}
                    </span>
                  </>
                ),
            },
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
              render: ({ bin }) => (
                <span className="points-cell">
                  <span className="points-bar" aria-hidden="true">
                    <span
                      className={
                        bin.points < 0 ? "points-bar__part points-bar__part--lost" : "points-bar__part"
                      }
                      style={{ width: `${(Math.abs(bin.points) / widest) * 50}%` }}
                    />
                  </span>
                  {formatSignedPoints(bin.points)}
                </span>
              ),
            },
          ]}
        />
      </Panel>
    </>
  );
}
