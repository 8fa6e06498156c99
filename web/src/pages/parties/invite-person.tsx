import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import type { Person } from "../../api/types.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { roleNames } from "../../parts/party-names.ts";
import { Refusal } from "../../parts/refusal.tsx";
import type { ShownInvitation } from "./invitation-notice.tsx";
import { addPerson, peopleQuery } from "./parties-api.ts";
import { text } from "./text.ts";

interface InvitePersonProps {
  readonly roles: readonly Person["role"][];
  readonly onInvitation: (invitation: ShownInvitation) => void;
}

/** Adds a person to the reader's party. */
export function InvitePerson({ roles, onInvitation }: InvitePersonProps) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [role, setRole] = useState<Person["role"] | null>(null);
  const add = useMutation({
    mutationFn: async (person: { name: string; role: Person["role"] }) => ({
      name: person.name,
      ...(await addPerson(person)),
    }),
    onSuccess: (made) => {
      onInvitation(made);
      setName("");
      return client.invalidateQueries({ queryKey: peopleQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "" && role !== null) add.mutate({ name, role });
  };
  return (
    <Panel title={t("invite")} note={t("inviteNote")}>
      <form className="party-form" onSubmit={submit}>
        <label htmlFor="person-name">{t("user")}</label>
        <Input
          id="person-name"
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <label htmlFor="person-role">{t("role")}</label>
        <Select
          id="person-role"
          value={role}
          options={roles.map((value) => ({ value, label: phrase(roleNames[value]) }))}
          onChange={setRole}
        />
        <Refusal error={add.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={name === "" || role === null}
          loading={add.isPending}
        >
          {t("makeInvitation")}
        </Button>
      </form>
    </Panel>
  );
}
