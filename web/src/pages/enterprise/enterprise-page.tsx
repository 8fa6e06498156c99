import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { enterpriseQuery } from "../../api/queries.ts";
import type { EvaluatedEnterprise } from "../../api/types.ts";
import type { FinishedEvaluation } from "../../app/evaluation-frame.tsx";
import { EvaluationFrame } from "../../app/evaluation-frame.tsx";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { EnterpriseAlerts } from "../watch/enterprise-alerts.tsx";
import { EnterpriseHeader } from "./enterprise-header.tsx";
import { CalendarPanel } from "./calendar-panel.tsx";
import { EvidencePanel } from "./evidence-panel.tsx";
import { FigureSources } from "./figure-source.tsx";
import { IndicatorTable } from "./indicator-table.tsx";
import { MachineCharts } from "./machine-charts.tsx";
import { MixPanel } from "./mix-panel.tsx";
import { PointsWaterfall } from "./points-waterfall.tsx";
import { QualityPanel } from "./quality-panel.tsx";
import { ReasonList } from "./reason-list.tsx";
import { text } from "./text.ts";
import { DocumentChart, TradeChart } from "./trade-charts.tsx";
import "./enterprise.css";

const route = getRouteApi("/shell/evaluations/$evaluationId/enterprises/$enterpriseId");

/** One enterprise: who it is, how it trades, how we judge it, how good its data are, and the evidence. */
export function EnterprisePage() {
  const t = useText(text);
  const { evaluationId, enterpriseId } = route.useParams();
  return (
    <EvaluationFrame evaluationId={evaluationId} title={t("title")}>
      {(evaluation) => (
        <>
          <Link to="/evaluations/$evaluationId/enterprises" params={{ evaluationId }} className="back-link">
            <BackIcon /> {t("back")}
          </Link>
          <EnterpriseOf evaluation={evaluation} enterpriseId={enterpriseId} />
        </>
      )}
    </EvaluationFrame>
  );
}

interface EnterpriseOfProps {
  readonly evaluation: FinishedEvaluation;
  readonly enterpriseId: string;
}

function EnterpriseOf({ evaluation, enterpriseId }: EnterpriseOfProps) {
  const query = useQuery(enterpriseQuery(evaluation.id, enterpriseId));
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return <EnterpriseContent evaluation={evaluation} enterprise={query.data} />;
}

interface EnterpriseContentProps {
  readonly evaluation: FinishedEvaluation;
  readonly enterprise: EvaluatedEnterprise;
}

function EnterpriseContent({ evaluation, enterprise }: EnterpriseContentProps) {
  const { scorecard } = evaluation.document.model;
  return (
    <FigureSources enterpriseId={enterprise.id}>
      <EnterpriseHeader
        enterprise={enterprise}
        asOf={evaluation.document.asOf}
        log={evaluation.document.log}
        isByExperts={evaluation.document.model.expertCard?.isUsed === true}
      />
      <EnterpriseAlerts enterpriseId={enterprise.id} />
      <div className="panels">
        {enterprise.score !== null && scorecard !== null && (
          <>
            <div className="span-5">
              <ReasonList reasons={enterprise.reasons} />
            </div>
            <div className="span-7">
              <PointsWaterfall
                score={enterprise.score}
                basePoints={scorecard.basePoints}
                points={enterprise.points}
              />
            </div>
          </>
        )}
        {enterprise.machines.length > 0 && (
          <div className="span-12">
            <MachineCharts machines={enterprise.machines} />
          </div>
        )}
        <div className="span-7">
          <TradeChart series={enterprise.series} />
        </div>
        <div className="span-5">
          <DocumentChart series={enterprise.series} />
        </div>
        <div className="span-8">
          <IndicatorTable enterprise={enterprise} asOf={evaluation.document.asOf} />
        </div>
        <div className="span-4 enterprise-side">
          <MixPanel enterpriseId={enterprise.id} />
          <QualityPanel quality={enterprise.quality} />
          <EvidencePanel evaluationId={evaluation.id} enterprise={enterprise} />
        </div>
        <div className="span-12">
          <CalendarPanel enterpriseId={enterprise.id} />
        </div>
      </div>
    </FigureSources>
  );
}
