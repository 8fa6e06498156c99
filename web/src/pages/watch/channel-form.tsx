import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { channelText } from "./channel-text.ts";
import { addChannel, channelsQuery, type NewChannel } from "./watch-api.ts";

type Kind = NewChannel["kind"];
type Field =
  | "webhookUrl"
  | "secret"
  | "url"
  | "body"
  | "phones"
  | "successText"
  | "host"
  | "port"
  | "user"
  | "password"
  | "from"
  | "to"
  | "link";

const kinds: readonly Kind[] = ["weCom", "dingTalk", "sms", "email"];
const fieldsOf: Readonly<Record<Kind, readonly Field[]>> = {
  weCom: ["webhookUrl", "link"],
  dingTalk: ["webhookUrl", "secret", "link"],
  sms: ["url", "body", "phones", "successText", "link"],
  email: ["host", "port", "user", "password", "from", "to", "link"],
};
const secretFields: ReadonlySet<Field> = new Set(["webhookUrl", "secret", "password"]);
const tlsPort = 465;

/** Sets a channel up; what is typed here is never shown again. */
export function ChannelForm({
  people,
}: {
  readonly people: readonly { readonly id: string; readonly name: string }[];
}) {
  const t = useText(channelText);
  const client = useQueryClient();
  const [kind, setKind] = useState<Kind>("weCom");
  const [name, setName] = useState("");
  const [audienceId, setAudienceId] = useState("");
  const [values, setValues] = useState<Partial<Record<Field, string>>>({});
  const add = useMutation({
    mutationFn: addChannel,
    onSuccess: () => {
      setValues({});
      setName("");
      return client.invalidateQueries({ queryKey: channelsQuery.queryKey });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate({
      kind,
      name,
      audienceId: audienceId === "" ? null : audienceId,
      settings: settingsOf(kind, values),
    });
  };
  return (
    <Panel title={t("add")} note={t("addNote")}>
      <form className="watch-form" onSubmit={submit} autoComplete="off">
        <label className="watch-form__row">
          {t("kind")}
          <Select
            value={kind}
            onChange={setKind}
            options={kinds.map((value) => ({ value, label: t(value) }))}
          />
        </label>
        <label className="watch-form__row">
          {t("name")}
          <Input value={name} maxLength={64} onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="watch-form__row">
          {t("audience")}
          <Select
            value={audienceId}
            onChange={setAudienceId}
            options={[
              { value: "", label: t("everybody") },
              ...people.map((person) => ({ value: person.id, label: person.name })),
            ]}
          />
        </label>
        {fieldsOf[kind].map((field) => (
          <label className="watch-form__row" key={field}>
            {t(field)}
            <Input
              type={secretFields.has(field) ? "password" : "text"}
              autoComplete="new-password"
              value={values[field] ?? ""}
              onChange={(event) => setValues({ ...values, [field]: event.target.value })}
            />
          </label>
        ))}
        <Refusal error={add.error} />
        <Button type="primary" htmlType="submit" disabled={name.trim() === ""} loading={add.isPending}>
          {t("save")}
        </Button>
      </form>
    </Panel>
  );
}

function settingsOf(kind: Kind, values: Partial<Record<Field, string>>): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  for (const field of fieldsOf[kind]) {
    const value = values[field]?.trim() ?? "";
    if (value === "") continue;
    if (field === "phones" || field === "to")
      settings[field] = value.split(/[,，\s]+/).filter((part) => part !== "");
    else if (field === "port") settings[field] = Number(value);
    else settings[field] = value;
  }
  if (kind === "email") settings["secure"] = settings["port"] === tlsPort;
  return settings;
}
