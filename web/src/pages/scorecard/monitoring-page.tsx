import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { PsiChart } from "./charts/psi-chart.tsx";
import { monitoringQuery, versionQuery } from "./version-api.ts";
import { VersionStateMark } from "./version-state.tsx";
import { BandChart } from "./versions/band-chart.tsx";
import { MonitoringAlarms, PeriodTable, ShiftTable } from "./versions/monitoring-tables.tsx";
import { text } from "./versions/text.ts";
import "./charts/charts.css";
import "./scorecard.css";

const route = getRouteApi("/shell/scorecards/versions/$versionId/monitoring");

/** How the population moved since a version was developed. */
export function MonitoringPage() {
  const t = useText(text);
  const { versionId } = route.useParams();
  const version = useQuery(versionQuery(versionId));
  const query = useQuery(monitoringQuery(versionId));
  usePageTitle(t("monitoring"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { periods, bands, alarms, command } = query.data;
  return (
    <div className="studio">
      <header>
        <Link to="/scorecards/versions/$versionId" params={{ versionId }} className="back-link">
          <BackIcon /> <span translate="no">{version.data?.name ?? versionId}</span>
        </Link>
        <h1>
          {t("monitoring")} {version.data !== undefined && <VersionStateMark state={version.data.state} />}
        </h1>
        <p className="soft">{t("monitoringNote")}</p>
      </header>
      {periods.length === 0 ? (
        <Panel title={t("monitoring")}>
          <Nothing title={t("noPeriods")} next={t("noPeriodsNext")} />
        </Panel>
      ) : (
        <>
          <MonitoringAlarms alarms={alarms} />
          <PsiChart
            periods={periods.map(({ label, rows, psi }) => ({
              label,
              rows,
              index: psi.value,
              limit: psi.limit,
              light: psi.light,
            }))}
          />
          <BandChart bands={bands} periods={periods} />
          <PeriodTable periods={periods} />
          <ShiftTable periods={periods} />
        </>
      )}
      <Panel title={t("commands")}>
        <CopyLine value={command} />
      </Panel>
    </div>
  );
}
