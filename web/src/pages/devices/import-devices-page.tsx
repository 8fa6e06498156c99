import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
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
import { WorkbookDrop } from "./workbook-drop.tsx";
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
          <DatasetField
            value={dataset}
            onChange={(name) => {
              setDataset(name);
              check.reset();
            }}
          />
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
      {shown !== undefined && <Outcome shown={shown} isRegistered={register.data !== undefined} />}
    </div>
  );
}

function DatasetField({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (name: string) => void;
}) {
  const t = useText(importText);
  return (
    <div>
      <label htmlFor="import-dataset">{t("dataset")}</label>
      <Input id="import-dataset" value={value} onChange={(event) => onChange(event.target.value)} />
      <p className="device-note">{t("datasetNote")}</p>
    </div>
  );
}

function Outcome({ shown, isRegistered }: { readonly shown: DeviceImport; readonly isRegistered: boolean }) {
  const t = useText(importText);
  const { problems, warnings } = shown;
  return (
    <>
      {problems.length > 0 && <ImportNotes title={t("wrong", { count: problems.length })} notes={problems} />}
      {isRegistered && problems.length === 0 && <ImportResult made={shown} />}
      <RowCounts made={shown} />
      {warnings.length > 0 && (
        <ImportNotes title={t("warnings", { count: warnings.length })} notes={warnings} />
      )}
    </>
  );
}

const sheets = ["enterprises", "sites", "elements", "meters", "collectors", "claims"] as const;

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
