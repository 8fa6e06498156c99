import { Link, Outlet, useParams } from "@tanstack/react-router";
import { useQuery } from "@tanstack/react-query";
import { Suspense } from "react";
import { evaluationsQuery, isActive } from "../api/queries.ts";
import { useText } from "../i18n/language.tsx";
import { BuildingIcon, ChartIcon, RunIcon, SealIcon, StreakIcon } from "../parts/icons.tsx";
import { SimulatedBadge } from "../parts/simulated-badge.tsx";
import { Waiting } from "../parts/states.tsx";
import { ReaderMenu } from "./reader-menu.tsx";
import { text } from "./text.ts";
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
        <Navigation />
        <span className="shell__space" />
        <CurrentBadge />
        <ReaderMenu />
      </header>
      <main id="content" className="shell__content" tabIndex={-1}>
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}

function useEvaluationId(): string {
  const parameters = useParams({ strict: false });
  return parameters.evaluationId ?? "latest";
}

function Navigation() {
  const t = useText(text);
  const params = { evaluationId: useEvaluationId() };
  const { data } = useQuery(evaluationsQuery);
  const isRunning = data?.items.some(isActive) ?? false;
  return (
    <nav className="navigation" aria-label={t("navigation")}>
      <Link to="/evaluations/$evaluationId/enterprises" params={params} className="navigation__link">
        <BuildingIcon />
        <span>{t("enterprises")}</span>
      </Link>
      <Link to="/evaluations/$evaluationId/portfolio" params={params} className="navigation__link">
        <ChartIcon />
        <span>{t("portfolio")}</span>
      </Link>
      <Link to="/evaluations/$evaluationId/data" params={params} className="navigation__link">
        <SealIcon />
        <span>{t("data")}</span>
      </Link>
      <Link to="/runs" className="navigation__link">
        <RunIcon />
        <span>{t("runs")}</span>
        {isRunning && <span className="navigation__dot" role="img" aria-label={t("runningJob")} />}
      </Link>
    </nav>
  );
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
