import { useMutation, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { Button } from "antd";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { BorrowerTable } from "./borrower-table.tsx";
import { CompareForm } from "./compare-form.tsx";
import { FiveFigures } from "./five-figures.tsx";
import { CrossPanel, OrdersPanel, SwapPanel, WarningsPanel } from "./measure-panels.tsx";
import { ParametersPanel } from "./parameters-panel.tsx";
import { PdChart } from "./pd-chart.tsx";
import { type Comparison, comparisonQuery, fetchCopy, type ShadowSearch } from "./shadow-api.ts";
import { text } from "./text.ts";
import "./shadow.css";

/** Our result beside the bank's rating and what happened (影子对比), to be read in ten minutes. */
export function ShadowPage() {
  const t = useText(text);
  const phrase = usePhrase();
  usePageTitle(t("title"));
  const search = useSearch({ from: "/shell/shadow" });
  const query = useQuery(comparisonQuery(search));
  if (query.isError) {
    return (
      <div className="shadow">
        <h1>{t("title")}</h1>
        <Failure error={query.error} onRetry={() => void query.refetch()} />
      </div>
    );
  }
  if (query.data === undefined) return <Waiting />;
  const { comparison, conclusions, limits, sha256 } = query.data;
  return (
    <div className="shadow">
      <PageHead comparison={comparison} search={search} />
      <FiveFigures comparison={comparison} />
      <div className="panels">
        <div className="span-7">
          <PdChart comparison={comparison} />
        </div>
        <div className="span-5">
          <Panel title={t("conclusions")} note={t("conclusionsNote")}>
            <ul className="shadow__sentences">
              {conclusions.map((sentence) => (
                <li key={sentence.en}>
                  <span translate="no">{phrase(sentence)}</span>
                </li>
              ))}
            </ul>
          </Panel>
        </div>
        <div className="span-12">
          <BorrowerTable comparison={comparison} />
        </div>
        <div className="span-6">
          <OrdersPanel comparison={comparison} />
        </div>
        <div className="span-6">
          <WarningsPanel comparison={comparison} />
        </div>
        <div className="span-6">
          <SwapPanel comparison={comparison} />
        </div>
        <div className="span-6">
          <CrossPanel comparison={comparison} />
        </div>
        <div className="span-12">
          <Panel title={t("limits")}>
            <ul className="shadow__sentences">
              {limits.map((limit) => (
                <li key={limit.en}>{phrase(limit)}</li>
              ))}
              <li>{t("leftOut", { ...comparison.counts })}</li>
            </ul>
          </Panel>
        </div>
        <div className="span-12">
          <ParametersPanel comparison={comparison} sha256={sha256} />
        </div>
      </div>
    </div>
  );
}

function PageHead({
  comparison,
  search,
}: {
  readonly comparison: Comparison;
  readonly search: ShadowSearch;
}) {
  const t = useText(text);
  const { language } = useLanguage();
  const copy = useMutation({
    mutationFn: (kind: "pdf" | "xlsx") => fetchCopy(kind, search, language),
    onSuccess: (file, kind) => saveFile(`${t("title")}-${comparison.asOf}.${kind}`, file),
  });
  const { asOf, from, knownAt, evaluation } = comparison;
  return (
    <header className="shadow__head">
      <div>
        <h1>{t("title")}</h1>
        <p className="soft">
          {t("frame", { asOf, from, knownAt, evaluated: evaluation.asOf })}
          {evaluation.expertCard !== null && (
            <span translate="no"> · {t("scoredBy", { name: evaluation.expertCard })}</span>
          )}
        </p>
      </div>
      <div className="shadow__actions">
        <CompareForm key={JSON.stringify(search)} comparison={comparison} search={search} />
        <Button onClick={() => copy.mutate("xlsx")} loading={copy.isPending && copy.variables === "xlsx"}>
          {t("export")}
        </Button>
        <Button
          type="primary"
          onClick={() => copy.mutate("pdf")}
          loading={copy.isPending && copy.variables === "pdf"}
        >
          {t("print")}
        </Button>
      </div>
      <Refusal error={copy.error} />
    </header>
  );
}
