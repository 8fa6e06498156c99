import { Link } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { collectorText } from "./collector-text.ts";
import type { Collector } from "./devices-api.ts";
import { useAge } from "../enterprise/use-age.ts";
import { StateMark } from "./state-mark.tsx";
import { timeToFirstDataMs } from "./first-data.ts";

/** Collectors with their state, key and last reading. */
export function CollectorTable({ collectors }: { readonly collectors: readonly Collector[] }) {
  const t = useText(collectorText);
  const age = useAge();
  return (
    <FigureTable
      label={t("title")}
      isTall
      rows={collectors}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "name",
          title: t("name"),
          render: (row) => (
            <Link to="/devices/collectors/$collectorId" params={{ collectorId: row.id }} translate="no">
              {row.name}
            </Link>
          ),
        },
        { key: "kind", title: t("kind"), render: (row) => t(row.kind) },
        { key: "state", title: t("state"), render: (row) => <StateMark state={row.state} /> },
        {
          key: "enterprise",
          title: t("enterprise"),
          render: (row) =>
            row.enterpriseId === null ? (
              t("several")
            ) : (
              <span translate="no">{row.enterpriseName ?? row.enterpriseId}</span>
            ),
        },
        { key: "key", title: t("key"), render: (row) => <KeyCell collector={row} /> },
        {
          key: "first",
          title: t("firstData"),
          isFigure: true,
          render: (row) => {
            const takenMs = timeToFirstDataMs(row);
            return takenMs === null ? <span className="soft">{t("firstDataWaiting")}</span> : age(takenMs);
          },
        },
        {
          key: "last",
          title: t("lastReading"),
          render: (row) => formatInstant(row.lastReadingAtMs),
        },
      ]}
    />
  );
}

function KeyCell({ collector: { keys, hasToken } }: { readonly collector: Collector }) {
  const t = useText(collectorText);
  const current = keys.findLast(({ validToMs }) => validToMs === null);
  if (current !== undefined) return <code translate="no">{current.keyId}</code>;
  return <span className="soft">{hasToken ? t("token") : "—"}</span>;
}
