import { Button, Input, InputNumber } from "antd";
import type { FormEvent, ReactNode } from "react";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { text } from "./text.ts";

interface FieldProps<T> {
  readonly id: string;
  readonly label: string;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A line of text, or several. */
export function TextField({
  id,
  label,
  value,
  onChange,
  lines = 1,
  hint,
}: FieldProps<string> & { readonly lines?: number; readonly hint?: string }) {
  const shared = {
    id,
    value,
    maxLength: lines === 1 ? 200 : 2000,
    ...(hint === undefined ? {} : { placeholder: hint }),
  };
  return (
    <div className="loan-form">
      <label htmlFor={id}>{label}</label>
      {lines === 1 ? (
        <Input {...shared} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea {...shared} rows={lines} onChange={(event) => onChange(event.target.value)} />
      )}
    </div>
  );
}

/** An amount as a person types it; `isWrong` colours it. */
export function AmountField({
  id,
  label,
  value,
  onChange,
  isWrong,
}: FieldProps<string> & { readonly isWrong: boolean }) {
  return (
    <div className="loan-form">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        inputMode="decimal"
        value={value}
        status={isWrong ? "error" : ""}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

export function DayField({ id, label, value, onChange }: FieldProps<string>) {
  return (
    <div className="loan-form">
      <label htmlFor={id}>{label}</label>
      <DayInput id={id} value={value} onChange={onChange} />
    </div>
  );
}

/** A number with bounds; an empty field counts as the lower one. */
export function NumberField({
  id,
  label,
  value,
  onChange,
  min,
  max,
  step = 1,
}: FieldProps<number> & { readonly min: number; readonly max: number; readonly step?: number }) {
  return (
    <div className="loan-form">
      <label htmlFor={id}>{label}</label>
      <InputNumber
        id={id}
        min={min}
        max={max}
        step={step}
        value={value}
        style={{ width: "100%" }}
        onChange={(typed) => onChange(typed ?? min)}
      />
    </div>
  );
}

interface LoanFormProps {
  readonly send: string;
  readonly isReady: boolean;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onSend: () => void;
  readonly onCancel?: () => void;
  /** Further buttons. */
  readonly others?: ReactNode;
  readonly children: ReactNode;
}

/** Fields, why the server refused, and the buttons. */
export function LoanForm({
  send,
  isReady,
  isPending,
  error,
  onSend,
  onCancel,
  others,
  children,
}: LoanFormProps) {
  const t = useText(text);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onSend();
  };
  return (
    <form className="loan-form" onSubmit={submit}>
      {children}
      <Refusal error={error} />
      <div className="loan-form__buttons">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={isPending}>
          {send}
        </Button>
        {others}
        {onCancel !== undefined && <Button onClick={onCancel}>{t("cancel")}</Button>}
      </div>
    </form>
  );
}
