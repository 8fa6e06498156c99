import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { evaluationsQuery, sampleQuery, sessionQuery } from "../api/queries.ts";
import { useText } from "../i18n/language.tsx";
import { StreakIcon } from "../parts/icons.tsx";
import { SimulatedBadge } from "../parts/simulated-badge.tsx";
import { Waiting } from "../parts/states.tsx";
import { ReaderMenu } from "./reader-menu.tsx";
import { SiteNavigation } from "./site-navigation.tsx";
import { text } from "./text.ts";
import { useMay } from "./use-may.ts";
import "./shell.css";

/** The frame of every page behind the log-in: brand, navigation, 模拟数据 badge, reader's settings. */
export function Shell() {
  const t = useText(text);
  return (
    <div className="shell">
      <a className="skip" href="#content">
        {t("skip")}
      </a>
      <header className="shell__header">
        <Link to="/" className="brand">
          <StreakIcon />
          <span className="brand__name">{t("brand")}</span>
        </Link>
        <PartyName />
        <span className="shell__space" />
        <TourLink />
        <PartyBadge />
        <ReaderMenu />
      </header>
      <div className="shell__body">
        <SiteNavigation />
        <main id="content" className="shell__content" tabIndex={-1}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </main>
      </div>
    </div>
  );
}

/** Whose data the reader sees. */
function PartyName() {
  const { data } = useQuery(sessionQuery);
  return (
    <span className="shell__party" translate="no">
      {data?.party.name}
    </span>
  );
}

/** To the simulated pilot, for those who may tour it. */
function TourLink() {
  const t = useText(text);
  const { data } = useQuery(sampleQuery);
  if (data === undefined || !data.isReady) return null;
  return (
    <Link to="/pilot" className="shell__tour">
      {t("tour")}
    </Link>
  );
}

/** A simulated party has nothing that is real. */
function PartyBadge() {
  const may = useMay();
  const { data } = useQuery(sessionQuery);
  if (data?.party.isSimulated === true) return <SimulatedBadge />;
  return may("evaluation.read") ? <CurrentBadge /> : null;
}

/** Simulated while what the page shows is: the evaluation or run of the address, else any of the list. */
function CurrentBadge() {
  const { evaluationId, jobId } = useParams({ strict: false });
  const { data } = useQuery(evaluationsQuery);
  const items = data?.items ?? [];
  const latest = items.find((item) => item.state === "succeeded");
  const shown = items.filter((item) => {
    if (jobId !== undefined) return item.jobId === jobId;
    if (evaluationId === undefined) return true;
    return item.id === (evaluationId === "latest" ? latest?.id : evaluationId);
  });
  return shown.some((item) => item.simulated) ? <SimulatedBadge /> : null;
}
