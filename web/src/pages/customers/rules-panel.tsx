import { useQuery } from "@tanstack/react-query";
import { formatCount } from "../../figures/format-number.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { type EditionDetail, rulesQuery } from "./customers-api.ts";
import { ruleValue } from "./rule-value.ts";
import { text } from "./text.ts";

/** The rules in force, and of the edition how many customers each keeps out. */
export function RulesPanel({ detail }: { readonly detail: EditionDetail }) {
  const t = useText(text);
  const phrase = usePhrase();
  const query = useQuery(rulesQuery);
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const { inForce } = query.data;
  const outcomes = detail.items.flatMap(({ portrait }) => portrait?.quality.outcomes ?? []);
  const counted = (code: string, isMissing: boolean): number =>
    outcomes.filter(
      (outcome) =>
        outcome.code === code &&
        (isMissing ? outcome.value === null : outcome.value !== null && !outcome.reachesEntry),
    ).length;
  return (
    <Panel
      title={t("rules")}
      note={t("rulesNote", {
        version: inForce.version,
        from: inForce.effectiveFrom,
        enter: inForce.enterAfter,
        exit: inForce.exitAfter,
      })}
    >
      <FigureTable
        label={t("rules")}
        rows={inForce.rules}
        rowKey={({ code }) => code}
        columns={[
          {
            key: "rule",
            title: t("rule"),
            render: ({ words, isImmediate }) => `${phrase(words)}${isImmediate ? " !" : ""}`,
          },
          {
            key: "entry",
            title: t("entryLine"),
            isFigure: true,
            render: ({ entry, isAtLeast, unit }) => `${isAtLeast ? "≥" : "≤"} ${ruleValue(unit, entry)}`,
          },
          {
            key: "exit",
            title: t("exitLine"),
            isFigure: true,
            render: ({ exit, isAtLeast, unit }) => `${isAtLeast ? "<" : ">"} ${ruleValue(unit, exit)}`,
          },
          {
            key: "out",
            title: t("keptOut"),
            isFigure: true,
            render: ({ code }) => formatCount(counted(code, false)),
          },
          {
            key: "none",
            title: t("missing"),
            isFigure: true,
            render: ({ code }) => formatCount(counted(code, true)),
          },
        ]}
      />
    </Panel>
  );
}
