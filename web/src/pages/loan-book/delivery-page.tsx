import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { formatExactMoney } from "../../figures/format-money.ts";
import { formatBytes, formatCount } from "../../figures/format-number.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { classNames } from "../../parts/class-mark.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { FindingTable } from "./delivery-result.tsx";
import { deliveryText } from "./delivery-text.ts";
import { type DeliveryDetail, deliveryQuery, exportAddress } from "./loan-book-api.ts";
import { text } from "./text.ts";
import "./loan-book.css";

const route = getRouteApi("/shell/loan-book/deliveries/$deliveryId");

/** One delivery: its reconciliation, its files, and what it corrected. */
export function DeliveryPage() {
  const t = useText(text);
  const d = useText(deliveryText);
  const { language } = useLanguage();
  const { deliveryId } = route.useParams();
  const found = useQuery(deliveryQuery(deliveryId));
  usePageTitle(`${t("delivery")} ${found.data?.delivery.businessDate ?? ""}`);
  if (found.isError) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (found.data === undefined) return <Waiting />;
  const { delivery, changes } = found.data;
  const report = (format: string) =>
    exportAddress(`deliveries/${deliveryId}/reconciliation.${format}`, { language });
  return (
    <div className="loan-book">
      <Link to="/loan-book/deliveries" className="back-link">
        ← {t("deliveries")}
      </Link>
      <header className="loan-book__head">
        <h1>
          {delivery.businessDate} #{delivery.number}
        </h1>
        <span className="soft">{delivery.state === "accepted" ? d("inForce") : d("superseded")}</span>
        <span className="loan-book__space" />
        <a className="button-link" href={report("pdf")} target="_blank" rel="noreferrer">
          {d("print")} PDF
        </a>
        <a className="button-link" href={report("xlsx")}>
          Excel
        </a>
        <a className="button-link" href={report("csv")}>
          CSV
        </a>
      </header>
      {delivery.recheck.length > 0 && (
        <Panel title={d("recheck")} note={d("recheckNote")}>
          <FindingTable findings={delivery.recheck} />
        </Panel>
      )}
      <TotalsPanel detail={found.data} />
      <DifferencePanel detail={found.data} />
      {changes.length > 0 && <ChangePanel changes={changes} />}
      {delivery.warnings.length > 0 && (
        <Panel title={d("warnings")}>
          <FindingTable findings={delivery.warnings} />
        </Panel>
      )}
      <FilePanel files={delivery.files} />
    </div>
  );
}

function TotalsPanel({ detail }: { readonly detail: DeliveryDetail }) {
  const d = useText(deliveryText);
  const { ours, banks, loans } = detail;
  const money = (["balance", "overduePrincipal", "overdueInterest"] as const).map((item) => {
    const mine = ours[`${item}Fen`];
    const theirs = banks[`${item}Fen`];
    const difference = formatExactMoney((BigInt(mine) - BigInt(theirs)).toString());
    return { item, mine: formatExactMoney(mine), theirs: formatExactMoney(theirs), difference };
  });
  const counts = {
    item: "overdueLoans" as const,
    mine: formatCount(ours.overdueLoans),
    theirs: formatCount(banks.overdueLoans),
    difference: formatCount(ours.overdueLoans - banks.overdueLoans),
  };
  return (
    <Panel title={d("reconciliation")} note={d("reconciliationNote", { loans })}>
      <FigureTable
        label={d("reconciliation")}
        rows={[...money, counts]}
        rowKey={({ item }) => item}
        columns={[
          { key: "item", title: d("item"), render: ({ item }) => d(item) },
          { key: "ours", title: d("ours"), isFigure: true, render: ({ mine }) => mine },
          { key: "banks", title: d("banks"), isFigure: true, render: ({ theirs }) => theirs },
          {
            key: "difference",
            title: d("difference"),
            isFigure: true,
            render: ({ difference }) => difference,
          },
        ]}
      />
    </Panel>
  );
}

function DifferencePanel({ detail }: { readonly detail: DeliveryDetail }) {
  const d = useText(deliveryText);
  const t = useText(text);
  const { language } = useLanguage();
  const phrase = usePhrase();
  const shown = (field: string, value: string) =>
    field === "class" && value in classNames ? phrase(classNames[value as keyof typeof classNames]) : value;
  return (
    <Panel title={d("differences")}>
      {detail.differences.length === 0 ? (
        <p className="soft">{d("noDifferences")}</p>
      ) : (
        <FigureTable
          label={d("differences")}
          isTall
          rows={detail.differences}
          rowKey={(one) => `${one.loanId} ${one.field}`}
          columns={[
            {
              key: "number",
              title: t("number"),
              render: (one) => (
                <Link to="/loan-book/loans/$loanId" params={{ loanId: one.loanId }} translate="no">
                  {one.number}
                </Link>
              ),
            },
            {
              key: "name",
              title: t("borrower"),
              render: (one) => <span translate="no">{one.borrowerName}</span>,
            },
            { key: "field", title: d("item"), render: ({ field }) => d(field) },
            { key: "ours", title: d("ours"), isFigure: true, render: (one) => shown(one.field, one.ours) },
            { key: "banks", title: d("banks"), isFigure: true, render: (one) => shown(one.field, one.banks) },
            { key: "why", title: d("why"), render: (one) => one[language] },
          ]}
        />
      )}
    </Panel>
  );
}

function ChangePanel({ changes }: Pick<DeliveryDetail, "changes">) {
  const d = useText(deliveryText);
  return (
    <Panel title={d("changes")}>
      <FigureTable
        label={d("changes")}
        isTall
        rows={changes}
        rowKey={({ kind, key, field }) => `${kind} ${key} ${field ?? ""}`}
        columns={[
          { key: "kind", title: d("file"), render: ({ kind }) => d(kind) },
          { key: "key", title: d("row"), render: ({ key }) => <span translate="no">{key}</span> },
          { key: "field", title: d("field"), render: ({ field }) => field ?? d("wholeRow") },
          { key: "before", title: d("before"), isFigure: true, render: ({ before }) => before ?? "—" },
          { key: "after", title: d("after"), isFigure: true, render: ({ after }) => after ?? "—" },
        ]}
      />
    </Panel>
  );
}

function FilePanel({ files }: Pick<DeliveryDetail["delivery"], "files">) {
  const d = useText(deliveryText);
  return (
    <Panel title={d("files")}>
      <FigureTable
        label={d("files")}
        rows={files}
        rowKey={({ kind }) => kind}
        columns={[
          { key: "file", title: d("file"), render: ({ kind, name }) => `${d(kind)} ${name}` },
          {
            key: "rows",
            title: d("rows"),
            isFigure: true,
            render: ({ rows, bytes }) => `${formatCount(rows)} · ${formatBytes(bytes)}`,
          },
          {
            key: "totals",
            title: d("totals"),
            isFigure: true,
            render: ({ totals }) => (
              <span translate="no">
                {totals.map(({ name, fen }) => `${name} ${formatExactMoney(fen)}`).join(" · ")}
              </span>
            ),
          },
          {
            key: "sha",
            title: "SHA-256",
            render: ({ sha256 }) => (
              <code title={sha256} translate="no">
                {sha256.slice(0, 16)}…
              </code>
            ),
          },
        ]}
      />
    </Panel>
  );
}
