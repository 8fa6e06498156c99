import { Link } from "@tanstack/react-router";
import type { EvaluationSummary, Job } from "../../api/types.ts";
import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { formatSeconds } from "../../figures/format-time.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { Stat } from "../../parts/panel.tsx";
import { text } from "./text.ts";

interface JobEndProps {
  readonly job: Job;
  readonly evaluation: EvaluationSummary | undefined;
}

/** How a run ended, and where to go next. */
export function JobEnd({ job, evaluation }: JobEndProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const tookMs =
    job.startedAtMs === null || job.finishedAtMs === null ? null : job.finishedAtMs - job.startedAtMs;
  return (
    <div className="job-end">
      <p>
        {t(sentenceOf(job))}{" "}
        {tookMs !== null && (
          <span className="soft figure">
            {t("took")} {formatSeconds(tookMs)}
          </span>
        )}
      </p>
      {job.problem !== null && job.state !== "cancelled" && (
        <p className="job-end__problem" role="alert" data-quotes>
          {phrase(job.problem)} <code translate="no">{job.problem.code}</code>
        </p>
      )}
      {job.state === "succeeded" && evaluation !== undefined && <ResultStats evaluation={evaluation} />}
      {job.state === "succeeded" ? (
        <p className="job-end__links">
          <Link
            className="button-link"
            to="/evaluations/$evaluationId/enterprises"
            params={{ evaluationId: job.key }}
          >
            {t("toResult")}
          </Link>
        </p>
      ) : (
        <Link className="button-link" to="/runs">
          {t("again")}
        </Link>
      )}
    </div>
  );
}

function ResultStats({ evaluation }: { readonly evaluation: EvaluationSummary }) {
  const t = useText(text);
  const { language } = useLanguage();
  return (
    <dl className="stats">
      <Stat label={t("enterprises")} value={formatCount(evaluation.enterprises)} />
      <Stat label={t("granted")} value={formatCount(evaluation.granted)} />
      <Stat
        label={t("amount", { unit: overviewUnit[language] })}
        value={formatOverviewMoney(evaluation.amountFen)}
      />
      <Stat label={t("auc")} value={formatDecimal(evaluation.aucMean, 3)} />
    </dl>
  );
}

function sentenceOf(job: Job): "finishedNote" | "cancelledNote" | "interruptedNote" | "failedNote" {
  if (job.state === "succeeded") return "finishedNote";
  if (job.state === "cancelled") return "cancelledNote";
  return job.state === "interrupted" ? "interruptedNote" : "failedNote";
}
