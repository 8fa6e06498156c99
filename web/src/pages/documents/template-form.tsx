import { Button, Checkbox, Input } from "antd";
import { useText } from "../../i18n/language.tsx";
import type { Template } from "./documents-api.ts";
import { sectionTitles } from "./section-titles.ts";
import { text } from "./text.ts";

interface TemplateFormProps {
  readonly template: Template;
  readonly placeholders: readonly string[];
  readonly isReadOnly: boolean;
  readonly onChange: (template: Template) => void;
}

/** Title, sections with their order and own words, opinions that are asked for, lines to sign. */
export function TemplateForm({ template, placeholders, isReadOnly, onChange }: TemplateFormProps) {
  const t = useText(text);
  const change = (changes: Partial<Template>) => onChange({ ...template, ...changes });
  return (
    <fieldset className="documents__form" disabled={isReadOnly} style={{ border: 0, padding: 0, margin: 0 }}>
      <label htmlFor="template-title">{t("reportTitle")}</label>
      <Input
        id="template-title"
        value={template.title}
        onChange={(event) => change({ title: event.target.value })}
      />
      <label htmlFor="template-issuer">{t("issuer")}</label>
      <Input
        id="template-issuer"
        value={template.issuer}
        onChange={(event) => change({ issuer: event.target.value })}
      />
      <strong>{t("sections")}</strong>
      <p className="soft" translate="no" data-quotes>
        {placeholders.map((name) => `{${name}}`).join(" ")}
      </p>
      <Sections template={template} placeholders={placeholders} onChange={onChange} />
      <strong>{t("opinions")}</strong>
      <Opinions template={template} onChange={onChange} />
      <label htmlFor="template-signatures">{t("signatures")}</label>
      <Input.TextArea
        id="template-signatures"
        autoSize
        value={template.signatures.join("\n")}
        onChange={(event) =>
          change({ signatures: event.target.value.split("\n").filter((line) => line !== "") })
        }
      />
    </fieldset>
  );
}

function Sections({ template, placeholders, onChange }: Omit<TemplateFormProps, "isReadOnly">) {
  const t = useText(text);
  const { sections } = template;
  const put = (next: Template["sections"]) => onChange({ ...template, sections: next });
  const swap = (from: number, to: number) => {
    const next = [...sections];
    const [moved] = next.splice(from, 1);
    if (moved !== undefined) next.splice(to, 0, moved);
    put(next);
  };
  return sections.map((section, index) => {
    const name = sectionTitles[section.id];
    const set = (changes: Partial<typeof section>) =>
      put(sections.map((one) => (one.id === section.id ? { ...one, ...changes } : one)));
    return (
      <div className="template-section" key={section.id}>
        <div className="template-section__row">
          <span translate="no" data-quotes>
            {name}
          </span>
          <Checkbox checked={section.isShown} onChange={(event) => set({ isShown: event.target.checked })}>
            {t("shown")}
          </Checkbox>
          <Button
            size="small"
            aria-label={t("up", { name })}
            disabled={index === 0}
            onClick={() => swap(index, index - 1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            aria-label={t("down", { name })}
            disabled={index === sections.length - 1}
            onClick={() => swap(index, index + 1)}
          >
            ↓
          </Button>
        </div>
        {section.isShown && (
          <Input.TextArea
            autoSize={{ minRows: 1, maxRows: 6 }}
            aria-label={t("wording", { example: `{${placeholders[0] ?? ""}}` })}
            placeholder={t("wording", { example: `{${placeholders[0] ?? ""}}` })}
            value={section.wording}
            onChange={(event) => set({ wording: event.target.value })}
          />
        )}
      </div>
    );
  });
}

function Opinions({ template, onChange }: Pick<TemplateFormProps, "template" | "onChange">) {
  const t = useText(text);
  const { opinions } = template;
  const put = (next: Template["opinions"]) => onChange({ ...template, opinions: next });
  const set = (id: string, changes: Partial<Template["opinions"][number]>) =>
    put(opinions.map((one) => (one.id === id ? { ...one, ...changes } : one)));
  return (
    <>
      {opinions.map(({ id, label, isRequired }) => (
        <div className="template-section__row" key={id}>
          <Input
            aria-label={t("opinions")}
            value={label}
            onChange={(event) => set(id, { label: event.target.value })}
          />
          <Checkbox checked={isRequired} onChange={(event) => set(id, { isRequired: event.target.checked })}>
            {t("required")}
          </Checkbox>
          <Button size="small" onClick={() => put(opinions.filter((one) => one.id !== id))}>
            {t("remove")}
          </Button>
        </div>
      ))}
      <Button
        size="small"
        onClick={() =>
          put([...opinions, { id: `opinion-${Date.now()}`, label: t("opinions"), isRequired: false }])
        }
      >
        {t("addOpinion")}
      </Button>
    </>
  );
}
