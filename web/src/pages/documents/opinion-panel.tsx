import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { useState } from "react";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { type Report, reportQuery, submitReport, writeOpinions } from "./documents-api.ts";
import { text } from "./text.ts";

/** What the maker writes, kept into the report, and handing it on; nothing for others. */
export function OpinionPanel({ report }: { readonly report: Report }) {
  const t = useText(text);
  const client = useQueryClient();
  const [written, setWritten] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(report.opinions.map(({ id, text: own }) => [id, own])),
  );
  const keep = (data: Report) => client.setQueryData(reportQuery(report.id).queryKey, data);
  const opinions = report.asked.map(({ id }) => ({ id, text: written[id] ?? "" }));
  const save = useMutation({ mutationFn: () => writeOpinions(report.id, opinions), onSuccess: keep });
  const submit = useMutation({
    mutationFn: async () => {
      await writeOpinions(report.id, opinions);
      return await submitReport(report.id);
    },
    onSuccess: keep,
  });
  if (!report.may.write) return null;
  const isComplete = report.asked.every(
    ({ id, isRequired }) => !isRequired || (written[id] ?? "").trim() !== "",
  );
  return (
    <Panel title={t("opinions")} note={t("opinionsNote")}>
      <div className="documents__form">
        {report.asked.map(({ id, label, isRequired }) => (
          <div key={id}>
            <label htmlFor={`opinion-${id}`} translate="no" data-quotes>
              {label}
              {isRequired && " *"}
            </label>
            <Input.TextArea
              id={`opinion-${id}`}
              autoSize={{ minRows: 2, maxRows: 8 }}
              value={written[id] ?? ""}
              onChange={(event) => setWritten({ ...written, [id]: event.target.value })}
            />
          </div>
        ))}
        <Refusal error={save.error ?? submit.error} />
        <div className="documents__buttons">
          <Button loading={save.isPending} onClick={() => save.mutate()}>
            {t("save")}
          </Button>
          <Button
            type="primary"
            disabled={!isComplete}
            loading={submit.isPending}
            onClick={() => submit.mutate()}
          >
            {t("submit")}
          </Button>
        </div>
        <p className="soft">{t("submitNote")}</p>
      </div>
    </Panel>
  );
}
