import { Link } from "@tanstack/react-router";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { useAge } from "../enterprise/use-age.ts";
import type { CollectorLive } from "./intake-api.ts";
import { stateNames, text } from "./text.ts";

/** Every collector with what came of it: the counts of a line add up. */
export function CollectorTable({
  collectors,
  atMs,
}: {
  readonly collectors: readonly CollectorLive[];
  readonly atMs: number;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const age = useAge();
  const skewOf = (skewMs: number | null): string => {
    if (skewMs === null) return "—";
    if (Math.abs(skewMs) < 1000) return "0";
    return t(skewMs > 0 ? "ahead" : "behind", { age: age(Math.abs(skewMs)) });
  };
  return (
    <FigureTable
      label={t("talkers")}
      rows={collectors}
      rowKey={(row) => row.collector}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: (row) => (
            <Link
              to="/devices/collectors/$collectorId"
              params={{ collectorId: row.collector }}
              translate="no"
            >
              {row.name}
            </Link>
          ),
        },
        {
          key: "enterprise",
          title: t("enterprise"),
          render: (row) => <span translate="no">{row.enterpriseName ?? row.enterpriseId ?? "—"}</span>,
        },
        {
          key: "state",
          title: t("state"),
          render: (row) => (
            <span className={row.state === "quarantined" ? "intake__grave" : undefined}>
              {phrase(stateNames[row.state] ?? { zh: row.state, en: row.state })}
            </span>
          ),
        },
        ...countColumns(t),
        {
          key: "lag",
          title: t("lag"),
          isFigure: true,
          render: (row) => (row.lagMs === null ? "—" : age(row.lagMs)),
        },
        {
          key: "last",
          title: t("lastReceived"),
          isFigure: true,
          render: (row) =>
            row.lastReceivedAtMs === null ? t("never") : age(Math.max(0, atMs - row.lastReceivedAtMs)),
        },
        { key: "skew", title: t("skew"), isFigure: true, render: (row) => skewOf(row.skewMs) },
      ]}
    />
  );
}

/** What came and what became of it; received is the sum of the next three. */
function countColumns(t: ReturnType<typeof useText<typeof text>>) {
  return [
    {
      key: "rate",
      title: t("rowsPerSecond"),
      isFigure: true,
      render: (row: CollectorLive) => formatDecimal(row.rowsPerSecond, 1),
    },
    {
      key: "received",
      title: t("received"),
      isFigure: true,
      render: (row: CollectorLive) => formatCount(row.rows.received),
    },
    {
      key: "stored",
      title: t("stored"),
      isFigure: true,
      render: (row: CollectorLive) => formatCount(row.rows.stored),
    },
    {
      key: "duplicates",
      title: t("duplicates"),
      isFigure: true,
      render: (row: CollectorLive) => formatCount(row.rows.duplicates),
    },
    {
      key: "quarantined",
      title: t("quarantined"),
      isFigure: true,
      render: (row: CollectorLive) => marked(row.rows.quarantined),
    },
    {
      key: "missing",
      title: t("missing"),
      isFigure: true,
      render: (row: CollectorLive) => marked(row.missing),
    },
    { key: "late", title: t("late"), isFigure: true, render: (row: CollectorLive) => formatCount(row.late) },
  ];
}

/** A count that should be nothing stands out when it is not. */
function marked(count: number) {
  return count === 0 ? formatCount(count) : <strong className="intake__warning">{formatCount(count)}</strong>;
}
