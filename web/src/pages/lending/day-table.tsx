import { formatExactMoney } from "../../figures/format-money.ts";
import { formatInstant } from "../../figures/format-time.ts";
import { usePhrase, useText } from "../../i18n/language.tsx";
import { type FigureColumn, FigureTable } from "../../parts/figure-table.tsx";
import type { DayClose } from "./lending-api.ts";
import { eventNames } from "./names.ts";
import { LoanState } from "./parts.tsx";
import { text } from "./text.ts";

type Day = DayClose["days"][number];

/** What each close did, newest first. */
export function DayTable({ days }: { readonly days: DayClose["days"] }) {
  const t = useText(text);
  const phrase = usePhrase();
  const shownEvents = (events: Readonly<Record<string, number>>) =>
    Object.entries(events)
      .map(([kind, count]) => `${phrase(eventNames[kind] ?? { zh: kind, en: kind })} ${count}`)
      .join("；");
  const figure = (
    key: "closedLoans" | "overdueLoans" | "entries",
    of: (result: NonNullable<Day["result"]>) => number,
  ): FigureColumn<Day> => ({
    key,
    title: t(key),
    isFigure: true,
    render: ({ result }) => (result === null ? "—" : of(result)),
  });
  const money = (
    key: "accruedDay" | "collectedDay",
    of: "accruedFen" | "collectedFen",
  ): FigureColumn<Day> => ({
    key,
    title: t(key),
    isFigure: true,
    render: ({ result }) => formatExactMoney(result?.[of] ?? null),
  });
  const isBalanced = ({ debitFen, creditFen }: NonNullable<Day["result"]>) => debitFen === creditFen;
  const columns: readonly FigureColumn<Day>[] = [
    {
      key: "day",
      title: t("businessDate"),
      render: (day) => <span className="figure">{day.businessDate}</span>,
    },
    { key: "state", title: t("state"), render: ({ state }) => <LoanState state={state} /> },
    figure("closedLoans", ({ loans }) => loans),
    figure("overdueLoans", ({ overdue }) => overdue),
    money("accruedDay", "accruedFen"),
    money("collectedDay", "collectedFen"),
    figure("entries", ({ entries }) => entries),
    {
      key: "balanced",
      title: t("balanced"),
      render: ({ result }) => (result === null ? "—" : isBalanced(result) ? "✓" : t("notBalanced")),
    },
    {
      key: "events",
      title: t("events"),
      render: ({ result }) => (result === null ? "—" : shownEvents(result.events)),
    },
    {
      key: "at",
      title: t("doneAt"),
      render: ({ closedAtMs }) => <span className="figure">{formatInstant(closedAtMs).slice(0, 16)}</span>,
    },
  ];
  return (
    <FigureTable
      label={t("dayClose")}
      isTall
      rows={days}
      rowKey={({ businessDate }) => businessDate}
      columns={columns}
    />
  );
}
