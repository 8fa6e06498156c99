import { Button, Input, Select } from "antd";
import type { Exclusion } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { text } from "./text.ts";

interface ExclusionEditorProps {
  readonly exclusions: readonly Exclusion[];
  readonly columns: readonly string[];
  readonly isDisabled: boolean;
  readonly onChange: (exclusions: readonly Exclusion[]) => void;
}

const comparisons = ["equals", "notEquals", "less", "greater", "missing"] as const;

/** Rows to leave out, each rule with its reason. */
export function ExclusionEditor({ exclusions, columns, isDisabled, onChange }: ExclusionEditorProps) {
  const t = useText(text);
  const change = (place: number, changes: Partial<Exclusion>): void =>
    onChange(exclusions.map((one, index) => (index === place ? { ...one, ...changes } : one)));
  return (
    <div className="exclusions">
      <p className="plan-heading">{t("exclusions")}</p>
      {exclusions.map((one, index) => (
        <div className="exclusion" key={index}>
          <Select
            aria-label={t("column")}
            showSearch
            value={one.column}
            disabled={isDisabled}
            popupMatchSelectWidth={false}
            onChange={(column) => change(index, { column })}
            options={columns.map((value) => ({ value, label: value }))}
          />
          <Select
            aria-label={t("comparison")}
            value={one.comparison}
            disabled={isDisabled}
            popupMatchSelectWidth={false}
            onChange={(comparison) => change(index, { comparison })}
            options={comparisons.map((value) => ({ value, label: t(value) }))}
          />
          <Input
            aria-label={t("value")}
            value={one.value}
            disabled={isDisabled || one.comparison === "missing"}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <Input
            aria-label={t("reason")}
            placeholder={t("reason")}
            value={one.reason}
            disabled={isDisabled}
            onChange={(event) => change(index, { reason: event.target.value })}
          />
          <Button
            type="text"
            size="small"
            disabled={isDisabled}
            onClick={() => onChange(exclusions.filter((_, other) => other !== index))}
          >
            {t("remove")}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        disabled={isDisabled || columns.length === 0}
        onClick={() =>
          onChange([...exclusions, { column: columns[0] ?? "", comparison: "equals", value: "", reason: "" }])
        }
      >
        {t("addExclusion")}
      </Button>
    </div>
  );
}
