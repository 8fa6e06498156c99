import { useQuery } from "@tanstack/react-query";
import { ApiProblem } from "../../api/client.ts";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { AlertTable } from "./alert-table.tsx";
import { sectionText } from "./section-text.ts";
import { enterpriseAlertsQuery } from "./watch-api.ts";
import "./watch.css";

/** The alerts section of an enterprise's page; nothing where the reader has no basis or nothing was ever run. */
export function EnterpriseAlerts({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(sectionText);
  const phrase = usePhrase();
  const may = useMay();
  const { data, error } = useQuery({
    ...enterpriseAlertsQuery(enterpriseId),
    enabled: may("watch.read"),
    // Without a basis the server refuses for good.
    retry: (count, problem) => count < 2 && !(problem instanceof ApiProblem),
  });
  if (error !== null || data === undefined || (data.statuses.length === 0 && data.alerts.length === 0))
    return null;
  const silent = data.statuses.filter(({ kind }) => kind === "notComputable");
  const clear = data.statuses.filter(({ kind }) => kind === "clear").length;
  return (
    <Panel
      title={t("title")}
      note={t("note", { clear, silent: silent.length, asOf: data.statuses[0]?.asOf ?? "—" })}
      actions={data.isOnWatchList ? <span className="on-watch-list">◉ {t("onList")}</span> : undefined}
    >
      {data.alerts.length === 0 ? (
        <p>{t("noAlerts")}</p>
      ) : (
        <AlertTable label={t("title")} alerts={data.alerts} showsEnterprise={false} />
      )}
      {silent.length > 0 && (
        <details className="watch__silent">
          <summary>{t("notComputable", { count: silent.length })}</summary>
          <ul>
            {silent.map(({ rule, name, reason }) => (
              <li key={rule}>
                {phrase(name)}：{reason === null ? "" : phrase(reason)}
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  );
}
