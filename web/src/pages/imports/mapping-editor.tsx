import { useMutation, useQuery } from "@tanstack/react-query";
import { Button, Drawer, Input, Select } from "antd";
import { useState } from "react";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type InspectedFile, type MappingJson, previewFile, saveMapping } from "./imports-api.ts";
import {
  type Draft,
  guessDraft,
  isComplete,
  type MappedKind,
  mappedKinds,
  mappingOfDraft,
  shownFields,
} from "./mapping-draft.ts";
import { mappingText } from "./mapping-text.ts";
import { PreviewTable } from "./preview-table.tsx";
import { text } from "./text.ts";

interface MappingEditorProps {
  readonly uploadId: string;
  readonly file: InspectedFile;
  readonly onClose: () => void;
  readonly onSaved: (mappingId: string) => void;
}

const idPattern = /^[a-z0-9-]{1,40}$/;

/** Says what the columns of a file mean: choose, see it read at once, save it under a name. */
export function MappingEditor({ uploadId, file, onClose, onSaved }: MappingEditorProps) {
  const m = useText(mappingText);
  const columns = file.columns.map(({ name }) => name);
  const [kind, setKind] = useState<MappedKind>(kindOf(file));
  const [draft, setDraft] = useState<Draft>(() => guessDraft(kindOf(file), columns));
  const [named, setNamed] = useState<Named>({ id: "", name: "" });
  const isReady = isComplete(kind, draft);
  const tried = mappingOfDraft(kind, draft, { id: "preview", name: "preview" });
  const preview = useQuery({
    queryKey: ["mapping-preview", uploadId, file.name, tried],
    queryFn: () => previewFile(uploadId, { name: file.name, mapping: tried }),
    enabled: isReady,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const save = useMutation({
    mutationFn: async (mapping: MappingJson) => await saveMapping(mapping),
    onSuccess: ({ id }) => onSaved(id),
  });
  const isNamed = idPattern.test(named.id) && named.name.trim() !== "";
  return (
    <Drawer open size={1180} onClose={onClose} title={m("title", { file: file.name })}>
      <div className="mapping-editor">
        <div className="mapping-editor__fields">
          <label htmlFor="mapping-kind">{m("kind")}</label>
          <Select
            id="mapping-kind"
            value={kind}
            onChange={(next) => {
              setKind(next);
              setDraft(guessDraft(next, columns));
            }}
            options={mappedKinds.map((value) => ({ value, label: m(value) }))}
          />
          <DraftForm
            kind={kind}
            draft={draft}
            file={file}
            onChange={(key, value) => setDraft({ ...draft, [key]: value })}
          />
          <NameFields named={named} onChange={setNamed} />
          <Button
            type="primary"
            disabled={!isReady || !isNamed || preview.isError}
            loading={save.isPending}
            onClick={() => save.mutate(mappingOfDraft(kind, draft, named))}
          >
            {m("save")}
          </Button>
          <span className="soft">{m("saveNote")}</span>
          <Refusal error={save.error} />
        </div>
        <Preview file={isReady && preview.data !== undefined ? preview.data : file} error={preview.error} />
      </div>
    </Drawer>
  );
}

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Under what name the mapping is kept. */
function NameFields({
  named,
  onChange,
}: {
  readonly named: Named;
  readonly onChange: (named: Named) => void;
}) {
  const m = useText(mappingText);
  return (
    <>
      <label htmlFor="mapping-id">{m("id")}</label>
      <Input
        id="mapping-id"
        value={named.id}
        placeholder="city-bank-statement"
        status={named.id !== "" && !idPattern.test(named.id) ? "error" : ""}
        onChange={(event) => onChange({ ...named, id: event.target.value })}
      />
      <label htmlFor="mapping-name">{m("name")}</label>
      <Input
        id="mapping-name"
        value={named.name}
        maxLength={80}
        placeholder={m("namePlaceholder")}
        onChange={(event) => onChange({ ...named, name: event.target.value })}
      />
    </>
  );
}

function kindOf({ layout, nearest }: InspectedFile): MappedKind {
  const known = mappedKinds.find((kind) => kind === layout?.kind);
  if (known !== undefined) return known;
  if (nearest === null) return "statements";
  if (nearest.id.startsWith("statement-")) return "statements";
  return nearest.id.includes("invoice") ? "invoices" : "documents";
}

function Preview({ file, error }: { readonly file: InspectedFile; readonly error: Error | null }) {
  const m = useText(mappingText);
  const t = useText(text);
  const bad = file.rows.filter(({ problem }) => problem !== null).length;
  return (
    <div className="mapping-editor__preview">
      <Refusal error={error} />
      <p role="status">
        {file.layout === null
          ? m("notYet")
          : t(bad === 0 ? "rowsFine" : "rowsBad", { rows: file.rows.length, bad })}
      </p>
      <PreviewTable file={file} />
    </div>
  );
}

interface DraftFormProps {
  readonly kind: MappedKind;
  readonly draft: Draft;
  readonly file: InspectedFile;
  readonly onChange: (key: string, value: string) => void;
}

function DraftForm({ kind, draft, file, onChange }: DraftFormProps) {
  const phrase = usePhrase();
  const m = useText(mappingText);
  const columns = file.columns.map(({ name, samples }) => ({
    value: name,
    label: samples[0] === undefined ? name : `${name} · ${samples[0].slice(0, 18)}`,
  }));
  return shownFields(kind, draft).map((field) => (
    <div key={field.key} className="mapping-editor__fields">
      <label htmlFor={`draft-${field.key}`}>
        {phrase(field.label)}
        {field.isRequired === true && " *"}
      </label>
      {field.kind === "words" ? (
        <Input
          id={`draft-${field.key}`}
          value={draft[field.key] ?? ""}
          onChange={(event) => onChange(field.key, event.target.value)}
        />
      ) : (
        <Select
          id={`draft-${field.key}`}
          showSearch
          status={field.isRequired === true && draft[field.key] === "" ? "error" : ""}
          value={draft[field.key] ?? ""}
          onChange={(value) => onChange(field.key, value)}
          options={
            field.kind === "column"
              ? [{ value: "", label: m("noColumn") }, ...columns]
              : (field.options ?? []).map(({ value, label }) => ({ value, label: phrase(label) }))
          }
        />
      )}
    </div>
  ));
}
