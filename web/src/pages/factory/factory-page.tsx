import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { myDataQuery } from "../consent/consent-api.ts";
import { flowsQuery, streamsQuery, twinQuery } from "../profile/profile-api.ts";
import { AttentionPanel } from "./attention-panel.tsx";
import { ConnectionPanel } from "./connection-panel.tsx";
import { LiveLine } from "./live-line.tsx";
import { useLiveToday, withLive } from "./live-today.ts";
import { MachineList } from "./machine-list.tsx";
import { TodayCards } from "./today-cards.tsx";
import { text } from "./text.ts";
import { todayOf } from "./today.ts";
import "./factory.css";

const shownDays = 60;
/** Data go on coming while the page is open. */
const refreshMs = 60_000;

/** How the owner's factory runs today, in the owner's words; made for a phone between two shifts. */
export function FactoryPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const mine = useQuery(myDataQuery);
  if (mine.isError) return <Failure error={mine.error} onRetry={() => void mine.refetch()} />;
  if (mine.data === undefined) return <Waiting />;
  const [first] = mine.data.enterprises;
  if (first === undefined) return <Nothing title={t("nothing")} next={t("nothingNext")} />;
  return <FactoryOf enterpriseId={first.enterprise.id} name={first.enterprise.name} />;
}

function FactoryOf({ enterpriseId, name }: { readonly enterpriseId: string; readonly name: string }) {
  const t = useText(text);
  const of = { enterpriseId, asOf: undefined };
  const streams = useQuery({ ...streamsQuery(of, shownDays), refetchInterval: refreshMs });
  const twin = useQuery({ ...twinQuery(enterpriseId, undefined), refetchInterval: refreshMs });
  const live = useLiveToday(enterpriseId);
  const open = useQuery(flowsQuery(of, { verdict: "open", offset: 0, limit: 200 }));
  if (streams.isError) return <Failure error={streams.error} onRetry={() => void streams.refetch()} />;
  if (twin.isError) return <Failure error={twin.error} onRetry={() => void twin.refetch()} />;
  if (streams.data === undefined || twin.data === undefined) return <Waiting />;
  const today = withLive(todayOf(streams.data, twin.data), live);
  return (
    <div className="factory">
      <header className="factory__header">
        <h1 translate="no">{name}</h1>
        {today.day !== null && <p className="soft">{t("asOf", { day: today.day })}</p>}
        {live !== null && <LiveLine live={live} />}
      </header>
      {today.day === null ? (
        <Nothing title={t("nothing")} next={t("nothingNext")} />
      ) : (
        <>
          <TodayCards today={today} open={open.data ?? null} />
          <AttentionPanel enterpriseId={enterpriseId} />
          <MachineList streams={streams.data} machines={twin.data.machines} day={today.day} />
        </>
      )}
      <ConnectionPanel enterpriseId={enterpriseId} />
      <p>
        <Link to="/enterprises/$enterpriseId/profile" params={{ enterpriseId }}>
          {t("whole")}
        </Link>
      </p>
    </div>
  );
}
