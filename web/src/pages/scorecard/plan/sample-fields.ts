import type { SamplePlan } from "#scorecard";
import type { SourceColumn } from "../studio-api.ts";
import type { FieldsOf } from "./field-list.tsx";

/** Who is in the sample and what bad means, by the columns of the source. */
export function sampleFields(plan: SamplePlan, columns: readonly SourceColumn[]): FieldsOf<SamplePlan> {
  const names = columns.map(({ id }) => id);
  const target = columns.find(({ id }) => id === plan.target);
  const outcomes = (target?.values ?? []).map(({ value }) => value);
  const categories = columns.filter(({ kind }) => kind === "categorical").map(({ id }) => id);
  const column = { kind: "name", names, isNullable: true } as const;
  return [
    { key: "target", label: { zh: "结果列", en: "Outcome" }, control: { kind: "name", names } },
    {
      key: "badValue",
      label: { zh: "表示“坏”的值", en: "Value that means bad" },
      control: { kind: "name", names: outcomes },
    },
    { key: "observation", label: { zh: "观察日期列", en: "Observation date" }, control: column },
    {
      key: "performanceMonths",
      label: { zh: "表现期（月）", en: "Performance months" },
      control: { kind: "number", min: 1, max: 600, step: 1, isNullable: true },
    },
    {
      key: "observedFrom",
      label: { zh: "观察自（年-月）", en: "Observed from" },
      control: { kind: "text", isNullable: true, placeholder: "YYYY-MM" },
    },
    {
      key: "observedTo",
      label: { zh: "观察至（年-月）", en: "Observed to" },
      control: { kind: "text", isNullable: true, placeholder: "YYYY-MM" },
    },
    { key: "weight", label: { zh: "权重列", en: "Weight" }, control: column },
    {
      key: "segment",
      label: { zh: "分群列", en: "Segment" },
      control: { kind: "name", names: categories, isNullable: true },
    },
    {
      key: "indeterminateValues",
      label: { zh: "不好不坏的值（不入样本）", en: "Neither good nor bad" },
      control: { kind: "names", names: outcomes },
    },
    {
      key: "excludedIndicators",
      label: { zh: "不作指标的列", en: "Columns left out" },
      control: { kind: "names", names },
    },
    {
      key: "groups",
      label: { zh: "检查公平性的分组列", en: "Groups for fairness" },
      control: { kind: "names", names: categories },
    },
  ];
}
