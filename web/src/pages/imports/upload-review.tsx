import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import type { FileChoice } from "./file-choice.ts";
import { inspectionQuery, startImport } from "./imports-api.ts";
import { MappingEditor } from "./mapping-editor.tsx";
import { RecognisedTable } from "./recognised-table.tsx";
import { text } from "./text.ts";

/** The recognised files of an upload: correct owner and layout, then import. */
export function UploadReview({ uploadId, dataset }: { readonly uploadId: string; readonly dataset: string }) {
  const t = useText(text);
  const client = useQueryClient();
  const navigate = useNavigate();
  const query = useQuery(inspectionQuery(uploadId, dataset));
  const [choices, setChoices] = useState<Readonly<Record<string, FileChoice>>>({});
  const [basis, setBasis] = useState("");
  const [edited, setEdited] = useState<string | null>(null);
  const start = useMutation({
    mutationFn: async () =>
      await startImport({
        uploadId,
        dataset,
        files: Object.entries(choices).map(([name, choice]) => ({ name, ...choice })),
        ...(basis.trim() === "" ? {} : { basis: basis.trim() }),
      }),
    onSuccess: async ({ importId }) => {
      await client.invalidateQueries({ queryKey: ["imports"] });
      await navigate({ to: "/imports/$importId", params: { importId } });
    },
  });
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  const { files, simulated } = query.data;
  const known = files.filter(({ layout }) => layout !== null).length;
  const earlier = files.filter((file) => file.earlier !== null).length;
  const taken = files.filter(({ name }) => choices[name]?.isSkipped !== true).length;
  const choose = (name: string, choice: FileChoice) =>
    setChoices((all) => ({ ...all, [name]: { ...all[name], ...choice } }));
  const file = files.find(({ name }) => name === edited);
  return (
    <Panel
      title={`${t("recognised")} · ${dataset}`}
      note={t("recognisedNote", { files: files.length, known, unknown: files.length - known, earlier })}
      actions={
        <Link to="/imports" search={{}} className="button-link">
          {t("startOver")}
        </Link>
      }
    >
      {simulated && <p className="imports__simulated">{t("simulatedFiles")}</p>}
      <RecognisedTable files={files} choices={choices} onChoose={choose} onMap={setEdited} />
      <div className="imports__form">
        <label htmlFor="import-basis">{t("basis")}</label>
        <Input
          id="import-basis"
          value={basis}
          maxLength={200}
          onChange={(event) => setBasis(event.target.value)}
        />
        <span className="soft">{t("basisNote")}</span>
        <Button
          type="primary"
          disabled={taken === 0}
          loading={start.isPending}
          onClick={() => start.mutate()}
        >
          {t("start", { files: taken })}
        </Button>
      </div>
      <Refusal error={start.error} />
      {file !== undefined && (
        <MappingEditor
          key={file.name}
          uploadId={uploadId}
          file={file}
          onClose={() => setEdited(null)}
          onSaved={(mapping) => {
            choose(file.name, { mapping });
            setEdited(null);
            void client.invalidateQueries({ queryKey: ["inspection"] });
          }}
        />
      )}
    </Panel>
  );
}
