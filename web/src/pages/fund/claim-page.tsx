import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { ClaimActions } from "./claim-actions.tsx";
import { ClaimArithmetic } from "./claim-arithmetic.tsx";
import { ClaimEvidence } from "./claim-evidence.tsx";
import { ClaimFacts } from "./claim-facts.tsx";
import { ClaimRecord, ClaimRounds } from "./claim-record.tsx";
import { ClaimRecoveries } from "./claim-recoveries.tsx";
import { Checklist, CrossChecks } from "./claim-checks.tsx";
import { ClassMark } from "./class-mark.tsx";
import { claimQuery } from "./fund-api.ts";
import { LossWaterfall } from "./loss-waterfall.tsx";
import { stateText, text } from "./text.ts";
import "./fund.css";

/** A claim: facts on the left, arithmetic on the right, what can be done at the bottom. */
export function ClaimPage() {
  const t = useText(text);
  const s = useText(stateText);
  const { claimId = "" } = useParams({ strict: false });
  const query = useQuery(claimQuery(claimId));
  usePageTitle(query.data?.loanNumber ?? t("claims"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const claim = query.data;
  return (
    <div className="fund">
      <Link to="/fund/claims" className="back-link">
        ← {t("claims")}
      </Link>
      <header className="case-header">
        <h1 translate="no">{claim.borrowerName}</h1>
        <span translate="no">{claim.loanNumber}</span>
        <ClassMark name={claim.class} />
        <span className="state-mark">{s(claim.state)}</span>
        {claim.refundDueOn !== null && (claim.state === "paid" || claim.state === "recovering") && (
          <span className="case-header__due">
            {t("dueOn", { day: claim.refundDueOn })}
            {(claim.daysLate ?? 0) > 0 && ` · ${t("late", { days: claim.daysLate ?? 0 })}`}
          </span>
        )}
      </header>
      <div className="panels">
        <div className="span-5 fund__column">
          <ClaimFacts claim={claim} />
          <Checklist claim={claim} />
          <CrossChecks claim={claim} />
          <ClaimEvidence claim={claim} />
        </div>
        <div className="span-7 fund__column">
          <ClaimArithmetic claim={claim} />
          <LossWaterfall claim={claim} />
          <ClaimRounds claim={claim} />
          <ClaimRecoveries claim={claim} />
          <ClaimRecord claim={claim} />
        </div>
      </div>
      <ClaimActions claim={claim} />
    </div>
  );
}
