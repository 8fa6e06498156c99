import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useMay } from "../../app/use-may.ts";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatBasisPoints, formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel, Stat } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { loanQuery, type OwnLoanPage as LoanPageData } from "./lending-api.ts";
import { MovementPanel } from "./movement-panel.tsx";
import { EntryTable, LoanState, Timeline, useName } from "./parts.tsx";
import { ScheduleTable } from "./schedule-table.tsx";
import { text } from "./text.ts";
import "./lending.css";

const route = getRouteApi("/shell/lending/loans/$loanId");

/** An own loan: where it stands, its schedule, what was paid, its postings. */
export function OwnLoanPage() {
  const t = useText(text);
  const may = useMay();
  const { loanId } = route.useParams();
  const query = useQuery(loanQuery(loanId));
  usePageTitle(query.data?.loan.number ?? t("loans"));
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const page = query.data;
  const { loan } = page;
  // The borrower sees where the loan stands and what is due; the books are the bank's.
  const isBank = may("lending.ledger");
  return (
    <div className="lending">
      <Link to={isBank ? "/lending/loans" : "/my/loans"} className="back-link">
        <BackIcon /> {t(isBank ? "allLoans" : "myLoans")}
      </Link>
      <div className="lending__head">
        <h1>{loan.number}</h1>
        <span translate="no">{loan.borrowerName}</span>
        <LoanState state={loan.state} />
        {loan.isNonAccrual && <span className="soft">{t("nonAccrual")}</span>}
        <Link to="/lending/contracts/$contractId" params={{ contractId: page.contractId }}>
          {t("contract")}
        </Link>
      </div>
      <Standing page={page} />
      <div className="panels">
        <div className="span-7 loan-columns">
          <Panel title={t("schedule")} note={t("scheduleNote", { version: page.scheduleVersion })}>
            <ScheduleTable instalments={page.instalments} />
          </Panel>
          {isBank && (
            <Panel title={t("postings")} note={t("entriesNote")}>
              <EntryTable entries={page.entries} />
            </Panel>
          )}
        </div>
        <div className="span-5 loan-columns">
          {isBank && <MovementPanel page={page} />}
          <Panel title={t("timeline")}>
            <Timeline events={page.events} />
          </Panel>
        </div>
      </div>
    </div>
  );
}

function Standing({ page }: { readonly page: LoanPageData }) {
  const t = useText(text);
  const name = useName();
  const { loan, claims } = page;
  const owed = [claims.fee, claims.penalty, claims.interest, claims.principal];
  const due = owed.reduce((sum, fen) => sum + BigInt(fen), 0n);
  const parts = [
    `${t("principal")} ${formatExactMoney(claims.principal)}`,
    `${t("interest")} ${formatExactMoney(claims.interest)}`,
    `${t("penalty")} ${formatExactMoney(claims.penalty)}`,
  ];
  return (
    <dl className="stats">
      <Stat
        label={t("balance")}
        value={formatExactMoney(loan.balanceFen)}
        note={`${t("stateAt")} ${loan.asOf}`}
      />
      <Stat
        label={t("rate")}
        value={formatRate(loan.annualRatePpm)}
        note={`${formatBasisPoints(loan.annualRatePpm)} · ${name(loan.method)}`}
      />
      <Stat
        label={t("claimsNow")}
        value={formatExactMoney(String(due))}
        note={due === 0n ? undefined : parts.join("，")}
      />
      <Stat label={t("daysPastDue")} value={loan.daysPastDue} />
      <Stat
        label={t("accruedNotDue")}
        value={formatExactMoney(page.accruedFen)}
        note={loan.nextDueOn === null ? undefined : `${t("nextDue")} ${loan.nextDueOn}`}
      />
      <Stat
        label={t("payoff")}
        value={formatExactMoney(page.payoffFen)}
        note={
          page.unallocatedFen === "0"
            ? undefined
            : `${t("unallocated")} ${formatExactMoney(page.unallocatedFen)}`
        }
      />
    </dl>
  );
}
