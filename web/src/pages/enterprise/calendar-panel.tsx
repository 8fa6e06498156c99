import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { useState } from "react";
import { formatCount } from "../../figures/format-number.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { CalendarGrid } from "./calendar-grid.tsx";
import { shareOf } from "./evidence-mark.tsx";
import { calendarQuery, type DataCalendar } from "./provenance-api.ts";
import { provenanceText } from "./provenance-text.ts";
import { useAge } from "./use-age.ts";

type Collector = DataCalendar["collectors"][number];

const dayMs = 86_400_000;
const shownDays = 91;

/** What came of each collector on each day: coverage of working time, told gaps, quarantine. */
export function CalendarPanel({ enterpriseId }: { readonly enterpriseId: string }) {
  const t = useText(provenanceText);
  const [today] = useState(() => Date.now());
  const [until, setUntil] = useState(today);
  const [view, setView] = useState<"grid" | "table">("grid");
  const range = { from: businessDayOf(until - (shownDays - 1) * dayMs), to: businessDayOf(until) };
  const query = useQuery(calendarQuery(enterpriseId, range));
  const actions = (
    <div className="calendar__actions">
      <Button size="small" onClick={() => setUntil(until - shownDays * dayMs)}>
        {t("earlier")}
      </Button>
      <Button
        size="small"
        disabled={until + dayMs > today}
        onClick={() => setUntil(Math.min(today, until + shownDays * dayMs))}
      >
        {t("later")}
      </Button>
      <Segmented
        size="small"
        value={view}
        onChange={setView}
        aria-label={t("calendar")}
        options={[
          { value: "grid", label: t("grid") },
          { value: "table", label: t("table") },
        ]}
      />
    </div>
  );
  return (
    <Panel title={t("calendar")} note={t("calendarNote")} actions={actions}>
      {query.data === undefined ? (
        query.isError ? (
          <Failure error={query.error} onRetry={() => void query.refetch()} />
        ) : (
          <Waiting />
        )
      ) : query.data.collectors.length === 0 ? (
        <p className="soft">{t("calendarNone")}</p>
      ) : (
        query.data.collectors.map((collector) => (
          <section key={collector.collector} className="calendar">
            <h3 className="calendar__name">
              <span translate="no">{collector.collectorName ?? collector.collector}</span>
              <span className="soft">
                {" "}
                {t("coverage")} {shareOf(collector.coverage.coveragePpm)}
              </span>
            </h3>
            {view === "grid" ? <CalendarGrid days={collector.days} /> : <DayTable collector={collector} />}
          </section>
        ))
      )}
    </Panel>
  );
}

function DayTable({ collector: { days } }: { readonly collector: Collector }) {
  const t = useText(provenanceText);
  const age = useAge();
  return (
    <FigureTable
      label={t("calendar")}
      isTall
      rows={days.toReversed()}
      rowKey={(row) => row.day}
      columns={[
        {
          key: "day",
          title: t("day"),
          render: (row) => (row.isWorkingDay ? row.day : `${row.day} ${t("noWork")}`),
        },
        {
          key: "coverage",
          title: t("coverage"),
          isFigure: true,
          render: (row) => (row.coveragePpm === null ? "—" : shareOf(row.coveragePpm)),
        },
        { key: "readings", title: t("readings"), isFigure: true, render: (row) => formatCount(row.readings) },
        {
          key: "gap",
          title: t("gap"),
          isFigure: true,
          render: (row) => (row.gapMs === 0 ? "—" : age(row.gapMs)),
        },
        { key: "late", title: t("late"), isFigure: true, render: (row) => formatCount(row.late) },
        {
          key: "quarantined",
          title: t("quarantined"),
          isFigure: true,
          render: (row) => formatCount(row.quarantined),
        },
      ]}
    />
  );
}
