import type { SamplePlan } from "#scorecard";
import type { SourceColumn } from "../studio-api.ts";
import { PlanField } from "./plan-field.tsx";
import { text } from "./text.ts";

interface RejectEditorProps {
  readonly rejects: SamplePlan["rejects"];
  readonly columns: readonly SourceColumn[];
  readonly isDisabled: boolean;
  readonly onChange: (rejects: SamplePlan["rejects"]) => void;
}

/** Which rows are applications that were declined, whose outcome nobody saw. */
export function RejectEditor({ rejects, columns, isDisabled, onChange }: RejectEditorProps) {
  const valuesOf = (column: string): readonly string[] =>
    (columns.find(({ id }) => id === column)?.values ?? []).map(({ value }) => value);
  return (
    <>
      <PlanField
        label={text.rejectColumn}
        control={{ kind: "name", names: columns.map(({ id }) => id), isNullable: true }}
        value={rejects?.column ?? null}
        isDisabled={isDisabled}
        onChange={(column) =>
          onChange(typeof column === "string" ? { column, value: valuesOf(column)[0] ?? "" } : null)
        }
      />
      {rejects !== null && (
        <PlanField
          label={text.rejectValue}
          control={{ kind: "name", names: valuesOf(rejects.column) }}
          value={rejects.value}
          isDisabled={isDisabled}
          onChange={(value) => onChange({ ...rejects, value: String(value) })}
        />
      )}
    </>
  );
}
