import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { evaluationsQuery, jobsQuery } from "../../api/queries.ts";
import type { Job } from "../../api/types.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant, formatSeconds } from "../../figures/format-time.ts";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { StateMark } from "./run-list.tsx";
import { stepNames, text } from "./text.ts";

/** Every job of the server, newest first: what waited, what was tried again, and where each one stands. */
export function JobList() {
  const t = useText(text);
  const phrase = usePhrase();
  const query = useQuery(jobsQuery);
  const may = useMay();
  const { data: evaluations } = useQuery({ ...evaluationsQuery, enabled: may("evaluation.read") });
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const datasetOf = (job: Job) => evaluations?.items.find((item) => item.jobId === job.id)?.dataset;
  return (
    <Panel title={t("jobs")} note={t("jobsNote")}>
      <FigureTable
        label={t("jobs")}
        isTall
        rows={query.data.items}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "job",
            title: t("job"),
            render: (row) => (
              <Link to="/runs/$jobId" params={{ jobId: row.id }} className="nowrap">
                {t(row.kind === "watch" ? "watchRun" : row.kind === "sample" ? "sampleRun" : "runOf")}
              </Link>
            ),
          },
          {
            key: "dataset",
            title: t("dataset"),
            render: (row) => <span translate="no">{datasetOf(row) ?? "—"}</span>,
          },
          { key: "state", title: t("state"), render: (row) => <StateMark state={row.state} /> },
          {
            key: "step",
            title: t("lastStep"),
            render: (row) =>
              row.progress === null || row.state === "succeeded"
                ? "—"
                : phrase(stepNames[row.progress.step] ?? nameless(row.progress.step)),
          },
          { key: "attempt", title: t("attempts"), isFigure: true, render: (row) => formatCount(row.attempt) },
          {
            key: "waited",
            title: t("waited"),
            isFigure: true,
            render: (row) => durationOf(row.createdAtMs, row.startedAtMs),
          },
          {
            key: "took",
            title: t("took"),
            isFigure: true,
            render: (row) => durationOf(row.startedAtMs, row.finishedAtMs),
          },
          {
            key: "created",
            title: t("received"),
            isFigure: true,
            render: (row) => formatInstant(row.createdAtMs),
          },
        ]}
      />
    </Panel>
  );
}

function nameless(step: string) {
  return { zh: step, en: step };
}

function durationOf(fromMs: number | null, toMs: number | null): string {
  return fromMs === null || toMs === null ? "—" : formatSeconds(toMs - fromMs);
}
