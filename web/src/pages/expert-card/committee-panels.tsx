import {
  formatDecimal,
  formatPercent,
  formatSignedPoints,
  formatPoints,
} from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { IndicatorTerm } from "../../parts/indicator-term.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Card } from "./expert-card-api.ts";
import { text } from "./text.ts";

/** What the members' weights come to, and how far they agree. */
export function CommitteePanel({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { committee, members } = card;
  if (committee === null) {
    const weighed = members.filter(({ weights }) => weights !== null).length;
    return (
      <Panel title={t("committee")}>
        <p className="soft">{t("committeeWaits", { weighed, members: members.length })}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t("committee")} note={t("concordance", { w: formatDecimal(committee.concordance, 2) })}>
      <FigureTable
        label={t("committee")}
        rows={committee.weights}
        rowKey={({ id }) => id}
        columns={[
          { key: "id", title: t("indicator"), render: ({ id }) => <IndicatorTerm id={id} /> },
          { key: "mean", title: t("mean"), isFigure: true, render: ({ weight }) => formatPercent(weight, 1) },
          {
            key: "bar",
            title: "",
            render: ({ weight, lowest, highest }) => (
              <WeightBar weight={weight} lowest={lowest} highest={highest} />
            ),
          },
          {
            key: "low",
            title: t("lowest"),
            isFigure: true,
            render: ({ lowest }) => formatPercent(lowest, 1),
          },
          {
            key: "high",
            title: t("highest"),
            isFigure: true,
            render: ({ highest }) => formatPercent(highest, 1),
          },
        ]}
      />
    </Panel>
  );
}

const widestShare = 0.4;

/** The mean as a point on the range that the members gave. */
function WeightBar({
  weight,
  lowest,
  highest,
}: {
  readonly weight: number;
  readonly lowest: number;
  readonly highest: number;
}) {
  const place = (share: number): string => `${Math.min(100, (share / widestShare) * 100)}%`;
  return (
    <span className="weight-bar" aria-hidden="true">
      <span
        className="weight-bar__range"
        style={{ left: place(lowest), width: `calc(${place(highest)} - ${place(lowest)})` }}
      />
      <span className="weight-bar__point" style={{ left: place(weight) }} />
    </span>
  );
}

/** Bands with what the committee says they are worth, and the points that follow. */
export function PointsPanel({ card }: { readonly card: Card }) {
  const t = useText(text);
  const { points, indicators } = card;
  const rows = indicators.flatMap(({ id, cuts, worth, missingWorth }) =>
    [...worth, missingWorth].map((of, band) => {
      const isMissing = band === worth.length;
      const scored = points?.indicators.find((one) => one.id === id)?.bands[band];
      const label = isMissing ? null : (scored?.label ?? bandLabel(cuts, band));
      return { key: `${id}/${band}`, id: band === 0 ? id : null, label, of, points: scored?.points ?? null };
    }),
  );
  return (
    <Panel
      title={t("points")}
      note={points === null ? undefined : t("pointsNote", { base: formatPoints(points.base) })}
    >
      <FigureTable
        label={t("points")}
        isTall
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          {
            key: "id",
            title: t("indicator"),
            render: ({ id }) => (id === null ? "" : <IndicatorTerm id={id} />),
          },
          {
            key: "band",
            title: t("band"),
            render: ({ label }) => (label === null ? t("missing") : <span translate="no">{label}</span>),
          },
          { key: "worth", title: t("bandWorth"), isFigure: true, render: ({ of }) => of },
          {
            key: "points",
            title: t("bandPoints"),
            isFigure: true,
            render: (row) => (row.points === null ? "—" : formatSignedPoints(row.points)),
          },
        ]}
      />
    </Panel>
  );
}

function bandLabel(cuts: readonly number[], band: number): string {
  const from = cuts[band - 1];
  const to = cuts[band];
  if (from === undefined) return to === undefined ? "…" : `< ${to}`;
  return to === undefined ? `≥ ${from}` : `${from} – ${to}`;
}
