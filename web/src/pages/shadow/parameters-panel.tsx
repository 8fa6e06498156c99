import { formatParameter } from "../../figures/format-parameter.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Comparison } from "./shadow-api.ts";
import { text } from "./text.ts";

/** Every number that shaped the comparison, and the fingerprint of its content. */
export function ParametersPanel({
  comparison,
  sha256,
}: {
  readonly comparison: Comparison;
  readonly sha256: string;
}) {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  const order = {
    id: "shadow.ratingOrder",
    value: comparison.ratingOrder.join(" "),
    unit: "",
    effectiveFrom: "",
    origin: "designChoice" as const,
    ...text.ratingOrder,
  };
  return (
    <Panel
      title={t("parameters")}
      note={
        <>
          {t("fingerprint")}{" "}
          <code translate="no" title={sha256}>
            {sha256.slice(0, 16)}…
          </code>
        </>
      }
    >
      <FigureTable
        label={t("parameters")}
        rows={[...comparison.parameters, order]}
        rowKey={({ id }) => id}
        columns={[
          { key: "meaning", title: t("meaning"), render: (one) => phrase(one) },
          {
            key: "value",
            title: t("value"),
            isFigure: true,
            render: ({ value, unit }) => {
              const shown = formatParameter(value, unit, language);
              return shown.kind === "line" ? `${shown.value} ${shown.unit}` : value;
            },
          },
          { key: "effective", title: t("effective"), isFigure: true, render: (one) => one.effectiveFrom },
          { key: "origin", title: t("origin"), render: ({ origin }) => t(origin) },
          {
            key: "id",
            title: "",
            render: ({ id }) => (
              <code className="soft" translate="no">
                {id}
              </code>
            ),
          },
        ]}
      />
    </Panel>
  );
}
