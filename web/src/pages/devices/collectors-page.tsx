import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { useAge } from "../enterprise/use-age.ts";
import { CollectorTable } from "./collector-table.tsx";
import { collectorText } from "./collector-text.ts";
import { type CollectorState, collectorsQuery } from "./devices-api.ts";
import { firstDataSummary } from "./first-data.ts";
import { NewGateway } from "./new-gateway.tsx";
import { stateNames } from "./names.ts";
import "./devices.css";

const states = Object.keys(stateNames) as CollectorState[];

/** All collectors and gateways that the reader may see, by state. */
export function CollectorsPage() {
  const t = useText(collectorText);
  const phrase = usePhrase();
  const may = useMay();
  const age = useAge();
  usePageTitle(t("title"));
  const query = useQuery(collectorsQuery());
  const [state, setState] = useState<CollectorState | "all">("all");
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const counts = Map.groupBy(items, (one) => one.state);
  const first = firstDataSummary(items);
  const shown = state === "all" ? items : (counts.get(state) ?? []);
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1>{t("title")}</h1>
          <p>{t("note")}</p>
        </div>
        <div className="devices__actions">{may("device.write") && <NewGateway />}</div>
      </header>
      <Panel
        title={t("title")}
        note={
          first === null
            ? undefined
            : t("firstDataSummary", {
                count: first.count,
                median: age(first.medianMs),
                fastest: age(first.fastestMs),
                slowest: age(first.slowestMs),
              })
        }
      >
        <div className="device-states">
          <Segmented
            value={state}
            onChange={(value) => setState(value)}
            options={[
              { value: "all" as const, label: `${t("all")} ${items.length}` },
              ...states.map((one) => ({
                value: one,
                label: `${phrase(stateNames[one])} ${counts.get(one)?.length ?? 0}`,
              })),
            ]}
          />
        </div>
        {shown.length === 0 ? (
          <Nothing title={t("none")} next={t("noneNext")} />
        ) : (
          <CollectorTable collectors={shown} />
        )}
      </Panel>
    </div>
  );
}
