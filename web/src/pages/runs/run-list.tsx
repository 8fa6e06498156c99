import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { evaluationsQuery, isActive } from "../../api/queries.ts";
import type { EvaluationSummary, JobState } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { formatInstant, formatSeconds } from "../../figures/format-time.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { text } from "./text.ts";

/** Every evaluation, newest first, with the state of its job. */
export function RunList() {
  const t = useText(text);
  const { language } = useLanguage();
  const query = useQuery(evaluationsQuery);
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  if (query.data.items.length === 0) return <Nothing title={t("none")} next={t("noneNext")} />;
  return (
    <Panel title={t("all")} note={t("allNote")}>
      <FigureTable
        label={t("all")}
        rows={query.data.items}
        rowKey={(row) => row.id}
        columns={[
          { key: "dataset", title: t("dataset"), render: (row) => <RunName run={row} /> },
          {
            key: "started",
            title: t("started"),
            isFigure: true,
            render: (row) => formatInstant(row.createdAtMs),
          },
          { key: "state", title: t("state"), render: (row) => <StateMark state={row.state} /> },
          {
            key: "took",
            title: t("took"),
            isFigure: true,
            render: (row) =>
              row.finishedAtMs === null ? "—" : formatSeconds(row.finishedAtMs - row.createdAtMs),
          },
          {
            key: "enterprises",
            title: t("enterprises"),
            isFigure: true,
            render: (row) => formatCount(row.enterprises),
          },
          { key: "granted", title: t("granted"), isFigure: true, render: (row) => formatCount(row.granted) },
          {
            key: "amount",
            title: t("amount", { unit: overviewUnit[language] }),
            isFigure: true,
            render: (row) => formatOverviewMoney(row.amountFen),
          },
          { key: "auc", title: t("auc"), isFigure: true, render: (row) => formatDecimal(row.aucMean, 3) },
          { key: "open", title: "", render: (row) => <RunLink run={row} /> },
        ]}
      />
    </Panel>
  );
}

function RunName({ run }: { readonly run: EvaluationSummary }) {
  const t = useText(text);
  return (
    <span className="run-name">
      {run.state === "succeeded" ? (
        <Link
          to="/evaluations/$evaluationId/enterprises"
          params={{ evaluationId: run.id }}
          className="run-name__link"
          translate="no"
        >
          {run.dataset}
        </Link>
      ) : (
        <Link to="/runs/$jobId" params={{ jobId: run.jobId }} className="run-name__link" translate="no">
          {run.dataset}
        </Link>
      )}
      {run.simulated && <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>}
    </span>
  );
}

function RunLink({ run }: { readonly run: EvaluationSummary }) {
  const t = useText(text);
  if (run.state === "succeeded") {
    return (
      <Link to="/evaluations/$evaluationId/enterprises" params={{ evaluationId: run.id }} className="nowrap">
        {t("open")}
      </Link>
    );
  }
  return (
    <Link to="/runs/$jobId" params={{ jobId: run.jobId }} className="nowrap">
      {t(isActive(run) ? "watch" : "why")}
    </Link>
  );
}

/** A job's state with a shape as well as a word. */
export function StateMark({ state }: { readonly state: JobState }) {
  const t = useText(text);
  const shapes = {
    queued: "○",
    running: "◐",
    succeeded: "●",
    failed: "✕",
    cancelled: "–",
    interrupted: "!",
  } as const;
  return (
    <span className={`state-mark state-mark--${state}`}>
      <span aria-hidden="true">{shapes[state]}</span> {t(state)}
    </span>
  );
}
