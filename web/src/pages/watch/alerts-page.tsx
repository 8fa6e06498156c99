import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Checkbox, Segmented, Select } from "antd";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { AlertTable } from "./alert-table.tsx";
import { MeasurePanel } from "./measure-panel.tsx";
import { RunPanel } from "./run-panel.tsx";
import { text } from "./text.ts";
import { type AlertSearch, alertsQuery, type Level } from "./watch-api.ts";
import "./watch.css";

/** The queue of alerts (预警), with filters in the address. */
export function AlertsPage() {
  const t = useText(text);
  usePageTitle(t("alerts"));
  const search = useSearch({ from: "/shell/watch/alerts" });
  const query = useQuery(alertsQuery(search));
  return (
    <div className="watch">
      <h1>{t("alerts")}</h1>
      <div className="panels">
        <div className="span-5">
          <RunPanel />
        </div>
        <div className="span-7">
          <MeasurePanel />
        </div>
        <div className="span-12">
          <Panel title={t("alerts")} note={t("alertsNote")} actions={<AlertFilters search={search} />}>
            {query.data === undefined ? (
              query.isError ? (
                <Failure error={query.error} onRetry={() => void query.refetch()} />
              ) : (
                <Waiting />
              )
            ) : (
              <>
                {query.data.items.length === 0 ? (
                  <Nothing title={t("none")} next={t("noneNext")} />
                ) : (
                  <AlertTable label={t("alerts")} alerts={query.data.items} />
                )}
                {query.data.hidden > 0 && (
                  <p className="soft watch__hidden">{t("hidden", { count: query.data.hidden })}</p>
                )}
              </>
            )}
          </Panel>
        </div>
      </div>
    </div>
  );
}

function AlertFilters({ search }: { readonly search: AlertSearch }) {
  const t = useText(text);
  const navigate = useNavigate();
  const choose = (changes: AlertSearch): void => {
    void navigate({ to: "/watch/alerts", search: { ...search, ...changes }, replace: true });
  };
  return (
    <div className="watch__filters">
      <Segmented
        value={search.state ?? "open"}
        onChange={(state) => choose({ state })}
        options={(["open", "settled", "all"] as const).map((value) => ({ value, label: t(value) }))}
      />
      <Select
        aria-label={t("level")}
        value={search.level ?? "any"}
        onChange={(level: Level | "any") => choose({ level: level === "any" ? undefined : level })}
        options={[
          { value: "any", label: t("anyLevel") },
          ...(["red", "orange", "yellow"] as const).map((value) => ({ value, label: t(value) })),
        ]}
      />
      <Select
        aria-label={t("owner")}
        value={search.owner ?? "any"}
        onChange={(owner) => choose({ owner: owner === "any" ? undefined : owner })}
        options={[
          { value: "any", label: t("anyOwner") },
          { value: "me", label: t("mine") },
          { value: "nobody", label: t("nobodys") },
        ]}
      />
      <Checkbox
        checked={search.overdue === "true"}
        onChange={(event) => choose({ overdue: event.target.checked ? "true" : undefined })}
      >
        {t("onlyOverdue")}
      </Checkbox>
    </div>
  );
}
