import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import type { Party } from "../../api/types.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { partyKindNames } from "../../parts/party-names.ts";
import { Refusal } from "../../parts/refusal.tsx";
import type { ShownInvitation } from "./invitation-notice.tsx";
import { createParty, type NewParty, partiesQuery } from "./parties-api.ts";
import { text } from "./text.ts";

const kinds: readonly Party["kind"][] = ["enterprise", "fund", "platform", "bank", "regulator"];
const empty = { code: "", name: "", firstPerson: "" };

/** Makes a party with its first person: the owner of an enterprise, the administrator of any other. */
export function CreateParty({ onInvitation }: { readonly onInvitation: (made: ShownInvitation) => void }) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const [kind, setKind] = useState<Party["kind"]>("enterprise");
  const [fields, setFields] = useState(empty);
  const create = useMutation({
    mutationFn: (party: NewParty) => createParty(party),
    onSuccess: ({ invitation }, { firstPerson }) => {
      onInvitation({ name: firstPerson.name, ...invitation });
      setFields(empty);
      return client.invalidateQueries({ queryKey: partiesQuery.queryKey });
    },
  });
  const isComplete = Object.values(fields).every((value) => value !== "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { code, name, firstPerson } = fields;
    const role = kind === "enterprise" ? "owner" : "administrator";
    if (isComplete) create.mutate({ kind, code, name, firstPerson: { name: firstPerson, role } });
  };
  const input = (field: keyof typeof empty) => (
    <Input
      id={`party-${field}`}
      autoComplete="off"
      value={fields[field]}
      onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
    />
  );
  return (
    <Panel title={t("newParty")} note={t("newPartyNote")}>
      <form className="party-form" onSubmit={submit}>
        <label htmlFor="party-kind">{t("kind")}</label>
        <Select
          id="party-kind"
          value={kind}
          options={kinds.map((value) => ({ value, label: phrase(partyKindNames[value]) }))}
          onChange={setKind}
        />
        <label htmlFor="party-code">{t("code")}</label>
        {input("code")}
        <p className="soft party-form__note">{t("codeNote")}</p>
        <label htmlFor="party-name">{t("name")}</label>
        {input("name")}
        <label htmlFor="party-firstPerson">{t("firstPerson")}</label>
        {input("firstPerson")}
        <Refusal error={create.error} />
        <Button type="primary" htmlType="submit" disabled={!isComplete} loading={create.isPending}>
          {t("create")}
        </Button>
      </form>
    </Panel>
  );
}
