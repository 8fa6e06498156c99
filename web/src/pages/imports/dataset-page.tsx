import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type DatasetDetail, datasetQuery } from "./imports-api.ts";
import { QuarantinePanel } from "./quarantine-panel.tsx";
import { text } from "./text.ts";
import "./imports.css";

const route = getRouteApi("/shell/datasets/$dataset");
const kinds = ["invoices", "statements", "documents", "readings"] as const;

/** One data set: what each enterprise has and how fresh it is, the balance of every file, the quarantine. */
export function DatasetPage() {
  const t = useText(text);
  const { dataset } = route.useParams();
  usePageTitle(dataset);
  const query = useQuery(datasetQuery(dataset));
  const found = query.data;
  if (found === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="imports">
      <Link to="/datasets" className="back-link">
        <BackIcon /> {t("datasets")}
      </Link>
      <h1 translate="no">{dataset}</h1>
      <QuarantinePanel dataset={dataset} files={found.files.map(({ file }) => file)} />
      <EnterprisePanel found={found} />
      <BalancePanel found={found} />
      {found.corrections.length > 0 && <HistoryPanel found={found} />}
    </div>
  );
}

function EnterprisePanel({ found }: { readonly found: DatasetDetail }) {
  const t = useText(text);
  return (
    <Panel title={t("enterprises")} note={t("enterprisesNote", { withheld: found.withheld })}>
      <FigureTable
        label={t("enterprises")}
        isTall
        rows={found.enterprises}
        rowKey={({ enterpriseId }) => enterpriseId}
        columns={[
          {
            key: "enterprise",
            title: t("owner"),
            render: ({ code, name }) => (
              <span data-quotes>
                {code} {name}
              </span>
            ),
          },
          ...kinds.map((kind) => ({
            key: kind,
            title: t(kind),
            render: ({ classes }: DatasetDetail["enterprises"][number]) => {
              const own = classes.find((one) => one.kind === kind);
              if (own === undefined) return "—";
              return (
                <>
                  <span className="figure">{formatCount(own.stored)}</span>
                  <span className="imports__detail figure">
                    {own.firstDay} – {own.lastDay}
                    <br />
                    {t("fresh", { at: formatInstant(own.receivedAtMs) })}
                  </span>
                </>
              );
            },
          })),
        ]}
      />
    </Panel>
  );
}

function BalancePanel({ found }: { readonly found: DatasetDetail }) {
  const t = useText(text);
  return (
    <Panel title={t("filesOf")}>
      <FigureTable
        label={t("filesOf")}
        isTall
        rows={found.files}
        rowKey={({ file, enterpriseCode }) => `${file} ${enterpriseCode}`}
        columns={[
          {
            key: "file",
            title: t("file"),
            render: ({ file }) => (
              <span translate="no" data-quotes>
                {file}
              </span>
            ),
          },
          { key: "owner", title: t("owner"), render: ({ enterpriseCode }) => enterpriseCode || "—" },
          ...(["read", "stored", "duplicates", "quarantined", "corrected"] as const).map((key) => ({
            key,
            title: t(key),
            isFigure: true,
            render: (file: DatasetDetail["files"][number]) => formatCount(file[key]),
          })),
          {
            key: "even",
            title: t("balance", { read: "", stored: "", duplicates: "", quarantined: "" }),
            render: ({ read, stored, duplicates, quarantined }) =>
              read === stored + duplicates + quarantined ? "●" : `✕ ${t("balanceOff")}`,
          },
        ]}
      />
    </Panel>
  );
}

function HistoryPanel({ found }: { readonly found: DatasetDetail }) {
  const t = useText(text);
  return (
    <Panel title={t("history")}>
      <FigureTable
        label={t("history")}
        rows={found.corrections}
        rowKey={({ file, row, madeAtMs }) => `${file} ${row} ${madeAtMs}`}
        columns={[
          { key: "at", title: t("at"), render: ({ madeAtMs }) => formatInstant(madeAtMs) },
          { key: "by", title: t("by"), render: ({ madeByName }) => madeByName },
          { key: "file", title: t("file"), render: ({ file }) => <span data-quotes>{file}</span> },
          { key: "row", title: t("row"), isFigure: true, render: ({ row }) => row },
          { key: "before", title: t("before"), render: ({ before }) => <Raw text={before} /> },
          { key: "after", title: t("after"), render: ({ after }) => <Raw text={after} /> },
        ]}
      />
    </Panel>
  );
}

function Raw({ text: raw }: { readonly text: string }) {
  return (
    <code className="row-editor__raw imports__detail" translate="no">
      {raw}
    </code>
  );
}
