import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import type { DevelopmentPlan, DevelopmentStep } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { changePlan, columnsQuery, planOf, type Project, useProjectAct } from "../studio-api.ts";
import { text } from "../text.ts";
import { PlanOfStep } from "./plan-of-step.tsx";

interface PlanPanelProps {
  readonly project: Project;
  readonly step: DevelopmentStep;
}

/** What the plan says of one step, to change and save; each save is a revision that can be undone. */
export function PlanPanel({ project, step }: PlanPanelProps) {
  const t = useText(text);
  const saved = planOf(project);
  const [plan, setPlan] = useState<DevelopmentPlan>(saved);
  const [isOpen, setIsOpen] = useState(
    project.steps.some((one) => one.step === step && one.artefact === null),
  );
  const { data } = useQuery(columnsQuery(project.id));
  const save = useProjectAct(() => changePlan(project, plan));
  const isChanged = JSON.stringify(plan) !== JSON.stringify(saved);
  if (step === "explore" || step === "deploy") return null;
  const { mayDevelop } = project.mine;
  return (
    <Panel
      title={t("plan")}
      {...(mayDevelop ? { note: t("planNote") } : {})}
      actions={
        <Button size="small" aria-expanded={isOpen} onClick={() => setIsOpen(!isOpen)}>
          {t(isOpen ? "foldPlan" : mayDevelop ? "openPlan" : "showPlan")}
        </Button>
      }
    >
      {isOpen && (
        <div className="plan-fields">
          <PlanOfStep
            step={step}
            plan={plan}
            columns={data?.items ?? []}
            isDisabled={!mayDevelop || save.isPending}
            onChange={setPlan}
          />
        </div>
      )}
      {isChanged && (
        <div className="studio__actions plan-actions">
          <Button type="primary" loading={save.isPending} onClick={() => save.mutate(undefined)}>
            {t("savePlan")}
          </Button>
          <Button onClick={() => setPlan(saved)}>{t("resetPlan")}</Button>
        </div>
      )}
      <Refusal error={save.error} />
    </Panel>
  );
}
