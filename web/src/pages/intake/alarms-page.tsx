import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Segmented } from "antd";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { useAge } from "../enterprise/use-age.ts";
import { AlarmTable } from "./alarm-table.tsx";
import { alarmsQuery, type PipeParameter } from "./intake-api.ts";
import { text } from "./text.ts";
import "./intake.css";

/** Alarms of the pipe (接入告警), with the rules by which they come and go. */
export function AlarmsPage() {
  const t = useText(text);
  usePageTitle(t("alarms"));
  const search = useSearch({ from: "/shell/intake/alarms" });
  const navigate = useNavigate();
  const query = useQuery(alarmsQuery(search));
  const choice = (
    <Segmented
      value={search.state ?? "open"}
      aria-label={t("state")}
      onChange={(state) =>
        void navigate({ to: "/intake/alarms", search: { ...search, state }, replace: true })
      }
      options={(["open", "all"] as const).map((value) => ({ value, label: t(value) }))}
    />
  );
  return (
    <div className="intake">
      <Link to="/intake" className="back-link">
        <BackIcon /> {t("title")}
      </Link>
      <h1>{t("alarms")}</h1>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <>
          <Panel title={t("alarms")} note={t("alarmsNote")} actions={choice}>
            {query.data.items.length === 0 ? (
              <Nothing title={t("noAlarms")} next={t("noAlarmsNext")} />
            ) : (
              <AlarmTable alarms={query.data.items} />
            )}
          </Panel>
          <Parameters parameters={query.data.parameters} />
        </>
      )}
    </div>
  );
}

function Parameters({ parameters }: { readonly parameters: readonly PipeParameter[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const age = useAge();
  const shown = ({ value, unit }: PipeParameter): string => {
    if (unit === "ms") return age(value);
    return unit === "ppm" ? `${formatDecimal(value / 10_000, 1)}%` : formatCount(value);
  };
  return (
    <Panel title={t("parameters")} note={t("parametersNote")}>
      <FigureTable
        label={t("parameters")}
        rows={parameters}
        rowKey={(row) => row.id}
        columns={[
          { key: "name", title: t("parameter"), render: (row) => phrase(row) },
          { key: "value", title: t("value"), isFigure: true, render: shown },
          { key: "since", title: t("since"), isFigure: true, render: (row) => row.effectiveFrom },
        ]}
      />
    </Panel>
  );
}
