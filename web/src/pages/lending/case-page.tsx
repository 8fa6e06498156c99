import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CaseActions } from "./case-actions.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { CaseJudgement } from "./case-judgement.tsx";
import { caseQuery } from "./lending-api.ts";
import { LoanState, Timeline } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

const route = getRouteApi("/shell/lending/applications/$applicationId");

/** A case: facts left, judgement right, what can be done at the bottom with who may do it. */
export function CasePage() {
  const t = useText(text);
  const { applicationId } = route.useParams();
  const query = useQuery(caseQuery(applicationId));
  usePageTitle(query.data?.application.borrowerName ?? t("applications"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const loanCase = query.data;
  const { application, contractId, events } = loanCase;
  return (
    <div className="lending">
      <Link to="/lending/applications" className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <div className="lending__head">
        <h1 translate="no">{application.borrowerName}</h1>
        <LoanState state={application.state} />
        {contractId !== null && (
          <Link to="/lending/contracts/$contractId" params={{ contractId }}>
            {t("contract")}
          </Link>
        )}
      </div>
      <div className="panels">
        <div className="span-6 loan-columns">
          <CaseFacts loanCase={loanCase} />
        </div>
        <div className="span-6 loan-columns">
          <CaseJudgement application={application} />
          <Panel title={t("timeline")}>
            <Timeline events={events} />
          </Panel>
        </div>
      </div>
      <CaseActions loanCase={loanCase} />
    </div>
  );
}
