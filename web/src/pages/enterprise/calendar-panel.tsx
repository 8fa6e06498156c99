import { useQuery } from "@tanstack/react-query";
import { Button, Segmented } from "antd";
import { type CSSProperties, useState } from "react";
import { formatCount } from "../../figures/format-number.ts";
import { businessDayOf } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import { Failure, Waiting } from "../../parts/states.tsx";
import { shareOf } from "./evidence-mark.tsx";
import { calendarQuery, type DataCalendar } from "./provenance-api.ts";
import { provenanceText } from "./provenance-text.ts";
import { useAge } from "./use-age.ts";

type Collector = DataCalendar["collectors"][number];
type Day = Collector["days"][number];

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
            {view === "grid" ? <Grid collector={collector} /> : <DayTable collector={collector} />}
          </section>
        ))
      )}
    </Panel>
  );
}

/** Weeks side by side, Monday on top. */
function Grid({ collector: { days } }: { readonly collector: Collector }) {
  const t = useText(provenanceText);
  const age = useAge();
  const [first] = days;
  const skipped = first === undefined ? 0 : (new Date(`${first.day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const words = (day: Day): string =>
    [
      day.day,
      day.isWorkingDay ? null : t("noWork"),
      day.coveragePpm === null ? null : `${t("coverage")} ${shareOf(day.coveragePpm)}`,
      `${t("readings")} ${formatCount(day.readings)}`,
      day.gapMs === 0 ? null : `${t("gap")} ${age(day.gapMs)}`,
      day.late === 0 ? null : `${t("late")} ${formatCount(day.late)}`,
      day.quarantined === 0 ? null : `${t("quarantined")} ${formatCount(day.quarantined)}`,
    ]
      .filter((part) => part !== null)
      .join(" · ");
  return (
    <ol className="calendar__grid" tabIndex={0} aria-label={t("calendar")}>
      {Array.from({ length: skipped }, (_, i) => (
        <li key={`skip-${i}`} className="calendar__day calendar__day--none" aria-hidden="true" />
      ))}
      {days.map((day) => (
        <li
          key={day.day}
          className={classOf(day)}
          style={shadeOf(day)}
          title={words(day)}
          aria-label={words(day)}
        >
          {day.quarantined > 0 && <span className="calendar__dot" aria-hidden="true" />}
        </li>
      ))}
    </ol>
  );
}

function classOf(day: Day): string {
  const names = ["calendar__day"];
  if (!day.isWorkingDay) names.push("calendar__day--free");
  if (day.gapMs > 0) names.push("calendar__day--gap");
  return names.join(" ");
}

/** Darker where more is covered; a free day with readings is lightly shaded. */
function shadeOf({ coveragePpm, readings }: Day): CSSProperties {
  const share = coveragePpm === null ? (readings > 0 ? 0.25 : 0) : coveragePpm / 1_000_000;
  return { "--shade": `${Math.round(share * 100)}%` } as CSSProperties;
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
