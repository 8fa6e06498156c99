import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useMay } from "../../app/use-may.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Nothing } from "../../parts/states.tsx";
import { type CustomerEntry, type CustomerRecord, moveEntry } from "./customers-api.ts";
import { AddActivity } from "./add-activity.tsx";
import { AddContact } from "./add-contact.tsx";
import { AddWork } from "./add-work.tsx";
import { Word } from "./marks.tsx";
import { text } from "./text.ts";

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
