import { getRouteApi } from "@tanstack/react-router";
import type { FinishedEvaluation } from "../../app/evaluation-frame.tsx";
import { EvaluationFrame } from "../../app/evaluation-frame.tsx";
import { useText } from "../../i18n/language.tsx";
import { InputBalance } from "./input-balance.tsx";
import { InputFiles } from "./input-files.tsx";
import { LogPanel } from "./log-panel.tsx";
import { QuarantineTable } from "./quarantine-table.tsx";
import { text } from "./text.ts";
import "./data.css";

const route = getRouteApi("/shell/evaluations/$evaluationId/data");

/** What came in, what became of every row, and the seal on it. */
export function DataPage() {
  const t = useText(text);
  const { evaluationId } = route.useParams();
  return (
    <EvaluationFrame evaluationId={evaluationId} title={t("title")}>
      {(evaluation) => <DataContent evaluation={evaluation} />}
    </EvaluationFrame>
  );
}

function DataContent({ evaluation }: { readonly evaluation: FinishedEvaluation }) {
  const { input } = evaluation.document;
  return (
    <>
      <InputBalance files={input} />
      <div className="panels">
        <div className="span-8 data-column">
          <InputFiles files={input} />
          <QuarantineTable evaluationId={evaluation.id} />
        </div>
        <div className="span-4">
          <LogPanel document={evaluation.document} />
        </div>
      </div>
    </>
  );
}
