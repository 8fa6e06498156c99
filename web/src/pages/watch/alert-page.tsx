import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { AlertActions } from "./alert-actions.tsx";
import { AlertChart } from "./alert-chart.tsx";
import { DueDay } from "./alert-table.tsx";
import { LevelMark } from "./level-mark.tsx";
import { text } from "./text.ts";
import { type AlertPage as Page, alertQuery } from "./watch-api.ts";
import "./watch.css";

const units: Readonly<Record<Page["evidence"][number]["unit"], { zh: string; en: string }>> = {
  wan: { zh: "万元", en: "CNY 10k" },
  percent: { zh: "", en: "" },
  count: { zh: "", en: "" },
  kWh: { zh: "千瓦时", en: "kWh" },
  hours: { zh: "小时", en: "h" },
  days: { zh: "天", en: "days" },
  name: { zh: "", en: "" },
};

/** One alert: what was found, its evidence and chart, what was done, and what may be done now. */
export function AlertPage() {
  const t = useText(text);
  usePageTitle(t("alerts"));
  const { alertId } = useParams({ from: "/shell/watch/alerts/$alertId" });
  const query = useQuery(alertQuery(alertId));
  return (
    <div className="watch">
      <Link to="/watch/alerts" className="back-link">
        ← {t("back")}
      </Link>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <AlertContent page={query.data} />
      )}
    </div>
  );
}

function AlertContent({ page }: { readonly page: Page }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { alert, settlement } = page;
  return (
    <>
      <header className="alert-header">
        <h1>
          <LevelMark level={alert.level} /> {phrase(alert.ruleName)} ·{" "}
          <span translate="no">{alert.enterpriseName}</span>
        </h1>
        <p className="alert-header__found">{phrase(alert.found)}</p>
        <p className="soft">
          {t("state")} {t(alert.state)} · {t("owner")} {alert.owner?.name ?? t("nobody")} · {t("due")}{" "}
          <DueDay alert={alert} /> · {t("raisedOn")} {alert.raisedOn} ·{" "}
          {alert.endedOn === null ? t("stillHolds") : `${t("endedOn")} ${alert.endedOn}`} · {t("lastHitOn")}{" "}
          {alert.lastHitOn}
        </p>
        {settlement !== null && (
          <p>{t("settlement", { reason: t(settlement.reason), note: settlement.note, by: settlement.by })}</p>
        )}
      </header>
      <div className="panels">
        <div className="span-8">
          {page.chart === null ? (
            <Panel title={t("chart")}>{t("noChart")}</Panel>
          ) : (
            <AlertChart chart={page.chart} />
          )}
        </div>
        <div className="span-4">
          <AlertActions page={page} />
        </div>
        <div className="span-6">
          <Panel title={t("evidence")} note={`${t("formula")}：${phrase(page.formula)}`}>
            <EvidenceTable page={page} />
          </Panel>
        </div>
        <div className="span-6">
          <Panel title={t("history")}>
            <HistoryTable page={page} />
          </Panel>
        </div>
      </div>
    </>
  );
}

function EvidenceTable({ page }: { readonly page: Page }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <FigureTable
      label={t("evidence")}
      rows={page.evidence}
      rowKey={(row, index) => `${index}/${row.from}`}
      columns={[
        { key: "item", title: t("item"), render: (row) => phrase(row.name) },
        {
          key: "period",
          title: t("period"),
          render: (row) => (row.from === "" ? "—" : `${row.from} – ${row.to}`),
        },
        {
          key: "value",
          title: t("value"),
          isFigure: true,
          render: (row) => `${row.value} ${phrase(units[row.unit])}`.trim(),
        },
      ]}
    />
  );
}

function HistoryTable({ page }: { readonly page: Page }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("history")}
      rows={page.history.toReversed()}
      rowKey={(_row, index) => String(index)}
      columns={[
        {
          key: "when",
          title: t("when"),
          render: (row) => <span className="nowrap">{formatInstant(row.atMs)}</span>,
        },
        {
          key: "action",
          title: t("action"),
          render: (row) => <span className="nowrap">{t(row.action as keyof typeof text)}</span>,
        },
        { key: "by", title: t("by"), render: (row) => row.by ?? t("system") },
        { key: "owner", title: t("owner"), render: (row) => row.owner ?? "—" },
        {
          key: "note",
          title: t("note"),
          render: (row) =>
            [row.reason === null ? "" : t(row.reason as keyof typeof text), row.note ?? ""]
              .filter((part) => part !== "")
              .join("；") || "—",
        },
      ]}
    />
  );
}
