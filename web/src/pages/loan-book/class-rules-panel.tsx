import { useQuery } from "@tanstack/react-query";
import { formatParameter } from "../../figures/format-parameter.ts";
import { type Phrase, useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { ClassMark } from "../../parts/class-mark.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { deliveryText } from "./delivery-text.ts";
import { rulesQuery } from "./loan-book-api.ts";
import { text } from "./text.ts";

/** The rule table and its thresholds, each with its source. */
export function ClassRulesPanel() {
  const d = useText(deliveryText);
  const t = useText(text);
  const phrase = usePhrase();
  const rules = useQuery(rulesQuery);
  const { language } = useLanguage();
  const shown = (value: string, unit: string) => {
    const parameter = formatParameter(value, unit, language);
    return parameter.kind === "line" ? `${parameter.value} ${parameter.unit}` : parameter.json;
  };
  if (rules.data === undefined) return null;
  return (
    <Panel title={d("rules")} note={d("rulesNote")}>
      <FigureTable
        label={d("rules")}
        isTall
        rows={rules.data.rules}
        rowKey={({ code }) => code}
        columns={[
          { key: "text", title: d("triggers"), render: (rule) => phrase(rule.text) },
          { key: "class", title: d("atLeast"), render: ({ atLeast }) => <ClassMark value={atLeast} /> },
          {
            key: "regime",
            title: t("regime"),
            render: ({ regime }) => (regime === null ? "—" : t(regime)),
          },
          { key: "article", title: d("article"), render: ({ article }) => phrase(placeOf(article)) },
          { key: "confidence", title: d("confidence"), render: ({ confidence }) => d(confidence) },
        ]}
      />
      <FigureTable
        label={d("thresholds")}
        rows={rules.data.parameters}
        rowKey={({ id }) => id}
        columns={[
          { key: "what", title: d("thresholds"), render: (parameter) => phrase(parameter) },
          {
            key: "value",
            title: d("value"),
            isFigure: true,
            render: ({ value, unit }) => shown(value, unit),
          },
        ]}
      />
    </Panel>
  );
}

/** Where in the order a rule stands: an article by its number, or a chapter. */
function placeOf(article: string): Phrase {
  const chapter = /^Ch\. (\d+)$/.exec(article)?.[1];
  return chapter === undefined
    ? { zh: `第 ${article} 条`, en: `Art. ${article}` }
    : { zh: `第 ${chapter} 章`, en: `Ch. ${chapter}` };
}
