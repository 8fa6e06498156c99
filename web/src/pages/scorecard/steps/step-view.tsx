import { useQuery } from "@tanstack/react-query";
import type { DevelopmentStep } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { CopyLine } from "../../../parts/copy-line.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../../parts/states.tsx";
import { PlanPanel } from "../plan/plan-panel.tsx";
import { type Project, type StepStanding, stepQuery } from "../studio-api.ts";
import { text } from "../text.ts";
import { Artefact } from "./artefact.tsx";
import { PublishPanel } from "./publish-panel.tsx";
import { StepComments } from "./step-comments.tsx";
import { StepRun } from "./step-run.tsx";
import { StepSignOff } from "./step-sign-off.tsx";

interface StepViewProps {
  readonly project: Project;
  readonly step: DevelopmentStep;
}

/** One step: run it, see what it left, sign that; what the plan says of it, and what was said about it. */
export function StepView({ project, step }: StepViewProps) {
  const t = useText(text);
  const standing = project.steps.find((one) => one.step === step);
  if (standing === undefined) return null;
  return (
    <div className="step-view">
      <StepRun project={project} standing={standing} />
      <PlanPanel key={project.revision} project={project} step={step} />
      {standing.state === "outdated" && <p className="notice">{t("outdatedNote")}</p>}
      {standing.artefact === null ? (
        <Panel title={t(step)}>
          <Nothing title={t("notRunYet")} next={t("notRunNext")} />
        </Panel>
      ) : (
        <StepResult project={project} standing={standing} />
      )}
      <StepSignOff project={project} standing={standing} />
      {step === "deploy" && <PublishPanel project={project} />}
      <StepComments project={project} step={step} />
      <Panel title={t("command")}>
        <CopyLine value={standing.command} />
      </Panel>
    </div>
  );
}

function StepResult({ project, standing }: { readonly project: Project; readonly standing: StepStanding }) {
  const query = useQuery(stepQuery(project.id, standing));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  return <Artefact project={project} step={standing.step} content={query.data.content} />;
}
