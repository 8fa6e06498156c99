import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { useAge } from "../enterprise/use-age.ts";
import { type CollectorLive, collectorLiveQuery } from "./devices-api.ts";
import { liveText, reasonNames } from "./live-text.ts";

/** When a collector was last heard of, what became of what it sent, what is missing and what was refused. */
export function CollectorLivePanel({ collectorId }: { readonly collectorId: string }) {
  const t = useText(liveText);
  const { data } = useQuery(collectorLiveQuery(collectorId));
  return (
    <Panel
      title={t("title")}
      note={t("note")}
      actions={
        <Link to="/intake/alarms" search={{ collector: collectorId, state: "all" }}>
          {t("alarms")}
        </Link>
      }
    >
      {data === undefined ? <p className="soft">{t("nothing")}</p> : <Live live={data} />}
    </Panel>
  );
}

function Live({ live }: { readonly live: CollectorLive }) {
  const t = useText(liveText);
  const age = useAge();
  const { rows, lastReceivedAtMs, lagMs, skewMs } = live;
  const skew = skewMs === null || Math.abs(skewMs) < 1000 ? null : skewMs;
  return (
    <>
      <dl className="stats">
        <Stat
          label={t("lastContact")}
          value={lastReceivedAtMs === null ? t("never") : formatInstant(lastReceivedAtMs).slice(11)}
          unit={lastReceivedAtMs === null ? "" : formatInstant(lastReceivedAtMs).slice(0, 10)}
          note={lagMs === null ? "" : t("lag", { age: age(lagMs) })}
        />
        <Stat label={t("rate")} value={formatDecimal(live.rowsPerSecond, 1)} unit={t("rowsPerSecond")} />
        <Stat label={t("received")} value={formatCount(rows.received)} unit={t("rows")} />
        <Stat label={t("stored")} value={formatCount(rows.stored)} unit={t("rows")} />
        <Stat label={t("duplicates")} value={formatCount(rows.duplicates)} unit={t("rows")} />
        <Stat label={t("quarantined")} value={formatCount(rows.quarantined)} unit={t("rows")} />
        <Stat label={t("missing")} value={formatCount(live.missing)} unit={t("batches")} />
        <Stat
          label={t("clock")}
          value={skew === null ? t("right") : age(Math.abs(skew))}
          note={skew === null ? "" : t(skew > 0 ? "ahead" : "behind")}
        />
      </dl>
      <Reasons title={t("refused")} counts={live.refused} unit={t("batches")} />
      <Reasons title={t("inQuarantine")} counts={live.quarantine} unit={t("rows")} />
      {live.gaps.length > 0 && <Gaps gaps={live.gaps} />}
    </>
  );
}

/** Why something was not taken, or counts in no figure; nothing is shown where nothing was. */
function Reasons({
  title,
  counts,
  unit,
}: {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly unit: string;
}) {
  const phrase = usePhrase();
  const found = Object.entries(counts).filter(([, count]) => count > 0);
  if (found.length === 0) return null;
  return (
    <section className="device-reasons">
      <h3>{title}</h3>
      <ul>
        {found.map(([reason, count]) => (
          <li key={reason}>
            {phrase(reasonNames[reason] ?? { zh: reason, en: reason })}{" "}
            <strong className="figure">{formatCount(count)}</strong> {unit}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gaps({ gaps }: Pick<CollectorLive, "gaps">) {
  const t = useText(liveText);
  return (
    <section className="device-reasons">
      <h3>{t("gaps")}</h3>
      <FigureTable
        label={t("gaps")}
        rows={gaps.slice(0, 20)}
        rowKey={({ epoch, fromSequence }) => `${epoch} ${fromSequence}`}
        columns={[
          { key: "epoch", title: t("epoch"), isFigure: true, render: (row) => formatInstant(row.epoch) },
          {
            key: "numbers",
            title: t("numbers"),
            isFigure: true,
            render: (row) =>
              row.fromSequence === row.toSequence
                ? row.fromSequence
                : `${row.fromSequence} – ${row.toSequence}`,
          },
          { key: "since", title: t("since"), isFigure: true, render: (row) => formatInstant(row.sinceMs) },
        ]}
      />
    </section>
  );
}
