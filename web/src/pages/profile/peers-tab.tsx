import { useQuery } from "@tanstack/react-query";
import { formatCount, formatMagnitude, formatPercent } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { ChartPanel } from "../../parts/chart-panel.tsx";
import { chartFrame } from "../../parts/chart-style.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { peersText } from "./peers-text.ts";
import { type PeerFigure, peersQuery, type ProfileOf } from "./profile-api.ts";

/** Its place among enterprises of its industry and size. */
export function PeersTab({ of }: { readonly of: ProfileOf }) {
  const t = useText(peersText);
  const phrase = usePhrase();
  const query = useQuery(peersQuery(of));
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const { figures } = query.data;
  const known = figures.filter(({ percentile }) => percentile !== null);
  if (known.length < 3) {
    return (
      <Panel title={t("radar")}>
        <p className="soft">{t("tooFew")}</p>
        <PeerTable figures={figures} />
      </Panel>
    );
  }
  return (
    <ChartPanel
      title={t("radar")}
      note={t("radarNote")}
      height={380}
      isRich
      showsBoth
      option={(palette) => ({
        ...chartFrame(palette),
        tooltip: { ...chartFrame(palette).tooltip, trigger: "item" },
        radar: {
          indicator: known.map(({ name }) => ({ name: phrase(name), min: 0, max: 100 })),
          axisName: { color: palette.soft },
          splitArea: { show: false },
          splitLine: { lineStyle: { color: palette.line } },
          axisLine: { lineStyle: { color: palette.line } },
        },
        series: [
          {
            type: "radar",
            data: [
              {
                name: t("median"),
                value: known.map(() => 50),
                lineStyle: { color: palette.quiet, type: "dashed" },
                itemStyle: { color: palette.quiet },
                symbol: "none",
              },
              {
                name: t("own"),
                value: known.map((one) => Math.round(100 * placeOf(one))),
                lineStyle: { color: palette.accent, width: 2 },
                itemStyle: { color: palette.accent },
                areaStyle: { color: palette.accent, opacity: 0.15 },
              },
            ],
          },
        ],
      })}
      table={<PeerTable figures={figures} />}
    />
  );
}

/** Share of peers that it does better than. */
function placeOf({ percentile, higherIsBetter }: PeerFigure): number {
  const share = percentile ?? 0;
  return higherIsBetter ? share : 1 - share;
}

function PeerTable({ figures }: { readonly figures: readonly PeerFigure[] }) {
  const t = useText(peersText);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("radar")}
      rows={figures}
      rowKey={({ figure }) => figure}
      columns={[
        { key: "figure", title: t("figure"), render: ({ name }) => phrase(name) },
        { key: "own", title: t("own"), isFigure: true, render: (one) => formatFigure(one, one.value) },
        { key: "median", title: t("median"), isFigure: true, render: (one) => formatFigure(one, one.median) },
        {
          key: "quartiles",
          title: t("quartiles"),
          isFigure: true,
          render: (one) =>
            one.lowerQuartile === null
              ? "—"
              : `${formatFigure(one, one.lowerQuartile)} – ${formatFigure(one, one.upperQuartile)}`,
        },
        {
          key: "place",
          title: t("place"),
          isFigure: true,
          render: ({ percentile, low, high, reason }) =>
            percentile === null
              ? t(reason ?? "fewerThanK")
              : `${formatPercent(percentile, 0)} [${formatPercent(low, 0)}, ${formatPercent(high, 0)}]`,
        },
        { key: "peers", title: t("peers"), isFigure: true, render: ({ peers }) => formatCount(peers) },
      ]}
    />
  );
}

function formatFigure({ unit }: PeerFigure, value: number | null): string {
  if (value === null) return "—";
  return unit === "share" ? formatPercent(value, 1) : formatMagnitude(value);
}
