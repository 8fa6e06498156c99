import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { loansQuery } from "./lending-api.ts";
import { LoanState, useName } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

/** All own loans of the bank, as of their last closed days. */
export function OwnLoanListPage() {
  const t = useText(text);
  const name = useName();
  usePageTitle(t("loans"));
  const query = useQuery(loansQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  const balance = items.reduce((sum, { balanceFen }) => sum + BigInt(balanceFen), 0n);
  return (
    <div className="lending">
      <h1>{t("loans")}</h1>
      <Panel title={t("loans")} note={t("loansNote")}>
        {items.length === 0 ? (
          <Nothing title={t("noLoans")} next={t("noLoansNext")} />
        ) : (
          <FigureTable
            label={t("loans")}
            rows={items}
            rowKey={({ id }) => id}
            footer={[t("total"), "", "", formatExactMoney(String(balance)), "", "", "", "", ""]}
            columns={[
              {
                key: "number",
                title: t("number"),
                render: ({ id, number }) => (
                  <Link to="/lending/loans/$loanId" params={{ loanId: id }}>
                    {number}
                  </Link>
                ),
              },
              {
                key: "borrower",
                title: t("borrower"),
                render: ({ borrowerName }) => <span translate="no">{borrowerName}</span>,
              },
              { key: "method", title: t("method"), render: ({ method }) => name(method) },
              {
                key: "balance",
                title: t("balance"),
                isFigure: true,
                render: ({ balanceFen }) => formatExactMoney(balanceFen),
              },
              {
                key: "rate",
                title: t("rate"),
                isFigure: true,
                render: ({ annualRatePpm }) => formatRate(annualRatePpm),
              },
              { key: "nextDue", title: t("nextDue"), render: ({ nextDueOn }) => nextDueOn ?? "—" },
              {
                key: "daysPastDue",
                title: t("daysPastDue"),
                isFigure: true,
                render: ({ daysPastDue }) => daysPastDue,
              },
              { key: "state", title: t("state"), render: ({ state }) => <LoanState state={state} /> },
              { key: "asOf", title: t("stateAt"), render: ({ asOf }) => asOf },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
