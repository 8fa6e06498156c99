import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import { useEffect } from "react";
import { cancelJob, startEvaluation } from "../../api/actions.ts";
import { useJobEvents } from "../../api/job-events.ts";
import { isActive, jobQuery } from "../../api/queries.ts";
import { useMay } from "../../app/use-may.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { JobProgress } from "../runs/job-progress.tsx";
import { StateMark } from "../runs/run-list.tsx";
import { ImportedFiles } from "./imported-files.tsx";
import { importQuery, type ImportResult } from "./imports-api.ts";
import { text } from "./text.ts";
import "../runs/runs.css";
import "./imports.css";

const route = getRouteApi("/shell/imports/$importId");

/** One import: its progress while it runs, then what became of every file, with what should be known of it. */
export function ImportPage() {
  const t = useText(text);
  usePageTitle(t("result"));
  const { importId } = route.useParams();
  const query = useQuery(importQuery(importId));
  const found = query.data;
  if (found === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="imports">
      <Link to="/imports" search={{}} className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <h1 className="run-title">
        {t("result")} <span translate="no">{found.dataset}</span> <StateMark state={found.state} />
        {found.simulated && <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>}
      </h1>
      <p className="soft">
        {formatInstant(found.createdAtMs)} · {found.startedByName}
      </p>
      {isActive(found) ? <Running found={found} /> : <Ended found={found} />}
    </div>
  );
}

function Running({ found }: { readonly found: ImportResult }) {
  const t = useText(text);
  const client = useQueryClient();
  const { data: job } = useQuery(jobQuery(found.jobId));
  useJobEvents(found.jobId, true);
  const cancel = useMutation({ mutationFn: () => cancelJob(found.jobId) });
  const hasEnded = job !== undefined && !isActive(job);
  useEffect(() => {
    if (hasEnded) void client.invalidateQueries({ queryKey: ["import", found.id] });
  }, [client, hasEnded, found.id]);
  return (
    <Panel
      title={t("newImport")}
      actions={
        <Button onClick={() => cancel.mutate()} disabled={cancel.isPending || cancel.isSuccess}>
          {t("cancel")}
        </Button>
      }
    >
      {job === undefined ? <Waiting /> : <JobProgress job={job} />}
    </Panel>
  );
}

function Ended({ found }: { readonly found: ImportResult }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { files, problem } = found;
  if (files === null) {
    return (
      <Panel title={t("result")}>
        {problem !== null && (
          <p className="imports__bad" role="alert" data-quotes>
            {phrase(problem)}
          </p>
        )}
        <p>{t("failedPart")}</p>
      </Panel>
    );
  }
  return (
    <>
      <Totals found={found} files={files} />
      <ImportedFiles dataset={found.dataset} files={files} />
    </>
  );
}

function Totals({
  found,
  files,
}: {
  readonly found: ImportResult;
  readonly files: NonNullable<ImportResult["files"]>;
}) {
  const t = useText(text);
  const may = useMay();
  const navigate = useNavigate();
  const evaluate = useMutation({
    mutationFn: async () => await startEvaluation({ dataset: found.dataset }),
    onSuccess: async ({ jobId }) => await navigate({ to: "/runs/$jobId", params: { jobId } }),
  });
  const total = (key: "read" | "stored" | "duplicates" | "quarantined") =>
    files.reduce((sum, file) => sum + file[key], 0);
  const [read, stored, duplicates, quarantined] = [
    total("read"),
    total("stored"),
    total("duplicates"),
    total("quarantined"),
  ];
  const isEven = read === stored + duplicates + quarantined;
  return (
    <Panel
      title={t("balance", {
        read: formatCount(read),
        stored: formatCount(stored),
        duplicates: formatCount(duplicates),
        quarantined: formatCount(quarantined),
      })}
      note={isEven ? undefined : t("balanceOff")}
    >
      <dl className="stats">
        <Stat label={t("files")} value={formatCount(files.length)} />
        <Stat label={t("read")} value={formatCount(read)} />
        <Stat label={t("stored")} value={formatCount(stored)} />
        <Stat label={t("duplicates")} value={formatCount(duplicates)} />
        <Stat label={t("quarantined")} value={formatCount(quarantined)} />
      </dl>
      <p className="imports__actions">
        <Link className="button-link" to="/datasets/$dataset" params={{ dataset: found.dataset }} search={{}}>
          {t("toQuality")}
        </Link>
        {may("evaluation.start") && (
          <Button loading={evaluate.isPending} onClick={() => evaluate.mutate()}>
            {t("evaluate")}
          </Button>
        )}
      </p>
      <Refusal error={evaluate.error} />
    </Panel>
  );
}
