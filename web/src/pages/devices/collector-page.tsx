import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CollectorActions } from "./collector-actions.tsx";
import { CollectorBindings } from "./collector-bindings.tsx";
import { CollectorLivePanel } from "./collector-live.tsx";
import { collectorText } from "./collector-text.ts";
import { type Collector, type CollectorPageData, collectorQuery } from "./devices-api.ts";
import { stateNames } from "./names.ts";
import { StateMark } from "./state-mark.tsx";
import "./devices.css";

/** A state also changes by evidence, while the page is open. */
const askAgainMs = 5000;

/** One collector: its state and why, its keys, what it speaks for, and every change of its state. */
export function CollectorPage() {
  const t = useText(collectorText);
  const { collectorId = "" } = useParams({ strict: false });
  const query = useQuery({ ...collectorQuery(collectorId), refetchInterval: askAgainMs });
  usePageTitle(query.data?.collector.name ?? t("title"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { collector, events } = query.data;
  const { quarantine } = collector;
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1 translate="no">{collector.name}</h1>
          <p>
            {t(collector.kind)} · <StateMark state={collector.state} />
          </p>
        </div>
        <CollectorActions collector={collector} />
      </header>
      {quarantine !== null && (
        <div className="device-warning" role="status">
          <strong data-quotes="">
            {t("quarantined", { reason: quarantine.reason })} · {formatInstant(quarantine.atMs)}
          </strong>
          <p>{t("quarantinedNext")}</p>
        </div>
      )}
      <CollectorLivePanel collectorId={collector.id} />
      <CollectorBindings collector={collector} />
      <Facts collector={collector} />
      <Keys collector={collector} />
      <Events events={events} />
    </div>
  );
}

function Facts({ collector }: { readonly collector: Collector }) {
  const t = useText(collectorText);
  const facts = [
    [t("id"), collector.id],
    [t("enterprise"), collector.enterpriseId === null ? t("several") : collector.enterpriseName],
    [t("lastReading"), formatInstant(collector.lastReadingAtMs)],
    [t("registeredAt"), formatInstant(collector.registeredAtMs)],
    [t("activatedAt"), formatInstant(collector.activatedAtMs)],
    [t("certificate"), t(collector.hasCertificate ? "issued" : "notIssued")],
    [t("rate"), String(collector.messagesPerSecond)],
    [t("description"), collector.description],
    ...(collector.sparkplug === null
      ? []
      : [[t("group"), `${collector.sparkplug.group} / ${collector.sparkplug.node}`]]),
    ...(collector.codeExpiresAtMs === null
      ? []
      : [[t("openCode"), t("until", { day: formatInstant(collector.codeExpiresAtMs) })]]),
  ];
  return (
    <Panel title={t("collector")}>
      <dl className="device-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd data-quotes="">{value ?? "—"}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
}

function Keys({ collector: { keys } }: { readonly collector: Collector }) {
  const t = useText(collectorText);
  return (
    <Panel title={t("keys")} note={t("keysNote")}>
      {keys.length === 0 ? (
        <p className="soft">{t("noKeys")}</p>
      ) : (
        <FigureTable
          label={t("keys")}
          rows={keys.toReversed()}
          rowKey={({ keyId }) => keyId}
          columns={[
            { key: "key", title: t("key"), render: (row) => <code translate="no">{row.keyId}</code> },
            { key: "from", title: t("validFrom"), render: (row) => formatInstant(row.validFromMs) },
            {
              key: "to",
              title: t("validTo"),
              render: (row) => (row.validToMs === null ? t("current") : formatInstant(row.validToMs)),
            },
            { key: "by", title: t("cameBy"), render: (row) => t(row.cameBy) },
          ]}
        />
      )}
    </Panel>
  );
}

function Events({ events }: { readonly events: CollectorPageData["events"] }) {
  const t = useText(collectorText);
  const phrase = usePhrase();
  return (
    <Panel title={t("events")}>
      <FigureTable
        label={t("events")}
        rows={events}
        rowKey={({ event }) => String(event)}
        columns={[
          { key: "at", title: t("at"), render: (row) => formatInstant(row.atMs) },
          {
            key: "what",
            title: t("what"),
            render: (row) =>
              row.from === null
                ? phrase(stateNames[row.state])
                : `${phrase(stateNames[row.from])} → ${phrase(stateNames[row.state])}`,
          },
          {
            key: "by",
            title: t("by"),
            render: (row) =>
              row.doneByName === null ? (
                t(row.isByPerson ? "person" : "system")
              ) : (
                <span translate="no">{row.doneByName}</span>
              ),
          },
          { key: "why", title: t("why"), render: (row) => <span data-quotes="">{row.reason ?? "—"}</span> },
        ]}
      />
    </Panel>
  );
}
