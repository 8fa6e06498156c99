import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import {
  changeTwin,
  type DeviceElement,
  type ElementPageData,
  type TwinData,
  type TwinVersion,
} from "./devices-api.ts";
import { elementText } from "./element-text.ts";
import { EncumbranceFields } from "./encumbrance-fields.tsx";
import { depreciationNames, elementStateNames } from "./names.ts";
import { draftOf, type TwinDraft, twinOf } from "./twin-draft.ts";

interface ChangeTwinProps {
  readonly element: ElementPageData;
  readonly newest: TwinVersion;
  readonly elements: readonly DeviceElement[];
}

/** Records a change as a new version: what was said before stays. */
export function ChangeTwin(props: ChangeTwinProps) {
  const t = useText(elementText);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button type="primary" onClick={() => setIsOpen(true)}>
        {t("change")}
      </Button>
      <Modal
        title={t("change")}
        open={isOpen}
        footer={null}
        destroyOnHidden
        width={820}
        onCancel={() => setIsOpen(false)}
      >
        <TwinForm {...props} onDone={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

const states = Object.keys(elementStateNames) as TwinData["state"][];
const methods = Object.keys(depreciationNames) as (keyof typeof depreciationNames)[];
const textFields = ["name", "type", "maker", "model", "serial", "shift"] as const;
const figureFields = [
  { key: "purchaseYuan", label: "purchase" },
  { key: "lifeMonths", label: "life" },
  { key: "residualPercent", label: "residual" },
  { key: "headcount", label: "headcount" },
] as const;

function TwinForm({ element, newest, elements, onDone }: ChangeTwinProps & { readonly onDone: () => void }) {
  const t = useText(elementText);
  const client = useQueryClient();
  const [draft, setDraft] = useState<TwinDraft>(() => draftOf(newest.data));
  const [validFrom, setValidFrom] = useState(() => businessDayOf(Date.now()));
  const data = twinOf(newest.data, draft);
  const save = useMutation({
    mutationFn: (wanted: TwinData) =>
      changeTwin(element.id, { after: element.versions.length, validFrom, data: wanted }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["devices"] });
      onDone();
    },
  });
  const isPerson = element.kind === "people";
  return (
    <form
      className="device-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (data !== null && validFrom !== "") save.mutate(data);
      }}
    >
      <p className="device-note device-form__whole">{t("changeNote")}</p>
      <div>
        <label htmlFor="twin-from">{t("validFrom")}</label>
        <DayInput id="twin-from" value={validFrom} onChange={setValidFrom} />
      </div>
      {textFields
        .filter((key) => key !== "shift" || isPerson)
        .map((key) => (
          <label key={key}>
            {t(key)}
            <Input
              value={draft[key]}
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
            />
          </label>
        ))}
      {figureFields
        .filter(({ key }) => (key === "headcount") === isPerson)
        .map(({ key, label }) => (
          <label key={key}>
            {t(label)}
            <Input
              inputMode="decimal"
              value={draft[key]}
              onChange={(event) => setDraft({ ...draft, [key]: event.target.value })}
            />
          </label>
        ))}
      <TwinChoices element={element} elements={elements} draft={draft} onChange={setDraft} />
      <EncumbranceFields
        encumbrances={draft.encumbrances}
        today={validFrom}
        onChange={(encumbrances) => setDraft({ ...draft, encumbrances })}
      />
      <div className="device-form__whole">
        <Refusal error={save.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={data === null || validFrom === ""}
          loading={save.isPending}
        >
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function TwinChoices({
  element,
  elements,
  draft,
  onChange,
}: {
  readonly element: ElementPageData;
  readonly elements: readonly DeviceElement[];
  readonly draft: TwinDraft;
  readonly onChange: (draft: TwinDraft) => void;
}) {
  const t = useText(elementText);
  const phrase = usePhrase();
  return (
    <>
      <label>
        {t("state")}
        <Select
          value={draft.state}
          onChange={(state) => onChange({ ...draft, state })}
          options={states.map((one) => ({ value: one, label: phrase(elementStateNames[one]) }))}
        />
      </label>
      <label>
        {t("parent")}
        <Select
          value={draft.parentId}
          onChange={(parentId) => onChange({ ...draft, parentId })}
          options={[
            { value: "", label: t("parentNone") },
            ...elements
              .filter(({ id }) => id !== element.id)
              .map((one) => ({ value: one.id, label: `${one.code} ${one.twin.data.name}` })),
          ]}
        />
      </label>
      <ValueChoices draft={draft} onChange={onChange} />
    </>
  );
}

function ValueChoices({
  draft,
  onChange,
}: {
  readonly draft: TwinDraft;
  readonly onChange: (draft: TwinDraft) => void;
}) {
  const t = useText(elementText);
  const phrase = usePhrase();
  return (
    <>
      <div>
        <label htmlFor="twin-in-service">{t("inService")}</label>
        <DayInput
          id="twin-in-service"
          isClearable
          value={draft.inServiceOn}
          onChange={(inServiceOn) => onChange({ ...draft, inServiceOn })}
        />
      </div>
      <label>
        {t("depreciation")}
        <Select
          value={draft.depreciation}
          onChange={(depreciation) => onChange({ ...draft, depreciation })}
          options={[
            { value: "" as const, label: t("none") },
            ...methods.map((one) => ({ value: one, label: phrase(depreciationNames[one]) })),
          ]}
        />
      </label>
      <label className="device-form__whole">
        {t("parameters")}
        <Input
          placeholder={t("parametersNote")}
          value={draft.parameters}
          onChange={(event) => onChange({ ...draft, parameters: event.target.value })}
        />
      </label>
    </>
  );
}
