import { formatOverviewMoney, overviewUnit } from "../../figures/format-money.ts";
import { formatDecimal, formatPercent } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Comparison } from "./shadow-api.ts";
import { intervalText, ShareText } from "./shares.tsx";
import { text } from "./text.ts";

interface Props {
  readonly comparison: Comparison;
}

/** The bank's rating and our scores on the same outcome. */
export function OrdersPanel({ comparison }: Props) {
  const t = useText(text);
  const day = comparison.earlierAsOf ?? "";
  return (
    <Panel title={t("orders")} note={t("ordersNote")}>
      <FigureTable
        label={t("orders")}
        rows={comparison.orders}
        rowKey={({ by, outcome }) => `${by}/${outcome}`}
        columns={[
          { key: "by", title: t("orderedBy"), render: ({ by }) => t(by, { day }) },
          {
            key: "outcome",
            title: t("outcome"),
            render: ({ outcome }) => t(outcome === "trouble" ? "troubled" : "default"),
          },
          {
            key: "cases",
            title: t("cases"),
            isFigure: true,
            render: ({ borrowers, hits }) => `${borrowers} (${hits})`,
          },
          { key: "auc", title: t("auc"), isFigure: true, render: ({ auc }) => formatDecimal(auc, 2) },
          {
            key: "interval",
            title: t("interval"),
            isFigure: true,
            render: ({ interval }) => (interval === null ? "—" : intervalText(interval)),
          },
          {
            key: "caught",
            title: t("caught", { worst: comparison.orders[0]?.worst ?? 0 }),
            isFigure: true,
            render: ({ caught }) =>
              formatDecimal(caught, caught !== null && Number.isInteger(caught) ? 0 : 1),
          },
        ]}
      />
    </Panel>
  );
}

/** What was warned of in time, what was not, and who was warned of for nothing. */
export function WarningsPanel({ comparison }: Props) {
  const t = useText(text);
  return (
    <Panel title={t("warnings")} note={t("warningsNote")}>
      <FigureTable
        label={t("warnings")}
        rows={comparison.warnings}
        rowKey={({ level }) => level}
        columns={[
          { key: "level", title: t("level"), render: ({ level }) => t(level) },
          {
            key: "warned",
            title: t("warned"),
            isFigure: true,
            render: ({ warned }) => <ShareText share={warned} />,
          },
          { key: "late", title: t("late"), isFigure: true, render: ({ late }) => late },
          {
            key: "lead",
            title: t("lead"),
            isFigure: true,
            render: ({ medianLeadDays }) => formatDecimal(medianLeadDays, 0),
          },
          {
            key: "false",
            title: t("falseAlerts"),
            isFigure: true,
            render: ({ falseAlerts }) => <ShareText share={falseAlerts} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Who would have been declined or taken on, with what happened where it is known. */
export function SwapPanel({ comparison }: Props) {
  const t = useText(text);
  const { language } = useLanguage();
  const { bySide, swapIn, cutoffPdPpm } = comparison;
  const rows = [
    { key: "accepted", name: t("accepted"), count: bySide.accepted.trouble.total, group: bySide.accepted },
    { key: "declined", name: t("swapOut"), count: bySide.declined.trouble.total, group: bySide.declined },
    { key: "swapIn", name: t("swapIn"), count: swapIn.length, group: null },
  ];
  return (
    <Panel title={t("swaps", { cutoff: formatPercent(cutoffPdPpm / 1e6) })} note={t("swapsNote")}>
      <FigureTable
        label={t("swaps", { cutoff: "" })}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: "side", title: t("side"), render: ({ name }) => name },
          { key: "count", title: t("count"), isFigure: true, render: ({ count }) => count },
          {
            key: "balance",
            title: t("balance", { unit: overviewUnit[language] }),
            isFigure: true,
            render: ({ group }) => formatOverviewMoney(group?.balanceFen ?? null),
          },
          {
            key: "trouble",
            title: t("troubled"),
            isFigure: true,
            render: ({ group }) =>
              group === null ? (
                <span className="soft">{t("noOutcome")}</span>
              ) : (
                <ShareText share={group.trouble} />
              ),
          },
          {
            key: "default",
            title: t("default"),
            isFigure: true,
            render: ({ group }) =>
              group === null ? (
                <span className="soft">{t("noOutcome")}</span>
              ) : (
                <ShareText share={group.default} />
              ),
          },
        ]}
      />
    </Panel>
  );
}

/** The bank's rating against our grade, and what happened in each rating. */
export function CrossPanel({ comparison }: Props) {
  const t = useText(text);
  const { cross, byRating } = comparison;
  return (
    <Panel title={t("cross")} note={t("crossNote")}>
      <FigureTable
        label={t("cross")}
        rows={cross.rows}
        rowKey={({ rating }) => rating}
        columns={[
          { key: "rating", title: t("rating"), render: ({ rating }) => rating },
          ...cross.grades.map((grade, column) => ({
            key: grade,
            title: grade,
            isFigure: true,
            render: ({ counts }: (typeof cross.rows)[number]) => counts[column] ?? 0,
          })),
          ...(["trouble", "default"] as const).map((outcome) => ({
            key: outcome,
            title: t(outcome === "trouble" ? "troubled" : "default"),
            isFigure: true,
            render: ({ rating }: (typeof cross.rows)[number]) => {
              const group = byRating.find(({ name }) => name === rating);
              return group === undefined ? "—" : <ShareText share={group[outcome]} />;
            },
          })),
        ]}
      />
    </Panel>
  );
}
