import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { Button, Input, Progress, Segmented, Select } from "antd";
import { useState } from "react";
import { evaluationsQuery } from "../../api/queries.ts";
import { uploadFiles, type UploadProgress } from "../../api/upload-files.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { BackIcon } from "../../parts/icons.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { FileDrop } from "../runs/file-drop.tsx";
import { createProject, projectsQuery } from "./studio-api.ts";
import { text } from "./text.ts";
import "../runs/runs.css";
import "./scorecard.css";

/** A new project: its name, and a file or an evaluation to take the rows from. */
export function NewProjectPage() {
  const t = useText(text);
  usePageTitle(t("newTitle"));
  const [name, setName] = useState("");
  const [kind, setKind] = useState<"upload" | "evaluation">("upload");
  const [files, setFiles] = useState<readonly File[]>([]);
  const [evaluationId, setEvaluationId] = useState<string | null>(null);
  const { create, progress } = useCreate();
  const isReady = name.trim() !== "" && (kind === "upload" ? files.length === 1 : evaluationId !== null);
  return (
    <form
      className="studio"
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name: name.trim(), kind, files, evaluationId });
      }}
    >
      <Link to="/scorecards" className="back-link">
        <BackIcon /> {t("back")}
      </Link>
      <h1>{t("newTitle")}</h1>
      <Panel title={t("projectName")}>
        <Input
          aria-label={t("projectName")}
          value={name}
          maxLength={100}
          style={{ maxWidth: 420 }}
          onChange={(event) => setName(event.target.value)}
        />
      </Panel>
      <Panel
        title={t("source")}
        note={t(kind === "upload" ? "fileNote" : "evaluationNote")}
        actions={
          <Segmented
            value={kind}
            aria-label={t("source")}
            onChange={setKind}
            options={[
              { value: "upload", label: t("fromFile") },
              { value: "evaluation", label: t("fromEvaluation") },
            ]}
          />
        }
      >
        {kind === "upload" ? (
          <>
            <FileDrop files={files} onFiles={setFiles} isDisabled={create.isPending} />
            {files.length > 1 && <p className="refusal">{t("oneFile")}</p>}
          </>
        ) : (
          <EvaluationChoice value={evaluationId} onChange={setEvaluationId} />
        )}
        {create.isPending && progress !== null && <UploadBar progress={progress} />}
      </Panel>
      <div className="studio__actions">
        <Button type="primary" htmlType="submit" disabled={!isReady} loading={create.isPending}>
          {t("create")}
        </Button>
        <Refusal error={create.error} />
      </div>
    </form>
  );
}

interface EvaluationChoiceProps {
  readonly value: string | null;
  readonly onChange: (id: string) => void;
}

function EvaluationChoice({ value, onChange }: EvaluationChoiceProps) {
  const t = useText(text);
  const { data } = useQuery(evaluationsQuery);
  const finished = (data?.items ?? []).filter(({ state }) => state === "succeeded");
  return (
    <Select
      aria-label={t("evaluation")}
      placeholder={t("evaluation")}
      value={value}
      style={{ width: "100%", maxWidth: 420 }}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
      options={finished.map(({ id, dataset, finishedAtMs }) => ({
        value: id,
        label: (
          <span translate="no">
            {dataset} <span className="soft">{formatInstant(finishedAtMs).slice(0, 16)}</span>
          </span>
        ),
      }))}
    />
  );
}

interface ProjectToCreate {
  readonly name: string;
  readonly kind: "upload" | "evaluation";
  readonly files: readonly File[];
  readonly evaluationId: string | null;
}

/** Sends the file where there is one, makes the project, and goes to it. */
function useCreate() {
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const navigate = useNavigate();
  const client = useQueryClient();
  const sourceOf = async ({ kind, files, evaluationId }: ProjectToCreate) => {
    if (kind === "evaluation") return { kind, evaluationId: evaluationId ?? "" };
    const signal = new AbortController().signal;
    const uploadId = await uploadFiles({ files, signal, onProgress: setProgress });
    return { kind, uploadId, file: files[0]?.name ?? "" };
  };
  const create = useMutation({
    mutationFn: async (wanted: ProjectToCreate) =>
      await createProject({ name: wanted.name, source: await sourceOf(wanted) }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: projectsQuery.queryKey });
      await navigate({ to: "/scorecards/projects/$projectId", params: { projectId: id }, search: {} });
    },
  });
  return { create, progress };
}

function UploadBar({ progress }: { readonly progress: UploadProgress }) {
  const t = useText(text);
  return (
    <div role="status">
      <span translate="no">{t("uploading", { file: progress.file })}</span>
      <Progress percent={Math.floor((100 * progress.sentBytes) / Math.max(1, progress.totalBytes))} />
    </div>
  );
}
