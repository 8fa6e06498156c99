import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import {
  applicationsQuery,
  contractsQuery,
  type LoanContract,
  loansQuery,
  signContract,
} from "./lending-api.ts";
import { NewApplication } from "./new-application.tsx";
import { LoanState, useLendingStep, useName } from "./parts.tsx";
import { Quote } from "./quote.tsx";
import { text } from "./text.ts";
import { useToday } from "./use-today.ts";
import "./lending.css";

/** The owner's page, phone first: my loans, contracts to sign, my applications, apply, try a schedule. */
export function MyLoansPage() {
  const t = useText(text);
  usePageTitle(t("myLoans"));
  const loans = useQuery(loansQuery);
  const contracts = useQuery(contractsQuery);
  const today = useToday();
  if (loans.isError) return <Failure error={loans.error} onRetry={() => void loans.refetch()} />;
  if (loans.data === undefined) return <Waiting />;
  const waiting = (contracts.data?.items ?? []).filter(
    ({ state, borrowerSignature }) => state === "draft" && borrowerSignature === null,
  );
  return (
    <div className="lending lending--narrow">
      <h1>{t("myLoans")}</h1>
      {waiting.length > 0 && (
        <Panel title={t("toAccept")}>
          {waiting.map((contract) => (
            <AcceptContract key={contract.id} contract={contract} />
          ))}
        </Panel>
      )}
      <Panel title={t("myLoans")} note={t("loansNote")}>
        {loans.data.items.length === 0 && <p className="soft">{t("noLoans")}</p>}
        {loans.data.items.map((loan) => (
          <div key={loan.id} className="loan-card">
            <div className="loan-card__head">
              <Link to="/lending/loans/$loanId" params={{ loanId: loan.id }}>
                {loan.number}
              </Link>
              <LoanState state={loan.state} />
            </div>
            <div className="loan-card__head">
              <span>
                {t("balance")} <b className="figure">{formatExactMoney(loan.balanceFen)}</b>
              </span>
              <span className="soft figure">{formatRate(loan.annualRatePpm)}</span>
            </div>
            {loan.nextDueOn !== null && (
              <span className="soft">
                {t("nextDue")} {loan.nextDueOn}，{formatExactMoney(loan.nextDueFen)}
              </span>
            )}
          </div>
        ))}
      </Panel>
      <MyApplications />
      <Panel title={t("apply")}>
        <NewApplication by="owner" today={today} />
      </Panel>
      <Panel title={t("quote")}>
        <Quote today={today} />
      </Panel>
    </div>
  );
}

function MyApplications() {
  const t = useText(text);
  const name = useName();
  const { data } = useQuery(applicationsQuery);
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Panel title={t("myApplications")}>
      {data.items.map(({ id, request, state, madeAtMs }) => (
        <div key={id} className="loan-card">
          <div className="loan-card__head">
            <b className="figure">{formatExactMoney(request.amountFen)}</b>
            <LoanState state={state} />
          </div>
          <span className="soft">
            {request.purpose} · {name(request.method)} · {formatInstant(madeAtMs).slice(0, 10)}
          </span>
        </div>
      ))}
    </Panel>
  );
}

function AcceptContract({ contract }: { readonly contract: LoanContract }) {
  const t = useText(text);
  const name = useName();
  const accept = useLendingStep(() => signContract(contract.id, "borrower"));
  const { terms } = contract;
  return (
    <div className="loan-card">
      <div className="loan-card__head">
        <b>{contract.number}</b>
        <span translate="no">{contract.bankName}</span>
      </div>
      <span>
        {formatExactMoney(terms.principalFen)} · {formatRate(terms.annualRatePpm)} ·{" "}
        {t("monthsOf", { months: terms.months })} · {name(terms.method)}
      </span>
      <a href={`/v1/lending/contracts/${contract.id}/pdf`} target="_blank" rel="noreferrer">
        {t("print")}
      </a>
      <Refusal error={accept.error} />
      <Button type="primary" block loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
        {t("accept")}
      </Button>
    </div>
  );
}
