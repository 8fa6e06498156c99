import type { DevelopmentPlan, DevelopmentStep, ScorecardParameters } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import type { SourceColumn } from "../studio-api.ts";
import { binningFields } from "./binning-fields.ts";
import { ExclusionEditor } from "./exclusion-editor.tsx";
import { FieldList, type FieldsOf } from "./field-list.tsx";
import {
  evaluationFields,
  regressionFields,
  scalingFields,
  screeningFields,
  selectionFields,
} from "./model-fields.ts";
import { RangeEditor } from "./range-editor.tsx";
import { RejectEditor } from "./reject-editor.tsx";
import { sampleFields } from "./sample-fields.ts";
import { SplitEditor } from "./split-editor.tsx";
import { text } from "./text.ts";

interface PlanOfStepProps {
  readonly step: DevelopmentStep;
  readonly plan: DevelopmentPlan;
  readonly columns: readonly SourceColumn[];
  readonly isDisabled: boolean;
  readonly onChange: (plan: DevelopmentPlan) => void;
}

type PartProps = Omit<PlanOfStepProps, "step">;

/** The part of the plan that decides a step. */
export function PlanOfStep({ step, ...props }: PlanOfStepProps) {
  switch (step) {
    case "sample":
      return <SamplePart {...props} />;
    case "preprocess":
      return <PreprocessPart {...props} />;
    case "screen":
      return <ScreenPart {...props} />;
    case "fit":
      return <FitPart {...props} />;
    case "evaluate":
      return (
        <FieldList
          part={props.plan.evaluation}
          fields={evaluationFields}
          isDisabled={props.isDisabled}
          onChange={(evaluation) => props.onChange({ ...props.plan, evaluation })}
        />
      );
    case "card":
      return <CardPart {...props} />;
    case "explore":
    case "deploy":
      return null;
  }
}

/** Replaces one part of the parameters. */
function withParameters(plan: DevelopmentPlan, changes: Partial<ScorecardParameters>): DevelopmentPlan {
  return { ...plan, parameters: { ...plan.parameters, ...changes } };
}

function SamplePart({ plan, columns, isDisabled, onChange }: PartProps) {
  const { sample } = plan;
  const names = columns.map(({ id }) => id);
  return (
    <>
      <FieldList
        part={sample}
        fields={sampleFields(sample, columns)}
        isDisabled={isDisabled}
        onChange={(next) => onChange({ ...plan, sample: next })}
      />
      <RejectEditor
        rejects={sample.rejects}
        columns={columns}
        isDisabled={isDisabled}
        onChange={(rejects) => onChange({ ...plan, sample: { ...sample, rejects } })}
      />
      <ExclusionEditor
        exclusions={sample.exclusions}
        columns={names}
        isDisabled={isDisabled}
        onChange={(exclusions) => onChange({ ...plan, sample: { ...sample, exclusions } })}
      />
    </>
  );
}

const seedFields: FieldsOf<DevelopmentPlan> = [{ key: "seed", label: text.seed, control: { kind: "text" } }];

function PreprocessPart({ plan, columns, isDisabled, onChange }: PartProps) {
  const t = useText(text);
  return (
    <>
      <SplitEditor
        split={plan.split}
        columns={columns}
        isDisabled={isDisabled}
        onChange={(split) => onChange({ ...plan, split })}
      />
      <FieldList part={plan} fields={seedFields} isDisabled={isDisabled} onChange={onChange} />
      <p className="plan-heading">{t("binning")}</p>
      <FieldList
        part={plan.parameters.binning}
        fields={binningFields}
        isDisabled={isDisabled}
        onChange={(binning) => onChange(withParameters(plan, { binning }))}
      />
    </>
  );
}

function ScreenPart({ plan, columns, isDisabled, onChange }: PartProps) {
  const t = useText(text);
  const { screening } = plan.parameters;
  const names = columns.map(({ id }) => id);
  const lists: FieldsOf<typeof screening> = [
    { key: "mustIn", label: { zh: "必须入选", en: "Must be in" }, control: { kind: "names", names } },
    { key: "mustOut", label: { zh: "不得入选", en: "Must stay out" }, control: { kind: "names", names } },
  ];
  return (
    <>
      <FieldList
        part={screening}
        fields={screeningFields}
        isDisabled={isDisabled}
        onChange={(next) => onChange(withParameters(plan, { screening: next }))}
      />
      <p className="plan-heading">{t("lists")}</p>
      <FieldList
        part={screening}
        fields={lists}
        isDisabled={isDisabled}
        onChange={(next) => onChange(withParameters(plan, { screening: next }))}
      />
    </>
  );
}

function FitPart({ plan, isDisabled, onChange }: PartProps) {
  const t = useText(text);
  return (
    <>
      <p className="plan-heading">{t("selection")}</p>
      <FieldList
        part={plan.parameters.selection}
        fields={selectionFields}
        isDisabled={isDisabled}
        onChange={(selection) => onChange(withParameters(plan, { selection }))}
      />
      <p className="plan-heading">{t("regression")}</p>
      <FieldList
        part={plan.parameters.regression}
        fields={regressionFields}
        isDisabled={isDisabled}
        onChange={(regression) => onChange(withParameters(plan, { regression }))}
      />
    </>
  );
}

function CardPart({ plan, isDisabled, onChange }: PartProps) {
  const { scaling } = plan.parameters;
  return (
    <>
      <FieldList
        part={scaling}
        fields={scalingFields}
        isDisabled={isDisabled}
        onChange={(next) => onChange(withParameters(plan, { scaling: next }))}
      />
      <RangeEditor
        range={scaling.range}
        isDisabled={isDisabled}
        onChange={(range) => onChange(withParameters(plan, { scaling: { ...scaling, range } }))}
      />
    </>
  );
}
