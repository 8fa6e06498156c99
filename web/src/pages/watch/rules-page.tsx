import { useQuery } from "@tanstack/react-query";
import { formatUnit } from "../../figures/format-parameter.ts";
import { type Language, useLanguage, usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { usePageTitle } from "../../parts/use-page-title.ts";
import type { components } from "../../api/schema.d.ts";
import { listText } from "./list-text.ts";
import { rulesQuery } from "./watch-api.ts";
import "./watch.css";

type RuleList = components["schemas"]["WatchRuleList"];
type Parameter = RuleList["shared"][number];

/** Every rule with its formula and all its parameters, and where each number comes from. */
export function RulesPage() {
  const t = useText(listText);
  const phrase = usePhrase();
  usePageTitle(t("rules"));
  const query = useQuery(rulesQuery);
  if (query.data === undefined) {
    return query.isError ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />;
  }
  return (
    <div className="watch">
      <h1>{t("rules")}</h1>
      <p className="soft">{t("rulesNote")}</p>
      {query.data.items.map((rule, index) => (
        <Panel
          key={rule.code}
          title={`${index + 1}. ${phrase(rule.name)}`}
          note={`${phrase(rule.formula)} · ${
            rule.confirmedAfterDays === 0 ? t("atOnce") : t("confirmed", { days: rule.confirmedAfterDays })
          }`}
        >
          <ParameterTable label={phrase(rule.name)} parameters={rule.parameters} />
        </Panel>
      ))}
      <Panel title={t("shared")}>
        <ParameterTable label={t("shared")} parameters={query.data.shared} />
      </Panel>
    </div>
  );
}

function ParameterTable({
  label,
  parameters,
}: {
  readonly label: string;
  readonly parameters: readonly Parameter[];
}) {
  const t = useText(listText);
  const phrase = usePhrase();
  const { language } = useLanguage();
  return (
    <FigureTable
      label={label}
      rows={parameters}
      rowKey={(row) => row.id}
      columns={[
        { key: "what", title: t("parameter"), render: (row) => phrase(row) },
        {
          key: "value",
          title: t("value"),
          isFigure: true,
          render: (row) => <span className="nowrap">{valueOf(row, language)}</span>,
        },
        {
          key: "effective",
          title: t("effective"),
          render: (row) => <span className="nowrap">{row.effectiveFrom}</span>,
        },
        {
          key: "origin",
          title: t("origin"),
          render: (row) => (
            <span className="nowrap">{t(row.origin === "rule" ? "ruleOrigin" : row.origin)}</span>
          ),
        },
      ]}
    />
  );
}

function valueOf({ value, unit }: Parameter, language: Language): string {
  if (unit === "ppm") return `${Number((value / 10_000).toFixed(2))}%`;
  if (unit === "0.1 σ") return `${value / 10} σ`;
  return `${value} ${formatUnit(unit, language)}`.trim();
}
