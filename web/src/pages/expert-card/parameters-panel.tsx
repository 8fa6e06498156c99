import { formatParameter } from "../../figures/format-parameter.ts";
import { useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { CardList } from "./expert-card-api.ts";
import { text } from "./text.ts";

/** The numbers behind the estimate and the switch, each with its day and where it comes from. */
export function ParametersPanel({ parameters }: { readonly parameters: CardList["parameters"] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const { language } = useLanguage();
  return (
    <Panel title={t("parameters")}>
      <FigureTable
        label={t("parameters")}
        rows={parameters}
        rowKey={({ id }) => id}
        columns={[
          { key: "meaning", title: t("meaning"), render: (one) => phrase(one) },
          {
            key: "value",
            title: t("value"),
            isFigure: true,
            render: ({ value, unit }) => {
              const shown = formatParameter(String(value), unit, language);
              return shown.kind === "line" ? shown.value : value;
            },
          },
          { key: "effective", title: t("effective"), isFigure: true, render: (one) => one.effectiveFrom },
          { key: "origin", title: t("origin"), render: ({ origin }) => t(origin) },
        ]}
      />
    </Panel>
  );
}
