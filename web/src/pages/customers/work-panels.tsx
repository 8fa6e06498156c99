import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Nothing } from "../../parts/states.tsx";
import { addCustomerEntry, type CustomerEntry, type CustomerRecord, moveEntry } from "./customers-api.ts";
import { AddContact } from "./add-contact.tsx";
import { AddWork } from "./add-work.tsx";
import { Word } from "./marks.tsx";
import { text } from "./text.ts";
import { wordOf } from "./words.ts";

/** Contacts, the maintenance plan, service tickets and offers, and a place to note a contact. */
export function WorkPanels({ record }: { readonly record: CustomerRecord }) {
  const t = useText(text);
  const may = useMay();
  const contacts = record.entries.filter(({ kind }) => kind === "contact");
  const work = record.entries.filter(({ kind }) => kind === "task" || kind === "ticket" || kind === "offer");
  return (
    <>
      <div className="span-7">
        <Panel title={t("work")}>
          {work.length === 0 ? <Nothing title={t("nothing")} /> : <WorkTable rows={work} record={record} />}
          {may("customer.write") && <AddWork record={record} />}
        </Panel>
      </div>
      <div className="span-5">
        <Panel title={t("contacts")} note={t("contactsNote")}>
          {contacts.length === 0 ? <Nothing title={t("nothing")} /> : <ContactTable rows={contacts} />}
          {may("customer.write") && <AddContact customerId={record.customer.id} />}
          {may("customer.write") && <AddActivity customerId={record.customer.id} />}
        </Panel>
      </div>
    </>
  );
}

function textOf({ content }: CustomerEntry, field: string): string {
  const value = content[field];
  return typeof value === "string" ? value : "";
}

function ContactTable({ rows }: { readonly rows: readonly CustomerEntry[] }) {
  const t = useText(text);
  return (
    <FigureTable
      label={t("contacts")}
      rows={rows}
      rowKey={({ id }) => id}
      columns={(["name", "position", "phone"] as const).map((field) => ({
        key: field,
        title: t(field === "name" ? "contactName" : field),
        render: (row: CustomerEntry) => <span translate="no">{textOf(row, field)}</span>,
      }))}
    />
  );
}

/** Which states may follow; the server refuses any other. */
const nextStates: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  task: { open: ["done", "cancelled"] },
  ticket: {
    open: ["working", "resolved"],
    working: ["waiting", "resolved"],
    waiting: ["working", "resolved"],
    resolved: ["closed"],
  },
  offer: { made: ["accepted", "declined"], accepted: ["converted", "declined"] },
};

function WorkTable({
  rows,
  record,
}: {
  readonly rows: readonly CustomerEntry[];
  readonly record: CustomerRecord;
}) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: ({ id, state }: { id: string; state: string }) => moveEntry(id, { state, note: "" }),
    onSuccess: () => client.invalidateQueries({ queryKey: ["customers"] }),
  });
  const nameOf = (id: string) => record.people.find((person) => person.id === id)?.name ?? "—";
  return (
    <>
      <Refusal error={move.error} />
      <FigureTable
        label={t("work")}
        isTall
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          { key: "kind", title: t("kind"), render: ({ kind }) => <Word code={kind} /> },
          {
            key: "title",
            title: t("title"),
            render: (row) =>
              row.kind === "offer" ? (
                <Word code={textOf(row, "product")} />
              ) : (
                <span translate="no">{textOf(row, "title")}</span>
              ),
          },
          { key: "due", title: t("due"), render: (row) => textOf(row, "dueOn") || row.onDay },
          {
            key: "owner",
            title: t("owner"),
            render: (row) => (
              <span translate="no">{nameOf(textOf(row, "ownerId") || (row.madeBy ?? ""))}</span>
            ),
          },
          { key: "state", title: t("state"), render: (row) => <Word code={textOf(row, "state")} /> },
          {
            key: "next",
            title: "",
            render: (row) =>
              may("customer.write") && (
                <span className="customers__chips">
                  {(nextStates[row.kind]?.[textOf(row, "state")] ?? []).map((state) => (
                    <Button
                      key={state}
                      size="small"
                      loading={move.isPending && move.variables.id === row.id}
                      onClick={() => move.mutate({ id: row.id, state })}
                    >
                      <Word code={state} />
                    </Button>
                  ))}
                </span>
              ),
          },
        ]}
      />
    </>
  );
}

const forms = ["visit", "call", "message", "feedback", "preference", "needSurvey"] as const;

function AddActivity({ customerId }: { readonly customerId: string }) {
  const t = useText(text);
  const phrase = usePhrase();
  const client = useQueryClient();
  const [form, setForm] = useState<(typeof forms)[number]>("visit");
  const [words, setWords] = useState("");
  const [today] = useState(() => businessDayOf(Date.now()));
  const add = useMutation({
    mutationFn: () =>
      addCustomerEntry(customerId, {
        kind: "activity",
        onDay: today,
        content: { form, text: words.trim(), rating: null, need: null },
      }),
    onSuccess: () => {
      setWords("");
      return client.invalidateQueries({ queryKey: ["customers"] });
    },
  });
  return (
    <div>
      <h3>{t("addNote")}</h3>
      <div className="customers__form">
        <Select
          aria-label={t("kind")}
          value={form}
          onChange={setForm}
          style={{ minWidth: 110 }}
          options={forms.map((value) => ({ value, label: phrase(wordOf(value)) }))}
        />
        <Input.TextArea
          aria-label={t("words")}
          placeholder={t("words")}
          autoSize={{ minRows: 1, maxRows: 4 }}
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        <Button
          type="primary"
          disabled={words.trim() === ""}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          {t("save")}
        </Button>
      </div>
      <Refusal error={add.error} />
    </div>
  );
}
