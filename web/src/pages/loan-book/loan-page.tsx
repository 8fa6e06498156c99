import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatCount, formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { Stat } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { ClassHistory } from "./class-history.tsx";
import { DaysChart } from "./days-chart.tsx";
import { FactPanel } from "./fact-panel.tsx";
import { type LoanDetail, loanQuery } from "./loan-book-api.ts";
import { RepaymentPanel, SchedulePanel } from "./schedule-panel.tsx";
import { SourceRowPanel } from "./source-row-panel.tsx";
import { text } from "./text.ts";
import "./loan-book.css";

const route = getRouteApi("/shell/loan-book/loans/$loanId");

/** One loan: what it owes, how it was paid, how its class moved, and the rows behind it. */
export function LoanPage() {
  const t = useText(text);
  const { loanId } = route.useParams();
  const loan = useQuery(loanQuery(loanId));
  usePageTitle(`${t("loan")} ${loan.data?.listed.loan.number ?? ""}`);
  if (loan.isError) return <Failure error={loan.error} onRetry={() => void loan.refetch()} />;
  if (loan.data === undefined) return <Waiting />;
  const detail = loan.data;
  return (
    <div className="loan-book">
      <Link to="/loan-book/loans" className="back-link">
        ← {t("loans")}
      </Link>
      <LoanHead detail={detail} />
      <div className="panels">
        <div className="span-7">
          <DaysChart days={detail.days} />
        </div>
        <div className="span-5">
          <ClassHistory moves={detail.moves} bankClasses={detail.bankClasses} />
        </div>
        <div className="span-7">
          <SchedulePanel detail={detail} />
        </div>
        <div className="span-5">
          <RepaymentPanel repayments={detail.repayments} />
        </div>
        <FactPanel loanId={loanId} facts={detail.facts} />
        <SourceRowPanel rows={detail.sourceRows} />
      </div>
    </div>
  );
}

function LoanHead({ detail }: { readonly detail: LoanDetail }) {
  const t = useText(text);
  const { loan } = detail.listed;
  const applied =
    loan.channel.kind === "platform"
      ? t("platform", { number: loan.channel.applicationNumber, day: loan.channel.appliedOn })
      : t("direct");
  return (
    <>
      <header className="loan-book__head">
        <h1 translate="no">{loan.number}</h1>
        <span translate="no">{loan.borrowerName}</span>
        {loan.enterpriseId === null && <span className="unmatched-mark">{t("unmatched")}</span>}
        {detail.days.at(-1)?.isNonAccrual === true && (
          <span className="unmatched-mark">{t("nonAccrual")}</span>
        )}
      </header>
      <p className="soft">
        {t("contract")} {loan.contractNumber} · {t("code")} {loan.borrowerCode ?? "—"} ·{" "}
        {t(loan.sizeClass ?? "unknown")} · {t(loan.method)} · {t(loan.security)} · {t(loan.regime)} ·{" "}
        {t("channel")} {applied}
      </p>
      <LoanStats detail={detail} />
    </>
  );
}

function LoanStats({ detail }: { readonly detail: LoanDetail }) {
  const t = useText(text);
  const { loan, day, confirmed, proposed, bankClass } = detail.listed;
  return (
    <dl className="stats">
      <Stat
        label={t("balance")}
        value={formatExactMoney(loan.balanceFen)}
        note={`${t("principal")} ${formatExactMoney(loan.principalFen)}`}
      />
      <Stat
        label={t("rate")}
        value={formatRate(loan.annualRatePpm)}
        note={`${loan.drawnOn} – ${loan.dueOn}`}
      />
      <Stat
        label={t("daysPastDue")}
        value={formatCount(day?.daysPastDue)}
        note={day === null ? undefined : t("asOf", { day: day.businessDate })}
      />
      <Stat
        label={t("overduePrincipal")}
        value={formatExactMoney(day?.overduePrincipalFen ?? null)}
        note={`${t("overdueInterest")} ${formatExactMoney(day?.overdueInterestFen ?? null)}`}
      />
      <Stat
        label={t("ourClass")}
        value={
          <span className="class-pair">
            <ClassMark value={confirmed} />
            {proposed !== null && (
              <>
                → <ClassMark value={proposed} isPending />
              </>
            )}
          </span>
        }
        note={
          <>
            {t("bankClass")} <ClassMark value={bankClass} />
          </>
        }
      />
    </dl>
  );
}
