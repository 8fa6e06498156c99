import { Link } from "@tanstack/react-router";
import type { DevelopmentStep } from "#scorecard";
import { useText } from "../../i18n/language.tsx";
import type { Project } from "./studio-api.ts";
import { text } from "./text.ts";

interface StepListProps {
  readonly project: Project;
  readonly open: DevelopmentStep;
}

/** The eight steps one under the other with where each stands; beside each other on a phone. */
export function StepList({ project, open }: StepListProps) {
  const t = useText(text);
  return (
    <ol className="step-list" aria-label={t("steps")}>
      {project.steps.map(({ step, state, artefact }, index) => (
        <li key={step}>
          <Link
            to="/scorecards/projects/$projectId"
            params={{ projectId: project.id }}
            search={{ step }}
            className={step === open ? "step-link step-link--open" : "step-link"}
            aria-current={step === open ? "step" : undefined}
          >
            <span className={`step-link__number step-link__number--${state}`}>{index + 1}</span>
            <span className="step-link__name">{t(step)}</span>
            <span className="step-link__state">
              {state === "signed" && artefact?.signOff ? (
                <span translate="no">{artefact.signOff.by.name}</span>
              ) : (
                t(state)
              )}
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}
