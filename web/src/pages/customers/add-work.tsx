import { Button, Input, Select } from "antd";
import { useState } from "react";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import type { CustomerRecord } from "./customers-api.ts";
import { text } from "./text.ts";
import { useAddEntry } from "./use-add-entry.ts";
import { wordOf } from "./words.ts";

const kinds = ["task", "ticket"] as const;
const categories = ["question", "complaint", "change", "repayment", "data", "other"] as const;
const planMs = 7 * 86_400_000;

/** A step of the maintenance plan or a service ticket, with who does it until when. */
export function AddWork({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { customer, people } = record;
  const [kind, setKind] = useState<(typeof kinds)[number]>("task");
  const [category, setCategory] = useState<(typeof categories)[number]>("question");
  const [title, setTitle] = useState("");
  const [today] = useState(() => businessDayOf(Date.now()));
  const [due, setDue] = useState(() => businessDayOf(Date.now() + planMs));
  const [owner, setOwner] = useState(customer.managerId ?? people[0]?.id ?? "");
  const add = useAddEntry(customer.id, () => setTitle(""));
  const save = () => {
    const common = { title: title.trim(), dueOn: due, ownerId: owner };
    const ticket = { ...common, category, urgency: "normal", text: "" } as const;
    add.mutate(
      kind === "task" ? { kind, onDay: today, content: common } : { kind, onDay: today, content: ticket },
    );
  };
  const words = <Code extends string>(codes: readonly Code[]) =>
    codes.map((value) => ({ value, label: phrase(wordOf(value)) }));
  const choose = { task: t("addTask"), ticket: t("addTicket") };
  return (
    <div>
      <h3>{choose[kind]}</h3>
      <div className="customers__form">
        <Select aria-label={t("kind")} value={kind} onChange={setKind} options={words(kinds)} />
        {kind === "ticket" && (
          <Select
            aria-label={t("reasons")}
            value={category}
            onChange={setCategory}
            options={words(categories)}
          />
        )}
        <Input
          aria-label={t("title")}
          placeholder={t("title")}
          maxLength={100}
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <DayInput label={t("due")} value={due} min={today} onChange={setDue} />
        <Select
          aria-label={t("owner")}
          value={owner}
          onChange={setOwner}
          options={people.map(({ id, name }) => ({ value: id, label: <span translate="no">{name}</span> }))}
        />
        <Button
          disabled={title.trim() === "" || owner === "" || due === ""}
          loading={add.isPending}
          onClick={save}
        >
          {t("save")}
        </Button>
      </div>
      <Refusal error={add.error} />
    </div>
  );
}
