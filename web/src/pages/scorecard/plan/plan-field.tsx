import { Checkbox, Input, InputNumber, Select } from "antd";
import { useId } from "react";
import { type Phrase, usePhrase } from "../../../i18n/language.tsx";

/** A choice among named values. */
export interface Choice {
  readonly value: string;
  readonly label: Phrase;
}

/** How one field of a plan is shown and changed. */
export type FieldControl =
  | {
      readonly kind: "number";
      readonly min?: number;
      readonly max?: number;
      readonly step?: number;
      /** A share, shown and typed in percent. */
      readonly isShare?: boolean;
      /** Left empty, it is null: no limit. */
      readonly isNullable?: boolean;
    }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "yesNo" }
  /** One of the columns or values of the source, or null. */
  | { readonly kind: "name"; readonly names: readonly string[]; readonly isNullable?: boolean }
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "text"; readonly isNullable?: boolean; readonly placeholder?: string };

export type FieldValue = string | number | boolean | null | readonly string[];

interface PlanFieldProps {
  readonly label: Phrase;
  readonly control: FieldControl;
  readonly value: FieldValue;
  readonly isDisabled: boolean;
  readonly onChange: (value: FieldValue) => void;
}

/** One field of a plan with its label. */
export function PlanField({ label, control, value, isDisabled, onChange }: PlanFieldProps) {
  const phrase = usePhrase();
  const id = useId();
  const isWide = control.kind === "names";
  return (
    <div className={isWide ? "plan-field plan-field--wide" : "plan-field"}>
      <label htmlFor={id}>{phrase(label)}</label>
      <Control id={id} control={control} value={value} isDisabled={isDisabled} onChange={onChange} />
    </div>
  );
}

interface ControlProps extends Omit<PlanFieldProps, "label"> {
  readonly id: string;
}

function Control({ id, control, value, isDisabled, onChange }: ControlProps) {
  const phrase = usePhrase();
  switch (control.kind) {
    case "number":
      return (
        <NumberControl id={id} control={control} value={value} isDisabled={isDisabled} onChange={onChange} />
      );
    case "choice":
      return (
        <Select
          id={id}
          value={String(value)}
          disabled={isDisabled}
          popupMatchSelectWidth={false}
          onChange={onChange}
          options={control.choices.map((one) => ({ value: one.value, label: phrase(one.label) }))}
        />
      );
    case "yesNo":
      return (
        <Checkbox
          id={id}
          checked={value === true}
          disabled={isDisabled}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case "name":
    case "names":
      return (
        <NamesControl id={id} control={control} value={value} isDisabled={isDisabled} onChange={onChange} />
      );
    case "text":
      return (
        <Input
          id={id}
          value={value === null ? "" : String(value)}
          disabled={isDisabled}
          {...(control.placeholder === undefined ? {} : { placeholder: control.placeholder })}
          onChange={(event) =>
            onChange(event.target.value === "" && control.isNullable === true ? null : event.target.value)
          }
        />
      );
  }
}

interface NumberControlProps extends Omit<ControlProps, "control"> {
  readonly control: Extract<FieldControl, { kind: "number" }>;
}

function NumberControl({ id, control, value, isDisabled, onChange }: NumberControlProps) {
  const unit = control.isShare === true ? 100 : 1;
  const shown = typeof value === "number" ? Math.round(value * unit * 1e9) / 1e9 : null;
  return (
    <InputNumber
      id={id}
      value={shown}
      disabled={isDisabled}
      style={{ width: "100%" }}
      {...(control.min === undefined ? {} : { min: control.min * unit })}
      {...(control.max === undefined ? {} : { max: control.max * unit })}
      {...(control.step === undefined ? {} : { step: control.step * unit })}
      {...(control.isShare === true ? { suffix: "%" } : {})}
      onChange={(typed) => {
        if (typed !== null) onChange(typed / unit);
        else if (control.isNullable === true) onChange(null);
      }}
    />
  );
}

interface NamesControlProps extends Omit<ControlProps, "control"> {
  readonly control: Extract<FieldControl, { kind: "name" | "names" }>;
}

/** One or some of the names of columns or of values. */
function NamesControl({ id, control, value, isDisabled, onChange }: NamesControlProps) {
  if (control.kind === "name") {
    return (
      <Select
        id={id}
        showSearch
        allowClear={control.isNullable === true}
        value={value === null ? null : String(value)}
        disabled={isDisabled}
        popupMatchSelectWidth={false}
        onChange={(chosen: string | null | undefined) => onChange(chosen ?? null)}
        options={control.names.map((name) => ({ value: name, label: <span translate="no">{name}</span> }))}
      />
    );
  }
  return (
    <Select
      id={id}
      mode="multiple"
      value={Array.isArray(value) ? [...(value as readonly string[])] : []}
      disabled={isDisabled}
      onChange={(chosen: string[]) => onChange(chosen)}
      options={control.names.map((name) => ({ value: name, label: name }))}
    />
  );
}
