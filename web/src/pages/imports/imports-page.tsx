import { useMutation, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { Button, Input, Progress } from "antd";
import { useState } from "react";
import { uploadFiles, type UploadProgress } from "../../api/upload-files.ts";
import { useMay } from "../../app/use-may.ts";
import { formatCount } from "../../figures/format-number.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { FileDrop } from "../runs/file-drop.tsx";
import { StateMark } from "../runs/run-list.tsx";
import { importsQuery } from "./imports-api.ts";
import { text } from "./text.ts";
import { UploadReview } from "./upload-review.tsx";
import "../runs/runs.css";
import "./imports.css";

const route = getRouteApi("/shell/imports");
const datasetPattern = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u;

/** 导入: drop files, see what they are, correct it, import; and every import before. */
export function ImportsPage() {
  const t = useText(text);
  usePageTitle(t("title"));
  const may = useMay();
  const { upload, dataset } = route.useSearch();
  return (
    <div className="imports">
      <h1>{t("title")}</h1>
      {may("import.write") && upload === undefined && <DropPanel />}
      {may("import.write") && upload !== undefined && (
        <UploadReview uploadId={upload} dataset={dataset ?? ""} />
      )}
      {upload === undefined && <ImportList />}
    </div>
  );
}

function DropPanel() {
  const t = useText(text);
  const navigate = useNavigate();
  const [files, setFiles] = useState<readonly File[]>([]);
  const [dataset, setDataset] = useState("");
  const [progress, setProgress] = useState<UploadProgress | null>(null);
  const send = useMutation({
    mutationFn: async () =>
      await uploadFiles({ files, signal: new AbortController().signal, onProgress: setProgress }),
    onSuccess: async (upload) => await navigate({ to: "/imports", search: { upload, dataset } }),
  });
  const isNamed = datasetPattern.test(dataset);
  return (
    <Panel title={t("newImport")} note={t("newImportNote")}>
      <FileDrop files={files} onFiles={setFiles} isDisabled={send.isPending} />
      <div className="imports__form">
        <label htmlFor="import-dataset">{t("dataset")}</label>
        <Input
          id="import-dataset"
          value={dataset}
          maxLength={64}
          status={dataset !== "" && !isNamed ? "error" : ""}
          onChange={(event) => setDataset(event.target.value)}
        />
        <span className="soft">{t("datasetNote")}</span>
        <Button
          type="primary"
          disabled={files.length === 0 || !isNamed}
          loading={send.isPending}
          onClick={() => send.mutate()}
        >
          {t("look")}
        </Button>
      </div>
      {send.isPending && progress !== null && (
        <div role="status">
          <span translate="no">{t("uploading", { file: progress.file })}</span>
          <Progress percent={Math.floor((100 * progress.sentBytes) / Math.max(1, progress.totalBytes))} />
        </div>
      )}
      <Refusal error={send.error} />
    </Panel>
  );
}

function ImportList() {
  const t = useText(text);
  const list = useQuery(importsQuery);
  if (list.data === undefined) {
    return list.isError ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : <Waiting />;
  }
  return (
    <Panel title={t("list")}>
      {list.data.items.length === 0 ? (
        <Nothing title={t("none")} next={t("noneNext")} />
      ) : (
        <FigureTable
          label={t("list")}
          rows={list.data.items}
          rowKey={({ id }) => id}
          columns={[
            {
              key: "at",
              title: t("at"),
              render: ({ id, createdAtMs }) => (
                <Link to="/imports/$importId" params={{ importId: id }}>
                  {formatInstant(createdAtMs)}
                </Link>
              ),
            },
            {
              key: "dataset",
              title: t("dataset"),
              render: ({ dataset, simulated }) => (
                <>
                  <Link to="/datasets/$dataset" params={{ dataset }} translate="no">
                    {dataset}
                  </Link>
                  {simulated && (
                    <span className="simulated-badge simulated-badge--inline">{t("simulated")}</span>
                  )}
                </>
              ),
            },
            { key: "by", title: t("by"), render: ({ startedByName }) => startedByName },
            {
              key: "files",
              title: t("files"),
              isFigure: true,
              render: ({ kind, fileNames }) =>
                kind === "remap" ? t("remapped") : formatCount(fileNames.length),
            },
            { key: "state", title: t("state"), render: ({ state }) => <StateMark state={state} /> },
            ...(["read", "stored", "duplicates", "quarantined"] as const).map((column) => ({
              key: column,
              title: t(column),
              isFigure: true,
              render: ({ totals }: (typeof list.data.items)[number]) => formatCount(totals?.[column]),
            })),
          ]}
        />
      )}
    </Panel>
  );
}
