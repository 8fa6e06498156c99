import type { Phrase } from "../../../i18n/language.tsx";
import { type FieldControl, PlanField, type FieldValue } from "./plan-field.tsx";

/** The fields of one part of a plan, by the keys of that part; the label and how each is changed. */
export type FieldsOf<Part> = readonly {
  readonly key: keyof Part & string;
  readonly label: Phrase;
  readonly control: FieldControl;
}[];

interface FieldListProps<Part> {
  readonly part: Part;
  readonly fields: FieldsOf<Part>;
  readonly isDisabled: boolean;
  readonly onChange: (part: Part) => void;
}

/** Some fields of a part of the plan; the server checks what they are set to. */
export function FieldList<Part extends object>({ part, fields, isDisabled, onChange }: FieldListProps<Part>) {
  return fields.map(({ key, label, control }) => (
    <PlanField
      key={key}
      label={label}
      control={control}
      value={part[key] as FieldValue}
      isDisabled={isDisabled}
      onChange={(value) => onChange({ ...part, [key]: value })}
    />
  ));
}
