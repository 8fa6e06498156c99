import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Button, Input, Progress } from "antd";
import { useRef, useState } from "react";
import { startEvaluation } from "../../api/actions.ts";
import type { UploadProgress } from "../../api/upload-files.ts";
import { uploadFiles } from "../../api/upload-files.ts";
import { formatBytes } from "../../figures/format-number.ts";
import { fenOfWan } from "../../figures/format-money.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure } from "../../parts/states.tsx";
import { FileDrop } from "./file-drop.tsx";
import { text } from "./text.ts";

const datasetPattern = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u;

interface RunToStart {
  readonly files: readonly File[];
  readonly dataset: string;
  readonly budgetFen: string | null;
  readonly basis: string;
}

/** Files, a name, a budget; then upload, start, and on to the live progress. */
export function NewRun() {
  const t = useText(text);
  const [files, setFiles] = useState<readonly File[]>([]);
  const [dataset, setDataset] = useState("");
  const [budget, setBudget] = useState("");
  const [basis, setBasis] = useState("");
  const { start, progress, cancel } = useStart();
  const budgetFen = budget === "" ? null : fenOfWan(budget);
  const isDatasetWrong = dataset !== "" && !datasetPattern.test(dataset);
  const isBudgetWrong = budget !== "" && (budgetFen === null || budgetFen === "0");
  const isReady = files.length > 0 && datasetPattern.test(dataset) && !isBudgetWrong;
  return (
    <Panel title={t("newRun")} note={t("newRunNote")}>
      <form
        className="new-run"
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady) start.mutate({ files, dataset, budgetFen, basis: basis.trim() });
        }}
      >
        <FileDrop files={files} onFiles={setFiles} isDisabled={start.isPending} />
        <label htmlFor="dataset">{t("dataset")}</label>
        <Input
          id="dataset"
          value={dataset}
          maxLength={64}
          aria-describedby="dataset-note"
          status={isDatasetWrong ? "error" : ""}
          onChange={(event) => setDataset(event.target.value)}
        />
        <p id="dataset-note" className={isDatasetWrong ? "field-error" : "field-note"}>
          {isDatasetWrong ? t("datasetWrong") : t("datasetNote")}
        </p>
        <label htmlFor="budget">{t("budget")}</label>
        <Input
          id="budget"
          inputMode="decimal"
          value={budget}
          aria-describedby="budget-note"
          status={isBudgetWrong ? "error" : ""}
          onChange={(event) => setBudget(event.target.value)}
        />
        {isBudgetWrong && (
          <p id="budget-note" className="field-error">
            {t("budgetWrong")}
          </p>
        )}
        <BasisField value={basis} onChange={setBasis} />
        {start.isPending && progress !== null && <UploadBar progress={progress} onCancel={cancel} />}
        {start.isError && start.error.name !== "AbortError" && <Failure error={start.error} />}
        <Button type="primary" htmlType="submit" block disabled={!isReady} loading={start.isPending}>
          {t("start")}
        </Button>
      </form>
    </Panel>
  );
}

interface BasisFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** By what right files of enterprises that are not registered are held. */
function BasisField({ value, onChange }: BasisFieldProps) {
  const t = useText(text);
  return (
    <>
      <label htmlFor="basis">{t("basis")}</label>
      <Input
        id="basis"
        value={value}
        maxLength={200}
        aria-describedby="basis-note"
        onChange={(event) => onChange(event.target.value)}
      />
      <p id="basis-note" className="field-note">
        {t("basisNote")}
      </p>
    </>
  );
}

function useStart() {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const controller = useRef<AbortController | null>(null);
  const start = useMutation({
    mutationFn: async ({ files, dataset, budgetFen, basis }: RunToStart) => {
      controller.current = new AbortController();
      const uploadId = await uploadFiles({
        files,
        signal: controller.current.signal,
        onProgress: setProgress,
      });
      return await startEvaluation({
        uploadId,
        dataset,
        ...(budgetFen === null ? {} : { budgetFen }),
        ...(basis === "" ? {} : { basis }),
      });
    },
    onSuccess: async ({ jobId }) => {
      await queries.invalidateQueries({ queryKey: ["evaluations"] });
      await navigate({ to: "/runs/$jobId", params: { jobId } });
    },
  });
  return { start, progress, cancel: () => controller.current?.abort() };
}

function UploadBar({
  progress,
  onCancel,
}: {
  readonly progress: UploadProgress;
  readonly onCancel: () => void;
}) {
  const t = useText(text);
  const share = progress.totalBytes === 0 ? 0 : progress.sentBytes / progress.totalBytes;
  return (
    <div className="upload-bar" role="status">
      <span translate="no">{t("uploading", { file: progress.file })}</span>
      <Progress percent={Math.floor(share * 100)} />
      <span className="soft figure">
        {formatBytes(progress.sentBytes)} / {formatBytes(progress.totalBytes)}
      </span>
      <Button size="small" onClick={onCancel}>
        {t("cancel")}
      </Button>
    </div>
  );
}
