import type { ShownParameter } from "../../api/types.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
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
            render: (row) => (
              <span className="parameter-value" translate="no">
                {row.value} <span className="soft">{row.unit}</span>
              </span>
            ),
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
