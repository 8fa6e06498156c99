import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useEffect, useState } from "react";
import { cancelJob } from "../../../api/actions.ts";
import { useJobEvents } from "../../../api/job-events.ts";
import { isActive, jobQuery } from "../../../api/queries.ts";
import { formatInstant, formatSeconds } from "../../../figures/format-time.ts";
import { usePhrase, useText } from "../../../i18n/language.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { JobProgress } from "../../runs/job-progress.tsx";
import { type Project, projectQuery, runStep, type StepStanding, useProjectAct } from "../studio-api.ts";
import { text } from "../text.ts";
import "../../runs/runs.css";

interface StepRunProps {
  readonly project: Project;
  readonly standing: StepStanding;
}

/** Where the step stands, who ran it, and its run with live progress. */
export function StepRun({ project, standing }: StepRunProps) {
  const t = useText(text);
  const { step, state, artefact } = standing;
  // A run that has ended is no longer the project's; why it failed is still to be read here.
  const [lastJobId, setLastJobId] = useState<string | null>(null);
  const run = useProjectAct(async () => setLastJobId((await runStep(project.id, step)).id));
  const isRunning = project.job !== null && isActive(project.job);
  const jobId = project.job?.id ?? null;
  if (jobId !== null && jobId !== lastJobId) setLastJobId(jobId);
  const number = project.steps.findIndex((one) => one.step === step) + 1;
  return (
    <Panel
      title={`${t("stepNumber", { number })} ${t(step)}`}
      note={
        <>
          <span className={`step-state step-state--${state}`}>{t(state)}</span>{" "}
          {artefact !== null && (
            <span translate="no">
              {t("ranBy", {
                name: artefact.ranBy.name,
                at: formatInstant(artefact.ranAtMs).slice(0, 16),
                time: formatSeconds(artefact.durationMs),
              })}
              {" · "}
              <span title={artefact.sha256}>
                {t("fingerprint", { sha256: `${artefact.sha256.slice(0, 12)}…` })}
              </span>
            </span>
          )}
        </>
      }
      actions={
        project.mine.mayDevelop && (
          <Button
            type={state === "notRun" || state === "outdated" ? "primary" : "default"}
            disabled={isRunning}
            loading={run.isPending}
            title={t("runNote")}
            onClick={() => run.mutate(undefined)}
          >
            {t(artefact === null ? "run" : "runAgain")}
          </Button>
        )
      }
    >
      <Refusal error={run.error} />
      {lastJobId !== null && <RunningJob project={project} jobId={lastJobId} />}
    </Panel>
  );
}

/** The run under way, or why the last one did not finish. */
function RunningJob({ project, jobId }: { readonly project: Project; readonly jobId: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const { data: job } = useQuery(jobQuery(jobId));
  const isFollowed = project.job !== null && isActive(project.job);
  useJobEvents(jobId, isFollowed);
  const cancel = useMutation({ mutationFn: () => cancelJob(jobId) });
  const hasEnded = job !== undefined && !isActive(job);
  useEffect(() => {
    if (hasEnded && isFollowed)
      void client.invalidateQueries({ queryKey: projectQuery(project.id).queryKey });
  }, [client, hasEnded, isFollowed, project.id]);
  if (job === undefined || job.state === "succeeded") return null;
  if (hasEnded) {
    return (
      <p className="refusal" role="alert" data-quotes>
        {t("runFailed")}
        {job.problem !== null && (
          <>
            {t("because", { reason: phrase(job.problem) })} <code translate="no">{job.problem.code}</code>
          </>
        )}
      </p>
    );
  }
  return (
    <div className="step-run">
      <JobProgress job={job} />
      <Button size="small" disabled={cancel.isPending || cancel.isSuccess} onClick={() => cancel.mutate()}>
        {t("cancel")}
      </Button>
    </div>
  );
}
