import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { AlarmTable } from "./alarm-table.tsx";
import { CollectorTable } from "./collector-table.tsx";
import { alarmsQuery, type IntakeLive, liveQuery } from "./intake-api.ts";
import { RateChart } from "./rate-chart.tsx";
import type { IntakeSearch } from "./search.ts";
import { text } from "./text.ts";
import "./intake.css";

/** What is coming in right now (数据接入): rate, lag, gaps, top talkers, and what is the matter. */
export function IntakePage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const search = useSearch({ from: "/shell/intake" });
  const live = useQuery(liveQuery(search));
  return (
    <div className="intake">
      <h1>{t("title")}</h1>
      {live.data === undefined ? (
        live.isError ? (
          <Failure error={live.error} onRetry={() => void live.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <Live live={live.data} search={search} />
      )}
    </div>
  );
}

function Live({ live, search }: { readonly live: IntakeLive; readonly search: IntakeSearch }) {
  const t = useText(text);
  return (
    <div className="panels">
      {live.health.isReadOnly && <p className="intake__trouble span-12">{t("readOnly")}</p>}
      {live.health.isSaturated && <p className="intake__trouble span-12">{t("saturated")}</p>}
      <div className="span-12">
        <Totals totals={live.totals} />
      </div>
      <div className="span-7">
        <RateChart atMs={live.atMs} rowsPerSecond={live.totals.rowsPerSecond} />
      </div>
      <div className="span-5">
        <OpenAlarms />
      </div>
      <div className="span-12">
        <Panel
          title={t("talkers")}
          note={t("talkersNote", { total: formatCount(live.total) })}
          actions={<Choices live={live} search={search} />}
        >
          {live.items.length === 0 ? (
            <Nothing title={t("none")} next={t("noneNext")} />
          ) : (
            <CollectorTable collectors={live.items} atMs={live.atMs} />
          )}
        </Panel>
      </div>
    </div>
  );
}

function Totals({ totals }: Pick<IntakeLive, "totals">) {
  const t = useText(text);
  const { rows } = totals;
  return (
    <Panel title={t("now")} note={t("nowNote")}>
      <dl className="stats">
        <Stat
          label={t("rate")}
          value={formatDecimal(totals.rowsPerSecond, 1)}
          unit={t("rowsPerSecond")}
          note={t("itemsPerSecond", { count: formatDecimal(totals.itemsPerSecond, 1) })}
        />
        <Stat label={t("received")} value={formatCount(rows.received)} unit={t("rows")} />
        <Stat label={t("stored")} value={formatCount(rows.stored)} unit={t("rows")} />
        <Stat label={t("duplicates")} value={formatCount(rows.duplicates)} unit={t("rows")} />
        <Stat label={t("quarantined")} value={formatCount(rows.quarantined)} unit={t("rows")} />
        <Stat label={t("pending")} value={formatCount(totals.pending)} />
        <Stat label={t("refused")} value={formatCount(totals.refused)} />
        <Stat label={t("collectors")} value={formatCount(totals.collectors)} />
      </dl>
    </Panel>
  );
}

function OpenAlarms() {
  const t = useText(text);
  const query = useQuery(alarmsQuery({ state: "open" }));
  return (
    <Panel title={t("openAlarms")} actions={<Link to="/intake/alarms">{t("seeAll")}</Link>}>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : query.data.items.length === 0 ? (
        <p className="soft">{t("noAlarmsNext")}</p>
      ) : (
        <AlarmTable alarms={query.data.items.slice(0, 6)} isShort />
      )}
    </Panel>
  );
}

function Choices({ live, search }: { readonly live: IntakeLive; readonly search: IntakeSearch }) {
  const t = useText(text);
  const navigate = useNavigate();
  const choose = (changes: IntakeSearch): void => {
    void navigate({ to: "/intake", search: { ...search, ...changes }, replace: true });
  };
  const orders = [
    ["rate", "byRate"],
    ["lag", "byLag"],
    ["missing", "byMissing"],
    ["quarantined", "byQuarantined"],
    ["name", "byName"],
  ] as const;
  const enterprises = live.enterprises.flatMap(({ enterpriseId, enterpriseName }) =>
    enterpriseId === null ? [] : [{ value: enterpriseId, label: enterpriseName ?? enterpriseId }],
  );
  return (
    <div className="intake__choices">
      <Select
        aria-label={t("order")}
        value={search.order ?? "rate"}
        onChange={(order) => choose({ order })}
        popupMatchSelectWidth={false}
        options={orders.map(([value, label]) => ({ value, label: t(label) }))}
      />
      <Select
        aria-label={t("enterprise")}
        value={search.enterprise ?? ""}
        onChange={(enterprise) => choose({ enterprise: enterprise === "" ? undefined : enterprise })}
        popupMatchSelectWidth={false}
        options={[{ value: "", label: t("allEnterprises") }, ...enterprises]}
      />
    </div>
  );
}
