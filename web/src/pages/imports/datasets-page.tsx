import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { datasetsQuery } from "./imports-api.ts";
import { text } from "./text.ts";
import "./imports.css";

/** 数据集: those of the party, and those in which it registered enterprises. */
export function DatasetsPage() {
  const t = useText(text);
  usePageTitle(t("datasets"));
  const list = useQuery(datasetsQuery);
  if (list.data === undefined) {
    return list.isError ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : <Waiting />;
  }
  return (
    <div className="imports">
      <h1>{t("datasets")}</h1>
      <Panel title={t("datasets")} note={t("datasetNote")}>
        {list.data.items.length === 0 ? (
          <Nothing title={t("datasetsNone")} next={t("datasetsNext")} />
        ) : (
          <FigureTable
            label={t("datasets")}
            rows={list.data.items}
            rowKey={({ name }) => name}
            columns={[
              {
                key: "name",
                title: t("name"),
                render: ({ name, simulated }) => (
                  <>
                    <Link to="/datasets/$dataset" params={{ dataset: name }} search={{}} translate="no">
                      {name}
                    </Link>
                    {simulated && (
                      <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
                    )}
                  </>
                ),
              },
              { key: "own", title: t("ownedBy"), render: ({ isOwn }) => t(isOwn ? "own" : "others") },
              { key: "since", title: t("since"), render: ({ createdAtMs }) => formatInstant(createdAtMs) },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
