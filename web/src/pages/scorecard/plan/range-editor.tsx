import { InputNumber, Select } from "antd";
import { useId } from "react";
import type { ScalingParameters } from "#scorecard";
import { useText } from "../../../i18n/language.tsx";
import { text } from "./text.ts";

type Range = ScalingParameters["range"];

interface RangeEditorProps {
  readonly range: Range;
  readonly isDisabled: boolean;
  readonly onChange: (range: Range) => void;
}

const lowestAtFirst = 300;
const highestAtFirst = 850;

/** Whether the scale follows from base points and PDO, or from the lowest and highest score. */
export function RangeEditor({ range, isDisabled, onChange }: RangeEditorProps) {
  const t = useText(text);
  const id = useId();
  return (
    <>
      <div className="plan-field">
        <label htmlFor={id}>{t("range")}</label>
        <Select
          id={id}
          value={range.kind}
          disabled={isDisabled}
          popupMatchSelectWidth={false}
          onChange={(kind) =>
            onChange(kind === "pdo" ? { kind } : { kind, min: lowestAtFirst, max: highestAtFirst })
          }
          options={(["pdo", "minMax"] as const).map((value) => ({ value, label: t(value) }))}
        />
      </div>
      {range.kind === "minMax" && (
        <div className="plan-field">
          <span>
            {t("lowest")} – {t("highest")}
          </span>
          <span className="range-ends">
            <InputNumber
              aria-label={t("lowest")}
              value={range.min}
              disabled={isDisabled}
              onChange={(min) => onChange({ ...range, min: min ?? range.min })}
            />
            <InputNumber
              aria-label={t("highest")}
              value={range.max}
              disabled={isDisabled}
              onChange={(max) => onChange({ ...range, max: max ?? range.max })}
            />
          </span>
        </div>
      )}
    </>
  );
}
