import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import type { BinnedIndicator, IndicatorRules } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { useIndicatorName } from "../../../parts/indicator-term.tsx";
import { Panel } from "../../../parts/panel.tsx";
import { Refusal } from "../../../parts/refusal.tsx";
import { Failure, Waiting } from "../../../parts/states.tsx";
import { BinningEditor } from "../binning/binning-editor.tsx";
import { countsOfWire } from "../binning/counts-of-wire.ts";
import { rulesOf, rulesToOptimise } from "../binning/edited-rules.ts";
import { startOfEditing } from "../binning/start-of-editing.ts";
import { changePlan, countsQuery, planOf, type Project, useProjectAct } from "../studio-api.ts";
import { text } from "./text.ts";

const route = getRouteApi("/shell/scorecards/projects/$projectId");
const editorId = "binning-editor";

interface BinningPanelProps {
  readonly project: Project;
  readonly indicator: BinnedIndicator;
}

/** The editor of one indicator's bins over its fine counts; what is saved goes into the plan's rules. */
export function BinningPanel({ project, indicator }: BinningPanelProps) {
  const t = useText(text);
  const name = useIndicatorName()(indicator.id);
  const query = useQuery(countsQuery(project.id, indicator.id, project.revision));
  const plan = planOf(project);
  const before = plan.rules[indicator.id];
  const save = useProjectAct((rules: IndicatorRules) =>
    changePlan(project, { ...plan, rules: { ...plan.rules, [indicator.id]: rules } }),
  );
  const title = t("editorOf", { name });
  const isAsked = route.useSearch().indicator === indicator.id && query.data !== undefined;
  useEffect(() => {
    if (isAsked) document.getElementById(editorId)?.scrollIntoView({ block: "start" });
  }, [isAsked]);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const counts = countsOfWire(query.data, {
    smoothingRows: plan.parameters.binning.smoothingRows,
    special: before?.special ?? plan.parameters.binning.special,
  });
  return (
    <Panel title={title} note={t("editorNote")} id={editorId}>
      <BinningEditor
        counts={counts}
        start={startOfEditing(counts, indicator.result, {
          rules: before,
          parameters: plan.parameters.binning,
        })}
        limits={{
          maxBins: before?.maxBins ?? plan.parameters.binning.maxBins,
          minBinShare: before?.minBinShare ?? plan.parameters.binning.minBinShare,
          fixedCuts: before?.fixedCuts ?? [],
          forbiddenCuts: before?.forbiddenCuts ?? [],
        }}
        mayEdit={project.mine.mayDevelop}
        isSaving={save.isPending}
        onSave={(edited) => save.mutate(rulesOf(edited, before))}
        onOptimise={(lock) => save.mutate(rulesToOptimise(lock, before))}
      />
      <Refusal error={save.error} />
    </Panel>
  );
}
