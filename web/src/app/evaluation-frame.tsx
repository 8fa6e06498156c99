import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useRouterState } from "@tanstack/react-router";
import { Button, Select } from "antd";
import type { ReactNode } from "react";
import { evaluationQuery, evaluationsQuery, isActive } from "../api/queries.ts";
import type { Evaluation, EvaluationDocument, EvaluationSummary } from "../api/types.ts";
import { formatInstant } from "../figures/format-time.ts";
import { useText } from "../i18n/language.tsx";
import { NotScoredNotice } from "../parts/not-scored-notice.tsx";
import { Failure, Nothing, Waiting } from "../parts/states.tsx";
import { text } from "./text.ts";
import { usePageTitle } from "../parts/use-page-title.ts";
import "./evaluation-frame.css";

/** An evaluation that has its result. */
export interface FinishedEvaluation extends Evaluation {
  readonly document: EvaluationDocument;
}

interface EvaluationFrameProps {
  readonly evaluationId: string;
  readonly title: string;
  readonly children: (evaluation: FinishedEvaluation) => ReactNode;
}

/**
 * What every result page carries: which evaluation it shows, as of when, whether a newer one exists, whether what is
 * shown is stale, and 风险评价结果,仅供本行授信决策.
 */
export function EvaluationFrame({ evaluationId, title, children }: EvaluationFrameProps) {
  usePageTitle(title);
  const list = useQuery(evaluationsQuery);
  const items = list.data?.items ?? [];
  // Asking for the latest before there is one would only be refused.
  const canAsk = evaluationId !== "latest" || items.some((item) => item.state === "succeeded");
  const query = useQuery({ ...evaluationQuery(evaluationId), enabled: canAsk });
  if (query.data === undefined) {
    const failed = canAsk ? query : list;
    if (failed.isError) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
    return canAsk || list.data === undefined ? <Waiting /> : <NoEvaluation newest={items[0]} />;
  }
  if (query.data.document === null) return <Unfinished jobId={query.data.jobId} />;
  const evaluation = { ...query.data, document: query.data.document };
  return (
    <div className="evaluation-frame">
      <EvaluationStrip title={title} evaluation={evaluation} items={items} />
      {query.isError && <StaleNotice atMs={query.dataUpdatedAt} onRetry={() => void query.refetch()} />}
      {evaluation.document.model.scorecard === null && <NotScoredNotice />}
      <PermissionNotice document={evaluation.document} />
      {children(evaluation)}
      <Disclaimer />
    </div>
  );
}

/** Says how much of the input was left out because it might not be read. */
function PermissionNotice({ document: { permissions } }: Pick<FinishedEvaluation, "document">) {
  const t = useText(text);
  if (permissions === undefined || permissions.withoutBasis + permissions.restricted === 0) return null;
  return <p className="notice">{t("leftOut", permissions)}</p>;
}

interface EvaluationStripProps {
  readonly title: string;
  readonly evaluation: FinishedEvaluation;
  readonly items: readonly EvaluationSummary[];
}

function EvaluationStrip({ title, evaluation, items }: EvaluationStripProps) {
  const t = useText(text);
  const navigate = useNavigate();
  const section = useRouterState({ select: (state) => sectionOf(state.location.pathname) });
  const succeeded = items.filter((item) => item.state === "succeeded");
  const newest = succeeded.find((item) => item.dataset === evaluation.dataset);
  const open = (evaluationId: string) =>
    void navigate({ to: `/evaluations/$evaluationId/${section}`, params: { evaluationId } });
  return (
    <div className="evaluation-strip">
      <h1>{title}</h1>
      <div className="evaluation-strip__facts">
        <Select
          size="small"
          aria-label={t("chooseEvaluation")}
          value={evaluation.id}
          popupMatchSelectWidth={false}
          onChange={open}
          options={optionsOf(evaluation, succeeded)}
        />
        <span>
          {t("asOf")} <b className="figure">{evaluation.document.asOf}</b>
        </span>
        <span className="evaluation-strip__finished">
          {t("finished")} <span className="figure">{formatInstant(evaluation.finishedAtMs)}</span>
        </span>
      </div>
      {newest !== undefined && newest.createdAtMs > evaluation.createdAtMs && (
        <p className="notice" role="status">
          {t("newer", { at: formatInstant(newest.finishedAtMs) })}
          <Button size="small" onClick={() => open(newest.id)}>
            {t("openNewer")}
          </Button>
        </p>
      )}
    </div>
  );
}

type Section = "enterprises" | "portfolio" | "data";

function sectionOf(pathname: string): Section {
  const section = pathname.split("/")[3];
  return section === "portfolio" || section === "data" ? section : "enterprises";
}

function optionsOf(evaluation: FinishedEvaluation, succeeded: readonly EvaluationSummary[]) {
  const isListed = succeeded.some((item) => item.id === evaluation.id);
  const shown = isListed ? succeeded : [evaluation, ...succeeded];
  return shown.map((item) => ({
    value: item.id,
    label: (
      <span translate="no">
        {item.dataset} <span className="soft">{formatInstant(item.finishedAtMs).slice(5, 16)}</span>
      </span>
    ),
  }));
}

function StaleNotice({ atMs, onRetry }: { readonly atMs: number; readonly onRetry: () => void }) {
  const t = useText(text);
  return (
    <p className="notice" role="alert">
      {t("stale", { at: formatInstant(atMs) })}
      <Button size="small" onClick={onRetry}>
        {t("retry")}
      </Button>
    </p>
  );
}

function NoEvaluation({ newest }: { readonly newest: EvaluationSummary | undefined }) {
  const t = useText(text);
  if (newest === undefined) {
    return (
      <Nothing title={t("noEvaluation")} next={t("noEvaluationNext")}>
        <Link className="button-link" to="/runs">
          {t("newRun")}
        </Link>
      </Nothing>
    );
  }
  if (!isActive(newest)) return <Unfinished jobId={newest.jobId} />;
  return (
    <Nothing
      title={t(newest.simulated ? "preparing" : "evaluating")}
      next={t(newest.simulated ? "preparingNext" : "evaluatingNext")}
    >
      <Link className="button-link" to="/runs/$jobId" params={{ jobId: newest.jobId }}>
        {t("watchRun")}
      </Link>
    </Nothing>
  );
}

function Unfinished({ jobId }: { readonly jobId: string }) {
  const t = useText(text);
  return (
    <Nothing title={t("notFinished")} next={t("notFinishedNext")}>
      <Link className="button-link" to="/runs/$jobId" params={{ jobId }}>
        {t("watchRun")}
      </Link>
    </Nothing>
  );
}

/** 风险评价结果,仅供本行授信决策: on every page that shows a result. */
function Disclaimer() {
  const t = useText(text);
  return (
    <footer className="disclaimer">
      <strong>{t("disclaimer")}</strong> · {t("disclaimerNote")}
    </footer>
  );
}
