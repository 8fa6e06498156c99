import { Link } from "@tanstack/react-router";
import type { Job } from "../../api/types.ts";
import { formatSeconds } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { text } from "./text.ts";

/** How a run ended, and where to go next. */
export function JobEnd({ job }: { readonly job: Job }) {
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
      {job.problem !== null && (
        <p className="job-end__problem" role="alert" data-quotes>
          {phrase(job.problem)} <code translate="no">{job.problem.code}</code>
        </p>
      )}
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

function sentenceOf(job: Job): "finishedNote" | "cancelledNote" | "interruptedNote" | "failedNote" {
  if (job.state === "succeeded") return "finishedNote";
  if (job.state === "cancelled") return "cancelledNote";
  return job.state === "interrupted" ? "interruptedNote" : "failedNote";
}
