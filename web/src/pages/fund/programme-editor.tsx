import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { components } from "../../api/schema.d.ts";
import { createProgramme, draftVersion, type Programme, simulateTerms, type Terms } from "./fund-api.ts";
import { TermsEffects } from "./terms-effects.tsx";
import { TermsForm } from "./terms-form.tsx";
import { text } from "./text.ts";

interface ProgrammeEditorProps {
  /** Null for a new one. */
  readonly programme: Programme | null;
  readonly list: components["schemas"]["ProgrammeList"];
  readonly onClose: () => void;
}

/** Writes a programme's first version, or its next, and shows what it would mean for the claims that exist. */
export function ProgrammeEditor({ programme, list, onClose }: ProgrammeEditorProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const [terms, setTerms] = useState<Terms>(programme?.versions.at(-1)?.terms ?? list.defaults);
  const [fields, setFields] = useState(() => ({
    code: "",
    name: "",
    effectiveFrom: businessDayOf(Date.now()),
  }));
  const save = useMutation({
    mutationFn: () => {
      const { code, name, effectiveFrom } = fields;
      return programme === null
        ? createProgramme({ code, name, effectiveFrom, terms })
        : draftVersion(programme.id, { effectiveFrom, terms });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["fund"] });
      onClose();
    },
  });
  const simulate = useMutation({ mutationFn: (id: string) => simulateTerms(id, terms) });
  const input = (field: keyof typeof fields, label: string) => (
    <label className="fund-form__field">
      {label}
      <Input
        type={field === "effectiveFrom" ? "date" : "text"}
        value={fields[field]}
        onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
      />
    </label>
  );
  const isNamed = programme !== null || (fields.code !== "" && fields.name !== "");
  return (
    <Panel
      title={programme === null ? t("newProgramme") : `${t("editTerms")} · ${programme.name}`}
      note={t("termsNote")}
    >
      <form
        className="fund-form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        {programme === null && input("code", t("code"))}
        {programme === null && input("name", t("name"))}
        {input("effectiveFrom", t("effectiveFrom"))}
        <TermsForm terms={terms} onChange={setTerms} />
        <label className="fund-form__field fund-form__field--wide">
          {t("platforms")}
          <Select
            mode="multiple"
            value={terms.platforms.map(({ partyId }) => partyId)}
            options={list.platforms.map(({ partyId, name }) => ({ value: partyId, label: name }))}
            onChange={(chosen: string[]) =>
              setTerms({
                ...terms,
                platforms: list.platforms.filter(({ partyId }) => chosen.includes(partyId)),
              })
            }
          />
        </label>
        <div className="fund-form__field--wide soft">
          {t("unconfirmed")}
          <ul className="plain-list">
            {list.unconfirmed.map((one) => (
              <li key={one.term}>{phrase(one)}</li>
            ))}
          </ul>
        </div>
        <Refusal error={save.error ?? simulate.error} />
        <div className="fund__buttons">
          <Button type="primary" htmlType="submit" disabled={!isNamed} loading={save.isPending}>
            {t("save")}
          </Button>
          {programme !== null && (
            <Button loading={simulate.isPending} onClick={() => simulate.mutate(programme.id)}>
              {t("simulate")}
            </Button>
          )}
          <Button onClick={onClose}>{t("cancel")}</Button>
        </div>
      </form>
      {simulate.data !== undefined && <TermsEffects effects={simulate.data} />}
    </Panel>
  );
}
