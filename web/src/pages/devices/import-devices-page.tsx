import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useRef, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import { base64Of } from "../consent/file-bytes.ts";
import { type DeviceImport, importDevices } from "./devices-api.ts";
import { ImportNotes } from "./import-notes.tsx";
import { ImportResult } from "./import-result.tsx";
import { importText } from "./import-text.ts";
import "./devices.css";

/** 批量登记: a workbook is dropped, checked by row, and registered at once. */
export function ImportDevicesPage() {
  const t = useText(importText);
  const client = useQueryClient();
  usePageTitle(t("title"));
  const [dataset, setDataset] = useState("pilot");
  const [file, setFile] = useState<File | null>(null);
  const send = async (workbook: File, isDryRun: boolean): Promise<DeviceImport> =>
    await importDevices({
      dataset,
      fileName: workbook.name,
      contentBase64: await base64Of(workbook),
      isDryRun,
    });
  const check = useMutation({ mutationFn: async (workbook: File) => await send(workbook, true) });
  const register = useMutation({
    mutationFn: async (workbook: File) => await send(workbook, false),
    onSuccess: () => client.invalidateQueries({ queryKey: ["devices"] }),
  });
  const take = (workbook: File): void => {
    setFile(workbook);
    register.reset();
    check.mutate(workbook);
  };
  const shown = register.data ?? check.data;
  const isReady = check.data?.problems.length === 0 && register.data === undefined;
  const isBusy = check.isPending || register.isPending;
  return (
    <div className="devices">
      <header className="devices__header">
        <div>
          <h1>{t("title")}</h1>
          <p>{t("note")}</p>
        </div>
        <a className="button-link" href="/v1/devices/template.xlsx" download>
          {t("template")}
        </a>
      </header>
      <Panel title={t("title")}>
        <div className="device-form">
          <div>
            <label htmlFor="import-dataset">{t("dataset")}</label>
            <Input
              id="import-dataset"
              value={dataset}
              onChange={(event) => {
                setDataset(event.target.value);
                check.reset();
              }}
            />
            <p className="device-note">{t("datasetNote")}</p>
          </div>
          <div className="device-form__whole">
            <WorkbookDrop isDisabled={isBusy || dataset === ""} onFile={take} />
          </div>
        </div>
        <div role="status">
          {check.isPending && <p>{t("checking", { name: file?.name ?? "" })}</p>}
          {register.isPending && <p>{t("registering", { name: file?.name ?? "" })}</p>}
        </div>
        <Refusal error={register.error ?? check.error} />
        {isReady && file !== null && (
          <p className="notice">
            {t("right")}{" "}
            <Button type="primary" loading={register.isPending} onClick={() => register.mutate(file)}>
              {t("register")}
            </Button>
          </p>
        )}
      </Panel>
      {shown !== undefined && (
        <>
          {shown.problems.length > 0 && (
            <ImportNotes title={t("wrong", { count: shown.problems.length })} notes={shown.problems} />
          )}
          {register.data !== undefined && shown.problems.length === 0 && (
            <ImportResult made={register.data} />
          )}
          <RowCounts made={shown} />
          {shown.warnings.length > 0 && (
            <ImportNotes title={t("warnings", { count: shown.warnings.length })} notes={shown.warnings} />
          )}
        </>
      )}
    </div>
  );
}

function WorkbookDrop({
  isDisabled,
  onFile,
}: {
  readonly isDisabled: boolean;
  readonly onFile: (file: File) => void;
}) {
  const t = useText(importText);
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (file: File | undefined): void => {
    if (file !== undefined && !isDisabled) onFile(file);
  };
  return (
    <div
      className="device-drop"
      data-over={isOver ? "" : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setIsOver(false);
        take(event.dataTransfer.files[0]);
      }}
    >
      <input
        ref={input}
        id="import-workbook"
        type="file"
        accept=".xlsx"
        hidden
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      <span>{t("drop")}</span>
      <Button disabled={isDisabled} onClick={() => input.current?.click()}>
        {t("choose")}
      </Button>
    </div>
  );
}

const sheets = ["enterprises", "sites", "elements", "meters", "collectors"] as const;

function RowCounts({ made }: { readonly made: DeviceImport }) {
  const t = useText(importText);
  return (
    <Panel title={t("rows")}>
      <FigureTable
        label={t("rows")}
        rows={sheets}
        rowKey={(sheet) => sheet}
        columns={[
          { key: "sheet", title: t("sheet"), render: (sheet) => t(sheet) },
          { key: "rows", title: t("rows"), isFigure: true, render: (sheet) => made.rows[sheet] },
        ]}
      />
    </Panel>
  );
}
