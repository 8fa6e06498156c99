import { getRouteApi } from "@tanstack/react-router";
import type { FinishedEvaluation } from "../../app/evaluation-frame.tsx";
import { EvaluationFrame } from "../../app/evaluation-frame.tsx";
import { useText } from "../../i18n/language.tsx";
import { CardPanel } from "./card-panel.tsx";
import { ExpertCardNote } from "./expert-card-note.tsx";
import { GradeTable } from "./grade-table.tsx";
import { ModelPanel } from "./model-panel.tsx";
import { ParameterTable } from "./parameter-table.tsx";
import { PortfolioStats } from "./portfolio-stats.tsx";
import { ScoreDistribution } from "./score-distribution.tsx";
import { SensitivityTable } from "./sensitivity-table.tsx";
import { text } from "./text.ts";
import "./portfolio.css";

const route = getRouteApi("/shell/evaluations/$evaluationId/portfolio");

/** What was granted in all and what it is expected to bring, and the model behind it. */
export function PortfolioPage() {
  const t = useText(text);
  const { evaluationId } = route.useParams();
  return (
    <EvaluationFrame evaluationId={evaluationId} title={t("title")}>
      {(evaluation) => <PortfolioContent evaluation={evaluation} />}
    </EvaluationFrame>
  );
}

function PortfolioContent({ evaluation }: { readonly evaluation: FinishedEvaluation }) {
  const { portfolio, model, parameters } = evaluation.document;
  // An expert card is made of no sample: it has neither an AUC nor bins with counts.
  const isByExperts = model.expertCard?.isUsed === true;
  return (
    <>
      {model.expertCard !== undefined && <ExpertCardNote card={model.expertCard} />}
      <PortfolioStats portfolio={portfolio} />
      {model.scorecard !== null && (
        <>
          <div className="panels">
            <div className="span-7">
              <ScoreDistribution bands={model.scoreDistribution} />
            </div>
            <div className="span-5">
              <GradeTable grades={model.grades} />
            </div>
            <div className={isByExperts ? "span-12" : "span-7"}>
              <SensitivityTable portfolio={portfolio} model={model} />
            </div>
            {!isByExperts && (
              <div className="span-5">
                <ModelPanel model={model} />
              </div>
            )}
          </div>
          {!isByExperts && <CardPanel card={model.scorecard} sample={model.sample} />}
        </>
      )}
      <ParameterTable parameters={parameters} />
    </>
  );
}
