import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { enterprisesQuery } from "../../api/queries.ts";
import { useMay } from "../../app/use-may.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { type ReportSummary, reportsQuery, startReport } from "./documents-api.ts";
import { ReportState, SurvivalState, timeTaken } from "./report-states.tsx";
import { text } from "./text.ts";
import "./documents.css";

/** Every report of the bank, and making a new one. */
export function ReportsPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const may = useMay();
  const reports = useQuery(reportsQuery);
  if (reports.isError) return <Failure error={reports.error} onRetry={() => void reports.refetch()} />;
  if (reports.data === undefined) return <Waiting />;
  const { items } = reports.data;
  return (
    <div className="documents">
      <h1>{t("title")}</h1>
      <div className="panels">
        <div className={may("document.write") ? "span-8" : ""}>
          <Panel
            title={t("title")}
            note={t("listNote")}
            actions={<Link to="/due-diligence-template">{t("template")}</Link>}
          >
            {items.length === 0 ? (
              <Nothing title={t("none")} next={t("noneNext")} />
            ) : (
              <ReportTable reports={items} />
            )}
          </Panel>
        </div>
        {may("document.write") && (
          <div className="span-4">
            <NewReport />
          </div>
        )}
      </div>
    </div>
  );
}

function ReportTable({ reports }: { readonly reports: readonly ReportSummary[] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("title")}
      rows={reports}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "enterprise",
          title: t("enterprise"),
          render: (report) => (
            <Link to="/due-diligence/$reportId" params={{ reportId: report.id }} translate="no">
              {report.enterpriseName} <span className="soft">{report.enterpriseCode}</span>
            </Link>
          ),
        },
        {
          key: "survival",
          title: t("survival"),
          render: ({ survivalState }) => <SurvivalState state={survivalState} />,
        },
        { key: "state", title: t("state"), render: ({ state }) => <ReportState state={state} /> },
        { key: "asOf", title: t("asOf"), render: ({ asOf }) => <span className="figure">{asOf}</span> },
        {
          key: "maker",
          title: `${t("maker")} / ${t("checker")}`,
          render: ({ madeBy, checkedBy }) => (
            <span translate="no">
              {madeBy.name} / {checkedBy?.name ?? "—"}
            </span>
          ),
        },
        {
          key: "made",
          title: t("made"),
          render: ({ startedAtMs }) => (
            <span className="figure">{formatInstant(startedAtMs).slice(0, 16)}</span>
          ),
        },
        { key: "took", title: t("took"), isFigure: true, render: (report) => timeTaken(report, t) },
      ]}
    />
  );
}

/** Chooses an enterprise of the newest evaluation and makes its report. */
function NewReport() {
  const t = useText(text);
  const navigate = useNavigate();
  const client = useQueryClient();
  const wanted = useSearch({ strict: false }).enterprise;
  const [search, setSearch] = useState("");
  const [enterpriseId, setEnterpriseId] = useState<string | null>(wanted ?? null);
  const found = useQuery(
    enterprisesQuery("latest", {
      ...(search === "" ? {} : { search }),
      sort: "code",
      order: "asc",
      offset: 0,
      limit: 50,
    }),
  );
  const make = useMutation({
    mutationFn: startReport,
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: reportsQuery.queryKey, exact: true });
      await navigate({ to: "/due-diligence/$reportId", params: { reportId: id } });
    },
  });
  const options = (found.data?.items ?? []).map(({ id, code, name }) => ({
    value: id,
    label: `${name} ${code}`,
  }));
  return (
    <Panel title={t("newReport")} note={t("newNote")}>
      <div className="documents__form">
        <label htmlFor="report-enterprise">{t("enterprise")}</label>
        <Select
          id="report-enterprise"
          showSearch={{ filterOption: false, onSearch: setSearch }}
          value={enterpriseId}
          placeholder={t("chooseEnterprise")}
          loading={found.isFetching}
          options={options}
          onChange={setEnterpriseId}
        />
        <Refusal error={make.error} />
        <Button
          type="primary"
          disabled={enterpriseId === null}
          loading={make.isPending}
          onClick={() => enterpriseId !== null && make.mutate(enterpriseId)}
        >
          {t("make")}
        </Button>
      </div>
    </Panel>
  );
}
