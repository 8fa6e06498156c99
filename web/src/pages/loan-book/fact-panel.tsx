import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type LoanDetail, recordFact, rulesQuery } from "./loan-book-api.ts";
import { text } from "./text.ts";

type Kind = LoanDetail["facts"][number]["kind"];

interface FactPanelProps {
  readonly loanId: string;
  readonly facts: LoanDetail["facts"];
}

/** Reasons that a person recorded, and recording one. */
export function FactPanel({ loanId, facts }: FactPanelProps) {
  const t = useText(text);
  const may = useMay();
  const nameOf = useFactNames();
  return (
    <Panel title={t("facts")} note={t("factsNote")}>
      {facts.length === 0 ? (
        <p className="soft">{t("noFacts")}</p>
      ) : (
        <FigureTable
          label={t("facts")}
          rows={facts}
          rowKey={({ id }) => id}
          columns={[
            { key: "kind", title: t("kind"), render: ({ kind }) => nameOf(kind) },
            { key: "from", title: t("from"), render: ({ from }) => from },
            { key: "to", title: t("to"), render: ({ to }) => to ?? "—" },
            { key: "note", title: t("note"), render: ({ note }) => note },
          ]}
        />
      )}
      {may("loanBook.record") && <FactForm loanId={loanId} />}
    </Panel>
  );
}

function useFactNames(): (kind: Kind) => string {
  const t = useText(text);
  const phrase = usePhrase();
  const rules = useQuery(rulesQuery);
  return (kind) => {
    const rule = rules.data?.rules.find(({ code }) => code === kind);
    return rule === undefined ? (kind === "operationalOverdue" ? t(kind) : kind) : phrase(rule.text);
  };
}

function FactForm({ loanId }: { readonly loanId: string }) {
  const t = useText(text);
  const client = useQueryClient();
  const nameOf = useFactNames();
  const rules = useQuery(rulesQuery);
  const [kind, setKind] = useState<Kind | null>(null);
  const [from, setFrom] = useState("");
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const record = useMutation({
    mutationFn: async () =>
      kind === null ? null : await recordFact(loanId, { kind, from, to: to === "" ? null : to, note }),
    onSuccess: async () => {
      setNote("");
      await client.invalidateQueries({ queryKey: ["loan", loanId] });
      await client.invalidateQueries({ queryKey: ["class-moves"] });
    },
  });
  const kinds: Kind[] = [
    "operationalOverdue",
    ...(rules.data?.rules ?? []).flatMap(({ code, isRecorded }) => (isRecorded ? [code as Kind] : [])),
  ];
  return (
    <>
      <div className="fact-form">
        <Select
          aria-label={t("kind")}
          placeholder={t("kind")}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: nameOf(value) }))}
        />
        <DayInput label={t("from")} value={from} onChange={setFrom} />
        <DayInput label={t("to")} value={to} onChange={setTo} isClearable />
        <Input
          aria-label={t("note")}
          placeholder={t("note")}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        <Button
          type="primary"
          disabled={kind === null || from === "" || note === ""}
          loading={record.isPending}
          onClick={() => record.mutate()}
        >
          {t("record")}
        </Button>
      </div>
      <Refusal error={record.error} />
    </>
  );
}
