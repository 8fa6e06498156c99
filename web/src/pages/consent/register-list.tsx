import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type Onboarding, registerEnterprises, registerQuery } from "./consent-api.ts";
import { base64Of } from "./file-bytes.ts";
import { text } from "./text.ts";

/** Registers a list in one action. */
export function RegisterList({ onResult }: { readonly onResult: (result: Onboarding) => void }) {
  const t = useText(text);
  const client = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [dataset, setDataset] = useState("pilot");
  const [file, setFile] = useState<File | null>(null);
  const register = useMutation({
    mutationFn: async (list: File) =>
      await registerEnterprises({
        dataset,
        fileName: list.name,
        contentBase64: await base64Of(list),
        platformPartyId: null,
      }),
    onSuccess: (result) => {
      onResult(result);
      return client.invalidateQueries({ queryKey: registerQuery.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file !== null) register.mutate(file);
  };
  return (
    <Panel
      title={t("newList")}
      note={t("newListNote")}
      actions={
        <a className="button-link" href="/v1/enterprises/template.csv" download>
          {t("template")}
        </a>
      }
    >
      <form className="consent-form consent-form--row" onSubmit={submit}>
        <div>
          <label htmlFor="register-dataset">{t("dataset")}</label>
          <Input id="register-dataset" value={dataset} onChange={(event) => setDataset(event.target.value)} />
          <p className="field-note">{t("datasetNote")}</p>
        </div>
        <div>
          <input
            ref={input}
            id="register-file"
            type="file"
            hidden
            accept=".csv,.xlsx"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
          <Button onClick={() => input.current?.click()}>{t("chooseFile")}</Button>{" "}
          <span translate="no">{file?.name}</span>
        </div>
        <Refusal error={register.error} />
        <Button
          type="primary"
          htmlType="submit"
          disabled={file === null || dataset === ""}
          loading={register.isPending}
        >
          {t("doRegister")}
        </Button>
      </form>
    </Panel>
  );
}
