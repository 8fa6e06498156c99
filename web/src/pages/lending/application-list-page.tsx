import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Segmented } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { applicationsQuery, type LoanApplication } from "./lending-api.ts";
import { NewApplication } from "./new-application.tsx";
import { LoanState, useName } from "./parts.tsx";
import { text } from "./text.ts";
import { useToday } from "./use-today.ts";
import "./lending.css";

const over: readonly LoanApplication["state"][] = ["approved", "declined", "withdrawn"];

/** The queue of cases, and entering one for a customer. */
export function ApplicationListPage() {
  const t = useText(text);
  usePageTitle(t("applications"));
  const may = useMay();
  const today = useToday();
  const [shown, setShown] = useState<"open" | "all">("open");
  const query = useQuery(applicationsQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const items = query.data.items.filter(({ state }) => shown === "all" || !over.includes(state));
  const mayApply = may("lending.apply");
  return (
    <div className="lending">
      <h1>{t("applications")}</h1>
      <div className="panels">
        <div className={mayApply ? "span-8" : ""}>
          <Panel
            title={t("applications")}
            note={t("applicationsNote")}
            actions={
              <Segmented
                size="small"
                value={shown}
                options={(["open", "all"] as const).map((value) => ({ value, label: t(value) }))}
                onChange={setShown}
              />
            }
          >
            {items.length === 0 ? (
              <Nothing title={t("noApplications")} next={t("noApplicationsNext")} />
            ) : (
              <CaseTable items={items} />
            )}
          </Panel>
        </div>
        {mayApply && (
          <div className="span-4">
            <Panel title={t("newApplication")}>
              <NewApplication by="bank" today={today} />
            </Panel>
          </div>
        )}
      </div>
    </div>
  );
}

function CaseTable({ items }: { readonly items: readonly LoanApplication[] }) {
  const t = useText(text);
  const name = useName();
  return (
    <FigureTable
      label={t("applications")}
      rows={items}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "borrower",
          title: t("borrower"),
          render: ({ id, borrowerName }) => (
            <Link to="/lending/applications/$applicationId" params={{ applicationId: id }} translate="no">
              {borrowerName}
            </Link>
          ),
        },
        {
          key: "amount",
          title: t("amount"),
          isFigure: true,
          render: ({ request }) => formatExactMoney(request.amountFen),
        },
        { key: "months", title: t("months"), isFigure: true, render: ({ request }) => request.months },
        { key: "method", title: t("method"), render: ({ request }) => name(request.method) },
        { key: "channel", title: t("channel"), render: ({ channel }) => name(channel.kind) },
        { key: "path", title: t("path"), render: ({ path }) => (path === null ? "—" : name(path)) },
        { key: "state", title: t("state"), render: ({ state }) => <LoanState state={state} /> },
        { key: "made", title: t("made"), render: ({ madeAtMs }) => formatInstant(madeAtMs).slice(0, 16) },
      ]}
    />
  );
}
