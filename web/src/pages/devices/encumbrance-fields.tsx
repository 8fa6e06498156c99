import { Button, Input, Select } from "antd";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import type { TwinData } from "./devices-api.ts";
import { elementText } from "./element-text.ts";
import { encumbranceNames } from "./names.ts";

type Encumbrance = TwinData["encumbrances"][number];

const kinds = Object.keys(encumbranceNames) as Encumbrance["kind"][];

/** The rights of others over an asset: added here, ended by their last day, never removed. */
export function EncumbranceFields({
  encumbrances,
  today,
  onChange,
}: {
  readonly encumbrances: readonly Encumbrance[];
  /** From when an added one holds, unless it is changed. */
  readonly today: string;
  readonly onChange: (encumbrances: readonly Encumbrance[]) => void;
}) {
  const t = useText(elementText);
  const phrase = usePhrase();
  const change = (index: number, changes: Partial<Encumbrance>): void =>
    onChange(encumbrances.map((one, at) => (at === index ? { ...one, ...changes } : one)));
  const added: Encumbrance = {
    kind: "mortgage",
    holder: "",
    reference: null,
    fromOn: today,
    untilOn: null,
  };
  return (
    <fieldset className="device-form__whole">
      <legend>{t("encumbrances")}</legend>
      {encumbrances.map((one, index) => (
        // Their order is their only name: none is removed while the form is open.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="device-form">
          <Select
            aria-label={t("kind")}
            value={one.kind}
            onChange={(kind) => change(index, { kind })}
            options={kinds.map((kind) => ({ value: kind, label: phrase(encumbranceNames[kind]) }))}
          />
          <Input
            aria-label={t("holder")}
            placeholder={t("holder")}
            value={one.holder}
            onChange={(event) => change(index, { holder: event.target.value })}
          />
          <Input
            aria-label={t("reference")}
            placeholder={t("reference")}
            value={one.reference ?? ""}
            onChange={(event) =>
              change(index, { reference: event.target.value === "" ? null : event.target.value })
            }
          />
          <DayInput label={t("from")} value={one.fromOn} onChange={(fromOn) => change(index, { fromOn })} />
          <DayInput
            label={t("until")}
            isClearable
            value={one.untilOn ?? ""}
            onChange={(untilOn) => change(index, { untilOn: untilOn === "" ? null : untilOn })}
          />
        </div>
      ))}
      <Button size="small" onClick={() => onChange([...encumbrances, added])}>
        {t("encumber")}
      </Button>
    </fieldset>
  );
}
