import { useText } from "../../i18n/language.tsx";
import type { ProjectSummary } from "./studio-api.ts";
import { text } from "./text.ts";

/** The eight steps of a project in one line: signed ones filled, the others by how far they are. */
export function StepDots({ steps }: Pick<ProjectSummary, "steps">) {
  const t = useText(text);
  const signed = steps.filter(({ state }) => state === "signed").length;
  return (
    <span className="step-dots" role="img" aria-label={`${t("steps")} ${signed} / ${steps.length}`}>
      {steps.map(({ step, state }) => (
        <span key={step} className={`step-dot step-dot--${state}`} title={`${t(step)}: ${t(state)}`} />
      ))}
      <span className="soft figure">
        {signed}/{steps.length}
      </span>
    </span>
  );
}
