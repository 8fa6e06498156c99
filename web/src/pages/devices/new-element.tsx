import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type DeviceElement, type ElementKind, saveElement } from "./devices-api.ts";
import { kindNames, mediumNames } from "./names.ts";
import { emptyTwin } from "./twin-draft.ts";
import { text } from "./text.ts";

interface NewElementProps {
  readonly enterpriseId: string;
  readonly elements: readonly DeviceElement[];
}

const kinds = Object.keys(kindNames) as ElementKind[];
const media = Object.keys(mediumNames) as Medium[];

/** Registers one element; what more is known of it is added on its own page. */
export function NewElement({ enterpriseId, elements }: NewElementProps) {
  const t = useText(text);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setIsOpen(true)}>{t("newElement")}</Button>
      <Modal
        title={t("newElement")}
        open={isOpen}
        footer={null}
        destroyOnHidden
        onCancel={() => setIsOpen(false)}
      >
        <ElementForm enterpriseId={enterpriseId} elements={elements} onDone={() => setIsOpen(false)} />
      </Modal>
    </>
  );
}

function ElementForm({ enterpriseId, elements, onDone }: NewElementProps & { readonly onDone: () => void }) {
  const t = useText(text);
  const client = useQueryClient();
  const [kind, setKind] = useState<ElementKind>("machine");
  const [code, setCode] = useState("");
  const [name, setName] = useState("");
  const [parentId, setParentId] = useState("");
  const [medium, setMedium] = useState<Medium>("electricity");
  const [validFrom, setValidFrom] = useState(() => businessDayOf(Date.now()));
  const save = useMutation({
    mutationFn: () =>
      saveElement({
        enterpriseId,
        kind,
        code,
        validFrom,
        data: {
          ...emptyTwin,
          name,
          parentId: parentId === "" ? null : parentId,
          medium: kind === "meter" ? medium : null,
        },
      }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["devices"] });
      onDone();
    },
  });
  const isReady = code.trim() !== "" && name.trim() !== "" && validFrom !== "";
  return (
    <form
      className="device-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) save.mutate();
      }}
    >
      <KindChoice kind={kind} medium={medium} onKind={setKind} onMedium={setMedium} />
      <label>
        {t("code")}
        <Input value={code} onChange={(event) => setCode(event.target.value)} />
      </label>
      <label>
        {t("name")}
        <Input value={name} onChange={(event) => setName(event.target.value)} />
      </label>
      <label>
        {t("parent")}
        <Select
          value={parentId}
          onChange={setParentId}
          options={[
            { value: "", label: t("parentNone") },
            ...elements.map((one) => ({ value: one.id, label: `${one.code} ${one.twin.data.name}` })),
          ]}
        />
      </label>
      <div>
        <label htmlFor="new-element-from">{t("validFrom")}</label>
        <DayInput id="new-element-from" value={validFrom} onChange={setValidFrom} />
      </div>
      <p className="device-note device-form__whole">{t("codeNote")}</p>
      <div className="device-form__whole">
        <Refusal error={save.error} />
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={save.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

type Medium = keyof typeof mediumNames;

function KindChoice({
  kind,
  medium,
  onKind,
  onMedium,
}: {
  readonly kind: ElementKind;
  readonly medium: Medium;
  readonly onKind: (kind: ElementKind) => void;
  readonly onMedium: (medium: Medium) => void;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <>
      <label>
        {t("kind")}
        <Select
          value={kind}
          onChange={onKind}
          options={kinds.map((one) => ({ value: one, label: phrase(kindNames[one]) }))}
        />
      </label>
      {kind === "meter" && (
        <label>
          {t("medium")}
          <Select
            value={medium}
            onChange={onMedium}
            options={media.map((one) => ({ value: one, label: phrase(mediumNames[one]) }))}
          />
        </label>
      )}
    </>
  );
}
