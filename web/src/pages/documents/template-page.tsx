import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useMay } from "../../app/use-may.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Refusal } from "../../parts/refusal.tsx";
import { Failure, Nothing, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import {
  previewTemplate,
  reportsQuery,
  saveTemplate,
  type Template,
  templatesQuery,
} from "./documents-api.ts";
import { ReportPaper } from "./report-paper.tsx";
import { TemplateForm } from "./template-form.tsx";
import { text } from "./text.ts";
import { useSettled } from "./use-settled.ts";
import "./documents.css";

const settleMs = 600;

/** The bank's template: edited on the left, seen on the newest report on the right, kept in versions. */
export function TemplatePage() {
  const t = useText(text);
  usePageTitle(t("template"));
  const templates = useQuery(templatesQuery);
  if (templates.isError) return <Failure error={templates.error} onRetry={() => void templates.refetch()} />;
  if (templates.data === undefined) return <Waiting />;
  const { inForce, versions, placeholders } = templates.data;
  return (
    <div className="documents">
      <header className="report-head">
        <Link to="/due-diligence" className="report-head__back">
          {t("back")}
        </Link>
        <h1>{t("template")}</h1>
        <span className="soft">
          {inForce.version === 0 ? t("shipped") : t("version", { version: inForce.version })}
        </span>
      </header>
      <Editor key={inForce.version} inForce={inForce.template} placeholders={placeholders} />
      <Panel title={t("versions")}>
        <ul>
          {versions.map(({ version, savedBy, savedAtMs }, index) => (
            <li key={version}>
              {t("version", { version })} · <span translate="no">{savedBy}</span> ·{" "}
              <span className="figure">{formatInstant(savedAtMs).slice(0, 16)}</span>
              {index === 0 && ` · ${t("inForce")}`}
            </li>
          ))}
          <li>{t("shipped")}</li>
        </ul>
      </Panel>
    </div>
  );
}

interface EditorProps {
  readonly inForce: Template;
  readonly placeholders: readonly string[];
}

function Editor({ inForce, placeholders }: EditorProps) {
  const t = useText(text);
  const may = useMay();
  const client = useQueryClient();
  const [template, setTemplate] = useState(inForce);
  const save = useMutation({
    mutationFn: () => saveTemplate(template),
    onSuccess: () => client.invalidateQueries({ queryKey: templatesQuery.queryKey }),
  });
  const mayEdit = may("document.template");
  return (
    <div className="template-layout">
      <Panel title={t("template")} note={t("templateNote")}>
        <TemplateForm
          template={template}
          placeholders={placeholders}
          isReadOnly={!mayEdit}
          onChange={setTemplate}
        />
        <Refusal error={save.error} />
        {mayEdit && (
          <div className="documents__buttons">
            <Button
              type="primary"
              disabled={template === inForce}
              loading={save.isPending}
              onClick={() => save.mutate()}
            >
              {t("saveVersion")}
            </Button>
          </div>
        )}
      </Panel>
      <div>{mayEdit && <Preview template={template} />}</div>
    </div>
  );
}

/** The newest report with the template as it stands in the form. */
function Preview({ template }: { readonly template: Template }) {
  const t = useText(text);
  const reports = useQuery(reportsQuery);
  const settled = useSettled(template, settleMs);
  const id = reports.data?.items[0]?.id;
  const preview = useQuery({
    queryKey: ["due-diligence-preview", id, settled],
    queryFn: () => previewTemplate(id ?? "", settled),
    enabled: id !== undefined,
    placeholderData: (earlier) => earlier,
    retry: false,
  });
  if (reports.data !== undefined && id === undefined) return <Nothing title={t("previewNone")} />;
  return (
    <>
      <Refusal error={preview.error} />
      {preview.data === undefined ? <Waiting /> : <ReportPaper report={preview.data} />}
    </>
  );
}
