import { Checkbox, Select } from "antd";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import type { DataClass, Purpose } from "./consent-api.ts";
import { dataClasses, dataClassNames, purposeNames } from "./names.ts";
import { today } from "./term-days.ts";
import { text } from "./text.ts";

/** What every consent says besides its parties. */
export interface Terms {
  readonly purpose: Purpose;
  readonly classes: readonly DataClass[];
  readonly untilOn: string;
}

interface TermsFieldsProps {
  /** Makes the fields' ids unique on the page. */
  readonly name: string;
  readonly purposes: readonly Purpose[];
  readonly terms: Terms;
  readonly onChange: (changed: Partial<Terms>) => void;
}

/** Purpose, data classes and term of a consent. */
export function TermsFields({ name, purposes, terms, onChange }: TermsFieldsProps) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <>
      <label htmlFor={`${name}-purpose`}>{t("purpose")}</label>
      <Select
        id={`${name}-purpose`}
        value={terms.purpose}
        options={purposes.map((value) => ({ value, label: phrase(purposeNames[value]) }))}
        onChange={(purpose) => onChange({ purpose })}
      />
      <span>{t("chooseData")}</span>
      <Checkbox.Group
        className="consent-checks"
        value={[...terms.classes]}
        options={dataClasses.map((value) => ({ value, label: phrase(dataClassNames[value]) }))}
        onChange={(classes) => onChange({ classes })}
      />
      <label htmlFor={`${name}-until`}>{t("untilOn")}</label>
      <DayInput
        id={`${name}-until`}
        min={today()}
        value={terms.untilOn}
        onChange={(untilOn) => onChange({ untilOn })}
      />
    </>
  );
}
