import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatRate } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { contractsQuery } from "./lending-api.ts";
import { LoanState, useName } from "./parts.tsx";
import { text } from "./text.ts";
import "./lending.css";

/** All contracts of the bank. */
export function ContractListPage() {
  const t = useText(text);
  const name = useName();
  usePageTitle(t("contracts"));
  const query = useQuery(contractsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { items } = query.data;
  return (
    <div className="lending">
      <h1>{t("contracts")}</h1>
      <Panel title={t("contracts")}>
        {items.length === 0 ? (
          <Nothing title={t("noContracts")} next={t("noContractsNext")} />
        ) : (
          <FigureTable
            label={t("contracts")}
            rows={items}
            rowKey={({ id }) => id}
            columns={[
              {
                key: "number",
                title: t("contractNumber"),
                render: ({ id, number }) => (
                  <Link to="/lending/contracts/$contractId" params={{ contractId: id }}>
                    {number}
                  </Link>
                ),
              },
              {
                key: "borrower",
                title: t("borrower"),
                render: ({ borrowerName }) => <span translate="no">{borrowerName}</span>,
              },
              {
                key: "amount",
                title: t("amount"),
                isFigure: true,
                render: ({ terms }) => formatExactMoney(terms.principalFen),
              },
              {
                key: "rate",
                title: t("rate"),
                isFigure: true,
                render: ({ terms }) => formatRate(terms.annualRatePpm),
              },
              { key: "method", title: t("method"), render: ({ terms }) => name(terms.method) },
              { key: "payment", title: t("payment"), render: ({ payment }) => name(payment) },
              { key: "state", title: t("state"), render: ({ state }) => <LoanState state={state} /> },
            ]}
          />
        )}
      </Panel>
    </div>
  );
}
