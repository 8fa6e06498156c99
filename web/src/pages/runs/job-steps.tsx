import { isActive } from "../../api/queries.ts";
import type { Job } from "../../api/types.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { stepNames, stepOrder, text } from "./text.ts";

/** Every step of the run: done, being done or where it stopped, still to come. */
export function JobSteps({ job }: { readonly job: Job }) {
  const t = useText(text);
  const phrase = usePhrase();
  const steps = stepOrder.filter((step) => step !== "simulate" || job.kind === "sample");
  const current = steps.findIndex((step) => step === job.progress?.step);
  const stateOf = (index: number) => {
    if (job.state === "succeeded" || index < current) return "done";
    if (index !== current) return "ahead";
    return isActive(job) ? "current" : "stopped";
  };
  const shapes = { done: "✓", current: "◐", stopped: "✕", ahead: "○" } as const;
  return (
    <Panel title={t("steps")}>
      <ol className="job-steps">
        {steps.map((step, index) => (
          <li
            key={step}
            className={`job-step job-step--${stateOf(index)}`}
            {...(index === current ? { "aria-current": "step" as const } : {})}
          >
            <span aria-hidden="true">{shapes[stateOf(index)]}</span>
            {phrase(stepNames[step] ?? { zh: step, en: step })}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
