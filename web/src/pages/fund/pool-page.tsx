import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { formatExactMoney, formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { AverageGauge } from "./average-gauge.tsx";
import { programmesQuery, type Standing, standingQuery } from "./fund-api.ts";
import { MovementPanel } from "./movement-panel.tsx";
import { text } from "./text.ts";
import "./fund.css";

/** The pool of a programme: what is there, how far the average is from its cap, and the book. */
export function PoolPage() {
  const t = useText(text);
  usePageTitle(t("pool"));
  const query = useQuery(programmesQuery);
  const [chosen, setChosen] = useState<string | null>(null);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const programmeId = chosen ?? items.at(-1)?.id;
  if (programmeId === undefined) return <Nothing title={t("noProgrammes")} next={t("noProgrammesNext")} />;
  return (
    <div className="fund">
      <header className="case-header">
        <h1>{t("pool")}</h1>
        <span translate="no">
          <Select
            aria-label={t("programme")}
            value={programmeId}
            options={items.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setChosen}
          />
        </span>
      </header>
      <PoolStanding programmeId={programmeId} />
    </div>
  );
}

function PoolStanding({ programmeId }: { readonly programmeId: string }) {
  const query = useQuery(standingQuery(programmeId));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const standing = query.data;
  return (
    <>
      <PoolStats standing={standing} />
      <div className="panels">
        <div className="span-5 fund__column">
          <AverageGauge standing={standing} />
          <Breakers standing={standing} />
          <MovementPanel standing={standing} />
        </div>
        <div className="span-7">
          <PoolLedger standing={standing} />
        </div>
      </div>
    </>
  );
}

function PoolStats({ standing }: { readonly standing: Standing }) {
  const t = useText(text);
  const phrase = usePhrase();
  const unit = phrase(overviewUnit);
  const available = (BigInt(standing.balanceFen) - BigInt(standing.reservedFen)).toString();
  const cap = standing.annualCapFen === null ? t("none") : formatOverviewMoney(standing.annualCapFen);
  return (
    <dl className="stats">
      <Stat label={t("balance")} value={formatOverviewMoney(standing.balanceFen)} unit={unit} />
      <Stat label={t("reserved")} value={formatOverviewMoney(standing.reservedFen)} unit={unit} />
      <Stat label={t("available")} value={formatOverviewMoney(available)} unit={unit} />
      <Stat
        label={t("room")}
        value={formatOverviewMoney(standing.roomFen)}
        unit={unit}
        note={t("roomNote")}
      />
      <Stat
        label={t("yearUsed")}
        value={formatOverviewMoney(standing.yearFen)}
        unit={unit}
        note={`${t("annualCap")} ${cap}`}
      />
    </dl>
  );
}

function Breakers({ standing }: { readonly standing: Standing }) {
  const t = useText(text);
  return (
    <Panel title={t("breaker")}>
      {standing.quotas.length === 0 ? (
        <p className="soft">{t("noQuota")}</p>
      ) : (
        <FigureTable
          label={t("breaker")}
          rows={standing.quotas}
          rowKey={(row) => row.bankName}
          columns={[
            { key: "bank", title: t("bank"), render: (row) => <span translate="no">{row.bankName}</span> },
            { key: "npl", title: t("npl"), isFigure: true, render: (row) => formatRate(row.nplPpm) },
            { key: "state", title: t("state"), render: (row) => t(row.breaker) },
            { key: "measured", title: t("measured"), render: (row) => row.measuredOn },
          ]}
        />
      )}
    </Panel>
  );
}

function PoolLedger({ standing }: { readonly standing: Standing }) {
  const t = useText(text);
  if (standing.entries.length === 0) return <Nothing title={t("noEntries")} />;
  return (
    <Panel title={t("ledger")} note={t("ledgerNote")}>
      <FigureTable
        label={t("ledger")}
        isTall
        rows={standing.entries}
        rowKey={(entry) => entry.entryId}
        columns={[
          { key: "day", title: t("day"), render: (entry) => entry.onDay },
          { key: "kind", title: t("kind"), render: (entry) => t(entry.kind as keyof typeof text) },
          {
            key: "against",
            title: t("counterparty"),
            render: (entry) => <span translate="no">{entry.against}</span>,
          },
          {
            key: "moved",
            title: t("moved"),
            isFigure: true,
            render: (entry) => formatExactMoney(entry.toPoolFen),
          },
          {
            key: "after",
            title: t("balanceAfter"),
            isFigure: true,
            render: (entry) => formatExactMoney(entry.balanceAfterFen),
          },
        ]}
      />
    </Panel>
  );
}
