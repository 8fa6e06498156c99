import { Select } from "antd";
import { useId } from "react";
import type { SplitPlan } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import type { SourceColumn } from "../studio-api.ts";
import { FieldList, type FieldsOf } from "./field-list.tsx";
import { text } from "./text.ts";

interface SplitEditorProps {
  readonly split: SplitPlan;
  readonly columns: readonly SourceColumn[];
  readonly isDisabled: boolean;
  readonly onChange: (split: SplitPlan) => void;
}

const kinds = ["folds", "random", "column", "time"] as const;
const fresh = {
  folds: { kind: "folds", folds: 5, repeats: 5 },
  random: { kind: "random", heldOutShare: 0.3 },
  column: { kind: "column", column: "", heldOut: "" },
  time: { kind: "time", heldOutFrom: "" },
} as const satisfies Record<SplitPlan["kind"], SplitPlan>;

/** Which rows the card may learn from, and which it is judged on. */
export function SplitEditor({ split, columns, isDisabled, onChange }: SplitEditorProps) {
  const t = useText(text);
  const id = useId();
  return (
    <>
      <div className="plan-field">
        <label htmlFor={id}>{t("split")}</label>
        <Select
          id={id}
          value={split.kind}
          disabled={isDisabled}
          popupMatchSelectWidth={false}
          onChange={(kind) => onChange(fresh[kind])}
          options={kinds.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <SplitFields split={split} columns={columns} isDisabled={isDisabled} onChange={onChange} />
    </>
  );
}

function SplitFields({ split, columns, isDisabled, onChange }: SplitEditorProps) {
  switch (split.kind) {
    case "folds":
      return <FieldList part={split} fields={foldFields} isDisabled={isDisabled} onChange={onChange} />;
    case "random":
      return <FieldList part={split} fields={randomFields} isDisabled={isDisabled} onChange={onChange} />;
    case "time":
      return <FieldList part={split} fields={timeFields} isDisabled={isDisabled} onChange={onChange} />;
    case "column": {
      const values = columns.find(({ id }) => id === split.column)?.values ?? [];
      const fields: FieldsOf<typeof split> = [
        {
          key: "column",
          label: { zh: "划分列", en: "Column" },
          control: { kind: "name", names: columns.map(({ id }) => id) },
        },
        {
          key: "heldOut",
          label: { zh: "留出的值", en: "Value held out" },
          control: { kind: "name", names: values.map(({ value }) => value) },
        },
      ];
      return <FieldList part={split} fields={fields} isDisabled={isDisabled} onChange={onChange} />;
    }
  }
}

const foldFields: FieldsOf<Extract<SplitPlan, { kind: "folds" }>> = [
  { key: "folds", label: { zh: "折数", en: "Folds" }, control: { kind: "number", min: 2, max: 50, step: 1 } },
  {
    key: "repeats",
    label: { zh: "重复次数", en: "Repeats" },
    control: { kind: "number", min: 1, max: 100, step: 1 },
  },
];

const randomFields: FieldsOf<Extract<SplitPlan, { kind: "random" }>> = [
  {
    key: "heldOutShare",
    label: { zh: "留出占比", en: "Share held out" },
    control: { kind: "number", min: 0.01, max: 0.99, step: 0.05, isShare: true },
  },
];

const timeFields: FieldsOf<Extract<SplitPlan, { kind: "time" }>> = [
  {
    key: "heldOutFrom",
    label: { zh: "自此月起留出", en: "Held out from" },
    control: { kind: "text", placeholder: "YYYY-MM" },
  },
];
