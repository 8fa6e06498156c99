import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { Button } from "antd";
import { developmentSteps, type DevelopmentStep } from "#scorecard";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { CopyLine } from "../../parts/copy-line.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { SourceText } from "./source-text.tsx";
import { StepList } from "./step-list.tsx";
import { StepView } from "./steps/step-view.tsx";
import { type Project, projectQuery, restoreRevision, useProjectAct } from "./studio-api.ts";
import { text } from "./text.ts";
import "./scorecard.css";
import "./project.css";

const route = getRouteApi("/shell/scorecards/projects/$projectId");

/** One project: its eight steps beside the one that is open. */
export function ProjectPage() {
  const t = useText(text);
  const { projectId } = route.useParams();
  const { step } = route.useSearch();
  const query = useQuery(projectQuery(projectId));
  usePageTitle(query.data?.name ?? t("projects"));
  if (query.isError && query.data === undefined)
    return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const project = query.data;
  const open = developmentSteps.find((one) => one === step) ?? nextStep(project);
  return (
    <div className="studio">
      <ProjectHead project={project} />
      <div className="project">
        <StepList project={project} open={open} />
        <StepView key={open} project={project} step={open} />
      </div>
    </div>
  );
}

/** The first step that somebody still has to do something about. */
function nextStep({ steps }: Project): DevelopmentStep {
  return steps.find(({ state }) => state !== "signed")?.step ?? "deploy";
}

function ProjectHead({ project }: { readonly project: Project }) {
  const t = useText(text);
  return (
    <header className="project__head">
      <Link to="/scorecards" className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <div className="studio__head">
        <div>
          <h1>
            <span translate="no">{project.name}</span>{" "}
            {project.isSimulated && (
              <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
            )}
          </h1>
          <p className="soft">
            {t("source")} <SourceText source={project.source} />
          </p>
        </div>
        <Revisions project={project} />
      </div>
      <details className="project__command">
        <summary>{t("command")}</summary>
        <CopyLine value={project.command} />
      </details>
    </header>
  );
}

/** Undo and redo of the plan: every change of it was kept as a revision. */
function Revisions({ project }: { readonly project: Project }) {
  const t = useText(text);
  const restore = useProjectAct((revision: number) => restoreRevision(project.id, revision));
  const { revision, revisions, mine } = project;
  const place = revisions.findIndex((one) => one.revision === revision);
  const now = revisions[place];
  const before = revisions[place - 1];
  const after = revisions[place + 1];
  const go = (to: typeof now) => () => {
    if (to !== undefined) restore.mutate(to.revision);
  };
  return (
    <div className="studio__actions">
      {now !== undefined && (
        <span className="soft" translate="no">
          {t("revisionOf", {
            revision,
            name: now.madeBy.name,
            at: formatInstant(now.madeAtMs).slice(0, 16),
          })}
        </span>
      )}
      {mine.mayDevelop && (
        <>
          <Button size="small" disabled={before === undefined || restore.isPending} onClick={go(before)}>
            {t("undo")}
          </Button>
          <Button size="small" disabled={after === undefined || restore.isPending} onClick={go(after)}>
            {t("redo")}
          </Button>
        </>
      )}
      <Refusal error={restore.error} />
    </div>
  );
}
