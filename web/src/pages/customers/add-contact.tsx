import { Button, Input } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { text } from "./text.ts";
import { useAddEntry } from "./use-add-entry.ts";

const empty = { name: "", position: "", phone: "" };
const longest = { name: 100, position: 60, phone: 40 } as const;

/** A person to talk to in business. */
export function AddContact({ customerId }: { readonly customerId: string }) {
  const t = useText(text);
  const [fields, setFields] = useState(empty);
  const [today] = useState(() => businessDayOf(Date.now()));
  const add = useAddEntry(customerId, () => setFields(empty));
  const save = () => {
    const content = { ...fields, name: fields.name.trim(), email: "", isPrimary: false, endedOn: null };
    add.mutate({ kind: "contact", onDay: today, content });
  };
  return (
    <div>
      <h3>{t("addContact")}</h3>
      <div className="customers__form">
        {(["name", "position", "phone"] as const).map((field) => {
          const label = t(field === "name" ? "contactName" : field);
          return (
            <Input
              key={field}
              aria-label={label}
              placeholder={label}
              maxLength={longest[field]}
              value={fields[field]}
              onChange={(event) => setFields({ ...fields, [field]: event.target.value })}
            />
          );
        })}
        <Button disabled={fields.name.trim() === ""} loading={add.isPending} onClick={save}>
          {t("save")}
        </Button>
      </div>
      <Refusal error={add.error} />
    </div>
  );
}
