import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { cancelJob } from "../../api/actions.ts";
import { useJobEvents } from "../../api/job-events.ts";
import { evaluationsQuery, isActive, jobQuery } from "../../api/queries.ts";
import type { Job } from "../../api/types.ts";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { JobEnd } from "./job-end.tsx";
import { JobProgress } from "./job-progress.tsx";
import { JobSteps } from "./job-steps.tsx";
import { StateMark } from "./run-list.tsx";
import { text } from "./text.ts";
import "./runs.css";

const route = getRouteApi("/shell/runs/$jobId");

/** One run: what is being done, how much is left, cancel; survives a reload. */
export function RunPage() {
  const t = useText(text);
  usePageTitle(t("runOf"));
  const { jobId } = route.useParams();
  const query = useQuery(jobQuery(jobId));
  const job = query.data;
  useJobEvents(jobId, job !== undefined && isActive(job));
  if (job === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="runs">
      <Link to="/runs" className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <RunContent job={job} />
    </div>
  );
}

function RunContent({ job }: { readonly job: Job }) {
  const t = useText(text);
  const may = useMay();
  const { data: evaluations } = useQuery({ ...evaluationsQuery, enabled: may("evaluation.read") });
  const evaluation = evaluations?.items.find((item) => item.jobId === job.id);
  const cancel = useMutation({ mutationFn: () => cancelJob(job.id) });
  const cancelButton = isActive(job) && (
    <Button onClick={() => cancel.mutate()} disabled={cancel.isPending || cancel.isSuccess}>
      {cancel.isPending || cancel.isSuccess ? t("cancelling") : t("cancel")}
    </Button>
  );
  return (
    <>
      <h1 className="run-title">
        {t(job.kind === "sample" ? "sampleRun" : "runOf")}
        {evaluation !== undefined && <span translate="no">{evaluation.dataset}</span>}
        <StateMark state={job.state} />
      </h1>
      <div className="panels">
        <div className="span-4">
          <JobSteps job={job} />
        </div>
        <div className="span-8">
          <Panel title={t(isActive(job) ? "progress" : "result")} actions={cancelButton}>
            {isActive(job) ? <JobProgress job={job} /> : <JobEnd job={job} evaluation={evaluation} />}
            {cancel.isError && <Failure error={cancel.error} />}
          </Panel>
        </div>
      </div>
    </>
  );
}
