import { useQuery } from "@tanstack/react-query";
import { Segmented } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { CouplingPanel } from "./coupling-panel.tsx";
import { HoursChart, LoadChart } from "./load-charts.tsx";
import { MachineTimeline } from "./machine-timeline.tsx";
import { type EnterpriseProfile, type ProfileOf, streamsQuery } from "./profile-api.ts";
import { runningText } from "./running-text.ts";

const periods = [30, 90, 180, 365] as const;

/** How it runs: every machine day by day, the load of the site, and how its streams follow one another. */
export function RunningTab({
  of,
  couplings,
}: {
  readonly of: ProfileOf;
  readonly couplings: EnterpriseProfile["couplings"];
}) {
  const t = useText(runningText);
  const [days, setDays] = useState<number>(90);
  const query = useQuery(streamsQuery(of, days));
  return (
    <div className="profile__stack">
      <div className="profile__choice">
        <Segmented
          aria-label={t("period")}
          value={days}
          onChange={setDays}
          options={periods.map((value) => ({ value, label: t("days", { days: value }) }))}
        />
      </div>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : (
        <div className="panels">
          <div className="span-12">
            <MachineTimeline streams={query.data} />
          </div>
          <div className={query.data.load.hours === null ? "span-12" : "span-8"}>
            <LoadChart days={query.data.load.days} />
          </div>
          {query.data.load.hours !== null && (
            <div className="span-4">
              <HoursChart hours={query.data.load.hours} />
            </div>
          )}
        </div>
      )}
      <CouplingPanel couplings={couplings} />
    </div>
  );
}
