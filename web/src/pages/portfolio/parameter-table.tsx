import type { ShownParameter } from "../../api/types.ts";
import { formatParameter } from "../../figures/format-parameter.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { text } from "./text.ts";

/** Every named number that shaped the result: a rule, the data set's own, or our choice. */
export function ParameterTable({ parameters }: { readonly parameters: readonly ShownParameter[] }) {
  const t = useText(text);
  const phrase = usePhrase();
  return (
    <Panel title={t("parameters")} note={t("parametersNote")}>
      <FigureTable
        label={t("parameters")}
        isTall
        rows={parameters}
        rowKey={(row) => row.id}
        columns={[
          { key: "meaning", title: t("parameter"), render: (row) => phrase(row) },
          {
            key: "value",
            title: t("value"),
            isFigure: true,
            render: (row) => <ParameterValue parameter={row} />,
          },
          {
            key: "origin",
            title: t("origin"),
            render: (row) => <span className={`origin origin--${row.origin}`}>{t(row.origin)}</span>,
          },
          { key: "effective", title: t("effective"), isFigure: true, render: (row) => row.effectiveFrom },
          {
            key: "id",
            title: "",
            render: (row) => (
              <code className="soft" translate="no">
                {row.id}
              </code>
            ),
          },
        ]}
      />
    </Panel>
  );
}

function ParameterValue({ parameter }: { readonly parameter: ShownParameter }) {
  const t = useText(text);
  const { language } = useLanguage();
  const shown = formatParameter(parameter.value, parameter.unit, language);
  if (shown.kind === "folded") {
    return (
      <details className="parameter-fold">
        <summary>{t("folded", { count: shown.count })}</summary>
        <pre translate="no">{shown.json}</pre>
      </details>
    );
  }
  return (
    <span className="parameter-value">
      <span translate="no">{shown.value}</span> <span className="soft">{shown.unit}</span>
    </span>
  );
}
