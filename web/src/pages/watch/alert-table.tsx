import { Link } from "@tanstack/react-router";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { useIsNarrow } from "../../parts/use-is-narrow.ts";
import { LevelMark } from "./level-mark.tsx";
import { text } from "./text.ts";
import type { Alert } from "./watch-api.ts";

interface AlertTableProps {
  readonly label: string;
  readonly alerts: readonly Alert[];
  /** Left out where all are of one. */
  readonly showsEnterprise?: boolean;
}

/** Alerts as rows, or as cards on a phone; each leads to its page. */
export function AlertTable({ label, alerts, showsEnterprise = true }: AlertTableProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const isNarrow = useIsNarrow();
  if (isNarrow) {
    return (
      <ul className="alert-cards" aria-label={label}>
        {alerts.map((alert) => (
          <AlertCard key={alert.id} alert={alert} />
        ))}
      </ul>
    );
  }
  const enterprise = {
    key: "enterprise",
    title: t("enterprise"),
    render: (row: Alert) => <span translate="no">{row.enterpriseName}</span>,
  };
  return (
    <FigureTable
      label={label}
      isTall
      rows={alerts}
      rowKey={(row) => row.id}
      columns={[
        { key: "level", title: t("level"), render: (row) => <LevelMark level={row.level} /> },
        ...(showsEnterprise ? [enterprise] : []),
        {
          key: "rule",
          title: t("rule"),
          render: (row) => (
            <Link to="/watch/alerts/$alertId" params={{ alertId: row.id }} className="nowrap">
              {phrase(row.ruleName)}
            </Link>
          ),
        },
        { key: "found", title: t("what"), render: (row) => phrase(row.found) },
        { key: "state", title: t("state"), render: (row) => <span className="nowrap">{t(row.state)}</span> },
        {
          key: "owner",
          title: t("owner"),
          render: (row) => row.owner?.name ?? <em className="soft">{t("nobody")}</em>,
        },
        { key: "due", title: t("due"), isFigure: true, render: (row) => <DueDay alert={row} /> },
        { key: "raised", title: t("raisedOn"), isFigure: true, render: (row) => row.raisedOn },
      ]}
    />
  );
}

/** The day by which it must be settled, and whether it is late. */
export function DueDay({ alert }: { readonly alert: Alert }) {
  const t = useText(text);
  return (
    <span className={alert.isOverdue ? "due-day due-day--late" : "due-day"}>
      {alert.dueOn}
      {alert.isOverdue && (
        <span className="due-day__note"> {t(alert.escalatedOn === null ? "overdue" : "escalated")}</span>
      )}
    </span>
  );
}

function AlertCard({ alert }: { readonly alert: Alert }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <li className="alert-card">
      <Link to="/watch/alerts/$alertId" params={{ alertId: alert.id }} className="alert-card__title">
        <LevelMark level={alert.level} /> {phrase(alert.ruleName)}
      </Link>
      <span translate="no">{alert.enterpriseName}</span>
      <span>{phrase(alert.found)}</span>
      <span className="soft">
        {t(alert.state)} · {alert.owner?.name ?? t("nobody")} · {t("due")} <DueDay alert={alert} />
      </span>
    </li>
  );
}
