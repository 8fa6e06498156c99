import { useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { CheckPanel } from "./check-panel.tsx";
import { type Report, type ReportFigure, reportQuery } from "./documents-api.ts";
import { EvidencePanel } from "./evidence-panel.tsx";
import { FigureDrawer } from "./figure-drawer.tsx";
import { FinancialsPanel } from "./financials-panel.tsx";
import { OpinionPanel } from "./opinion-panel.tsx";
import { ReportContents } from "./report-contents.tsx";
import { ReportPaper } from "./report-paper.tsx";
import { ReportState, SurvivalState, timeTaken } from "./report-states.tsx";
import { text } from "./text.ts";
import "./documents.css";

/** One report: the paper on the left, what its maker and its checker do with it on the right. */
export function ReportPage() {
  const t = useText(text);
  const reportId = useParams({ strict: false }).reportId ?? "";
  const report = useQuery(reportQuery(reportId));
  const [figure, setFigure] = useState<ReportFigure | null>(null);
  usePageTitle(report.data === undefined ? t("title") : `${report.data.enterpriseName} · ${t("title")}`);
  if (report.isError) return <Failure error={report.error} onRetry={() => void report.refetch()} />;
  if (report.data === undefined) return <Waiting />;
  const { data } = report;
  return (
    <div className="documents">
      <ReportHead report={data} />
      <div className="report-layout">
        <ReportPaper report={data.document} onFigure={setFigure} />
        <aside className="report-side">
          <ReportContents sections={data.document.sections} />
          <OpinionPanel key={data.documentSha256} report={data} />
          <CheckPanel report={data} />
          <EvidencePanel report={data} />
          {data.may.write && <FinancialsPanel report={data} />}
        </aside>
      </div>
      {figure !== null && (
        <FigureDrawer
          reportId={reportId}
          figure={figure}
          sources={data.document.sources}
          onFigure={setFigure}
          onClose={() => setFigure(null)}
        />
      )}
    </div>
  );
}

function ReportHead({ report }: { readonly report: Report }) {
  const t = useText(text);
  return (
    <header className="report-head">
      <Link to="/due-diligence" className="report-head__back">
        {t("back")}
      </Link>
      <h1 translate="no">
        {report.enterpriseName} <span className="soft">{report.enterpriseCode}</span>
      </h1>
      <SurvivalState state={report.survivalState} />
      <ReportState state={report.state} />
      <span className="soft">
        {t("asOf")} <span className="figure">{report.asOf}</span> · {t("maker")}{" "}
        <span translate="no">{report.madeBy.name}</span>{" "}
        <span className="figure">{formatInstant(report.startedAtMs).slice(0, 16)}</span>
        {report.checkedBy !== null && (
          <>
            {" "}
            · {t("checker")} <span translate="no">{report.checkedBy.name}</span>{" "}
            <span className="figure">{formatInstant(report.checkedAtMs).slice(0, 16)}</span>
          </>
        )}
        {report.firstPdfAtMs !== null && (
          <>
            {" "}
            · <span title={t("tookNote")}>{`${t("took")} ${timeTaken(report, t)}`}</span>
          </>
        )}
      </span>
      <a className="button-link report-head__pdf" href={`/v1/due-diligence/${report.id}/pdf`} download>
        {t("pdf")}
      </a>
    </header>
  );
}
