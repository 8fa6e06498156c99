import type {
  DevelopmentStep,
  EvaluationArtefact,
  Exploration,
  FitArtefact,
  PreprocessingArtefact,
  SampleArtefact,
  Scorecard,
  ScreeningArtefact,
} from "#scorecard";
import { CardTable } from "../card/card-table.tsx";
import { ChallengerPanel } from "../charts/challenger-panel.tsx";
import { EvaluationView } from "../charts/evaluation-view.tsx";
import type { Project } from "../studio-api.ts";
import { type Deployment, DeployView } from "./deploy-view.tsx";
import { ExploreView } from "./explore-view.tsx";
import { FitView } from "./fit-view.tsx";
import { PreprocessView } from "./preprocess-view.tsx";
import { SampleView } from "./sample-view.tsx";
import { ScreenView } from "./screen-view.tsx";

interface ArtefactProps {
  readonly project: Project;
  readonly step: DevelopmentStep;
  /** What the step left, as `#scorecard` types it: the server stores and serves it as it was computed. */
  readonly content: unknown;
}

/** What a step left, as tables and charts. */
export function Artefact({ project, step, content }: ArtefactProps) {
  if (content === null || content === undefined) return null;
  switch (step) {
    case "sample":
      return <SampleView artefact={content as SampleArtefact} />;
    case "explore":
      return <ExploreView exploration={content as Exploration} />;
    case "preprocess":
      return <PreprocessView project={project} artefact={content as PreprocessingArtefact} />;
    case "screen":
      return <ScreenView artefact={content as ScreeningArtefact} />;
    case "fit":
      return <FitView artefact={content as FitArtefact} />;
    case "evaluate": {
      const { evaluation, challenger } = content as EvaluationArtefact;
      return (
        <>
          <EvaluationView evaluation={evaluation} />
          {challenger !== null && <ChallengerPanel challenger={challenger} />}
        </>
      );
    }
    case "card":
      return <CardTable card={content as Scorecard} />;
    case "deploy":
      return <DeployView deployment={content as Deployment} />;
  }
}
