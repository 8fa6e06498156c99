import { Progress } from "antd";
import { useEffect, useState } from "react";
import type { Job } from "../../api/types.ts";
import { formatBytes, formatCount } from "../../figures/format-number.ts";
import { formatSeconds } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { progressUnits, stepNames, subjectNames, text } from "./text.ts";

/** The live step: its name, the thing being worked on, done, left, and for how long. */
export function JobProgress({ job }: { readonly job: Job }) {
  const t = useText(text);
  const phrase = usePhrase();
  const elapsedMs = useElapsed(job.startedAtMs);
  const { progress } = job;
  if (progress === null) return <p className="soft">{t("waiting")}</p>;
  const name = phrase(
    stepNames[progress.step] ?? stepNames["other"] ?? { zh: progress.step, en: progress.step },
  );
  const unit = progress.unit === "bytes" ? "" : phrase(progressUnits[progress.unit] ?? { zh: "", en: "" });
  const show = (amount: number) => (progress.unit === "bytes" ? formatBytes(amount) : formatCount(amount));
  const share =
    progress.total === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total);
  return (
    <div className="job-progress" role="status" aria-live="polite">
      <p className="job-progress__step">
        <b>{name}</b>
        {progress.subject !== null && <Subject subject={progress.subject} />}
      </p>
      <Progress
        percent={share === null ? 100 : Math.floor(share * 100)}
        status="active"
        showInfo={share !== null}
      />
      <p className="job-progress__amounts">
        {progress.total === null ? (
          <span>{t("doneSoFar", { done: show(progress.done), unit })}</span>
        ) : (
          <>
            <span className="figure">
              {t("doneOf", { done: show(progress.done), total: show(progress.total), unit })}
            </span>
            <span className="figure">
              {t("left", { left: show(Math.max(0, progress.total - progress.done)), unit })}
            </span>
          </>
        )}
        {elapsedMs !== null && (
          <span className="soft figure">
            {t("elapsed")} {formatSeconds(elapsedMs)}
          </span>
        )}
        {job.attempt > 1 && <span className="soft">{t("attempt", { attempt: job.attempt })}</span>}
      </p>
    </div>
  );
}

function Subject({ subject }: { readonly subject: string }) {
  const phrase = usePhrase();
  const named = subjectNames[subject];
  if (named !== undefined) return <span className="soft">{phrase(named)}</span>;
  return (
    <span className="soft" translate="no">
      {subject}
    </span>
  );
}

function useElapsed(startedAtMs: number | null): number | null {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return startedAtMs === null ? null : Math.max(0, nowMs - startedAtMs);
}
