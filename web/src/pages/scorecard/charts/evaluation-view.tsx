import { Segmented } from "antd";
import { useState } from "react";
import type { ModelEvaluation } from "#scorecard";
import { formatCount, formatDecimal, formatPercent } from "../../../figures/format-number.ts";
import { useLanguage, useText } from "../../../i18n/language.tsx";
import { Panel, Stat } from "../../../parts/panel.tsx";
import { AlarmTable } from "./alarm-table.tsx";
import { CalibrationChart } from "./calibration-chart.tsx";
import { CutOffChart } from "./cut-off-chart.tsx";
import { FairnessPanel } from "./fairness-panel.tsx";
import { GainChart } from "./gain-chart.tsx";
import { GradeTests, MasterScaleTable } from "./grade-tables.tsx";
import { KsChart } from "./ks-chart.tsx";
import { LiftChart } from "./lift-chart.tsx";
import { PsiChart } from "./psi-chart.tsx";
import { RejectsPanel } from "./rejects-panel.tsx";
import { RocChart } from "./roc-chart.tsx";
import { ScoreChart } from "./score-chart.tsx";
import { StabilityTable } from "./stability-table.tsx";
import { SwapPanel } from "./swap-panel.tsx";
import { text } from "./text.ts";
import "./charts.css";

/** Everything that is known about how good a model is. */
export function EvaluationView({ evaluation }: { readonly evaluation: ModelEvaluation }) {
  const t = useText(text);
  const { populations, stability, swapSet, fairness, rejectInference } = evaluation;
  const [kind, setKind] = useState(evaluation.headline.of);
  const population = populations.find((one) => one.kind === kind) ?? populations.at(-1);
  if (population === undefined) return null;
  return (
    <div className="evaluation-view">
      <Headline evaluation={evaluation} />
      {populations.length > 1 && (
        <Segmented
          value={population.kind}
          aria-label={t("population")}
          onChange={setKind}
          options={populations.map((one) => ({ value: one.kind, label: t(one.kind) }))}
        />
      )}
      <Figures population={population} />
      <div className="panels">
        <div className="span-6">
          <RocChart populations={populations} />
        </div>
        <div className="span-6">
          <KsChart population={population} />
        </div>
        <div className="span-6">
          <GainChart population={population} />
        </div>
        <div className="span-6">
          <LiftChart population={population} />
        </div>
        <div className="span-6">
          <CalibrationChart population={population} confidence={evaluation.confidence} />
        </div>
        <div className="span-6">
          <ScoreChart population={population} />
        </div>
        <div className="span-12">
          <CutOffChart population={population} />
        </div>
      </div>
      <GradeTests population={population} />
      <MasterScaleTable masterScale={evaluation.masterScale} />
      <PsiChart
        periods={stability.scoreByVintage.map(({ vintage, stability: index }) => ({
          label: vintage,
          rows: index.actualRows,
          index: index.index,
          limit: index.limit,
          light: index.light,
        }))}
      />
      <StabilityTable stability={stability} />
      {swapSet !== null && <SwapPanel swapSet={swapSet} />}
      {fairness.map((one) => (
        <FairnessPanel key={one.attribute} fairness={one} />
      ))}
      {rejectInference !== null && <RejectsPanel rejects={rejectInference} />}
      <AlarmTable alarms={evaluation.alarms} />
    </div>
  );
}

/** The one figure that is quoted, with how it was got. */
function Headline({ evaluation: { headline, confidence } }: { readonly evaluation: ModelEvaluation }) {
  const t = useText(text);
  const { language } = useLanguage();
  return (
    <Panel title={t("headline")} note={language === "zh" ? headline.methodZh : headline.method}>
      <dl className="stats">
        <Stat
          label={`${t("auc")} · ${t(headline.of)}`}
          value={formatDecimal(headline.auc, 4)}
          note={`${t("interval", { confidence: formatPercent(confidence, 0) })} ${formatDecimal(headline.low, 3)}–${formatDecimal(headline.high, 3)}`}
        />
        <Stat label={t("gini")} value={formatDecimal(headline.gini, 4)} />
        <Stat label={t("ksFigure")} value={formatDecimal(headline.ks, 4)} />
        <Stat label={t("brier")} value={formatDecimal(headline.brier, 4)} />
      </dl>
    </Panel>
  );
}

function Figures({ population }: { readonly population: ModelEvaluation["populations"][number] }) {
  const t = useText(text);
  const { discrimination, calibration } = population;
  const range = ({ low, high }: { low: number; high: number }): string =>
    `${formatDecimal(low, 3)}–${formatDecimal(high, 3)}`;
  return (
    <dl className="stats">
      <Stat label={t("rows")} value={formatCount(population.rows)} />
      <Stat
        label={t("badRate")}
        value={formatPercent(population.badRate.value)}
        note={`${t("bads")} ${formatCount(population.bads)}`}
      />
      <Stat
        label={t("auc")}
        value={formatDecimal(discrimination.auc.value, 4)}
        note={range(discrimination.auc)}
      />
      <Stat
        label={t("ksFigure")}
        value={formatDecimal(discrimination.ks.value, 4)}
        note={range(discrimination.ks)}
      />
      <Stat label={t("hosmer")} value={formatDecimal(calibration.hosmerLemeshow.pValue, 3)} />
      {calibration.slope !== null && (
        <Stat
          label={t("slope")}
          value={formatDecimal(calibration.slope.value, 3)}
          note={range(calibration.slope)}
        />
      )}
    </dl>
  );
}
