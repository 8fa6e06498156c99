import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useText } from "../../i18n/language.tsx";
import { formatExactMoney } from "../../figures/format-money.ts";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { ClassMark } from "./class-mark.tsx";
import { type ClaimRow, claimsQuery } from "./fund-api.ts";
import { stateText, text } from "./text.ts";
import "./fund.css";

/** What waits first, then what is paid, then what is over. */
const order: readonly ClaimRow["state"][] = [
  "submitted",
  "checked",
  "reserved",
  "approved",
  "draft",
  "paid",
  "recovering",
  "refunded",
  "clawedBack",
  "rejected",
  "closed",
];

/** The queue of claims: the fund's, or a bank's own. */
export function ClaimsPage() {
  const t = useText(text);
  const s = useText(stateText);
  usePageTitle(t("claims"));
  const query = useQuery(claimsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const rows = [...query.data.items].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  if (rows.length === 0) return <Nothing title={t("noClaims")} next={t("noClaimsNext")} />;
  const money = (key: string, title: string, fenOf: (row: ClaimRow) => string) => ({
    key,
    title,
    isFigure: true,
    render: (row: ClaimRow) => formatExactMoney(fenOf(row)),
  });
  return (
    <div className="fund">
      <h1>{t("claims")}</h1>
      <Panel title={t("claims")} note={t("claimsNote")}>
        <FigureTable
          label={t("claims")}
          rows={rows}
          rowKey={(row) => row.claimId}
          columns={[
            {
              key: "loan",
              title: t("loan"),
              render: (row) => (
                <Link to="/fund/claims/$claimId" params={{ claimId: row.claimId }} translate="no">
                  {row.loanNumber}
                </Link>
              ),
            },
            {
              key: "borrower",
              title: t("borrower"),
              render: (row) =>
                row.borrowerName === null ? (
                  <span className="soft">{t("noBasis")}</span>
                ) : (
                  <span translate="no">{row.borrowerName}</span>
                ),
            },
            { key: "bank", title: t("bank"), render: (row) => <span translate="no">{row.bankName}</span> },
            { key: "size", title: t("size"), render: (row) => t(row.sizeClass) },
            { key: "class", title: t("class"), render: (row) => <ClassMark name={row.class} /> },
            { key: "state", title: t("state"), render: (row) => s(row.state) },
            { key: "round", title: t("round"), isFigure: true, render: (row) => row.round },
            money("eligible", t("eligible"), (row) => row.eligibleFen),
            money("paid", t("paid"), (row) => row.paidFen),
            money("reserved", t("reserved"), (row) => row.reservedFen),
            money("recovered", t("recovered"), (row) => row.recoveredFen),
            { key: "opened", title: t("opened"), render: (row) => row.openedOn },
          ]}
        />
      </Panel>
    </div>
  );
}
