import type { CSSProperties } from "react";
import { formatCount } from "../../figures/format-number.ts";
import { useLanguage, useText } from "../../i18n/language.tsx";
import { shareOf } from "./evidence-mark.tsx";
import type { DataCalendar } from "./provenance-api.ts";
import { provenanceText } from "./provenance-text.ts";
import { useAge } from "./use-age.ts";

type Day = DataCalendar["collectors"][number]["days"][number];

/** Weeks side by side, Monday on top, with the months above and what the signs mean beside it. */
export function CalendarGrid({ days }: { readonly days: readonly Day[] }) {
  const t = useText(provenanceText);
  const { language } = useLanguage();
  const words = useDayWords();
  const [first] = days;
  const skipped = first === undefined ? 0 : weekdayOf(first.day);
  const nameOf = (part: Intl.DateTimeFormatOptions, day: string): string =>
    new Intl.DateTimeFormat(language === "zh" ? "zh-CN" : "en", { ...part, timeZone: "UTC" }).format(
      new Date(`${day}T00:00:00Z`),
    );
  return (
    <div className="calendar__frame">
      <ol className="calendar__grid" tabIndex={0} aria-label={t("calendar")}>
        {days.slice(0, 7).map(({ day }, i) =>
          weekdayOf(day) % 2 === 0 && weekdayOf(day) < 6 ? (
            <li
              key={`weekday-${i}`}
              className="calendar__label"
              style={placeOf(0, weekdayOf(day) + 2)}
              aria-hidden="true"
            >
              {nameOf({ weekday: "narrow" }, day)}
            </li>
          ) : null,
        )}
        {days.map(({ day }, i) =>
          i === 0 || day.endsWith("-01") ? (
            <li
              key={`month-${day}`}
              className="calendar__label"
              style={placeOf(columnOf(i + skipped), 1)}
              aria-hidden="true"
            >
              {i === 0 && Number(day.slice(8)) > 20 ? "" : nameOf({ month: "short" }, day)}
            </li>
          ) : null,
        )}
        {days.map((day, i) => (
          <li
            key={day.day}
            className={classOf(day)}
            style={{ ...placeOf(columnOf(i + skipped), weekdayOf(day.day) + 2), ...shadeOf(day) }}
            title={words(day)}
            aria-label={words(day)}
          >
            {day.quarantined > 0 && <span className="calendar__dot" aria-hidden="true" />}
          </li>
        ))}
      </ol>
      <Legend days={days} />
    </div>
  );
}

/** Signs and the sums of what is shown, so that the picture can be read without hovering. */
function Legend({ days }: { readonly days: readonly Day[] }) {
  const t = useText(provenanceText);
  const age = useAge();
  const sum = (of: (day: Day) => number): number => days.reduce((all, day) => all + of(day), 0);
  const gapMs = sum((day) => day.gapMs);
  const signs = [
    { key: "covered", label: t("readings"), value: formatCount(sum((day) => day.readings)) },
    { key: "gap", label: t("gap"), value: gapMs === 0 ? "0" : age(gapMs) },
    { key: "quarantined", label: t("quarantined"), value: formatCount(sum((day) => day.quarantined)) },
  ] as const;
  return (
    <div className="calendar__legend">
      <p className="calendar__scale soft">
        {t("coverage")} 0%
        {[0, 25, 50, 75, 100].map((share) => (
          <span
            key={share}
            className="calendar__day"
            style={{ "--shade": `${share}%` } as CSSProperties}
            aria-hidden="true"
          />
        ))}
        100%
      </p>
      <ul>
        {signs.map(({ key, label, value }) => (
          <li key={key}>
            <span
              className={`calendar__day${key === "gap" ? " calendar__day--gap" : ""}`}
              style={{ "--shade": key === "covered" ? "100%" : "25%" } as CSSProperties}
              aria-hidden="true"
            >
              {key === "quarantined" && <span className="calendar__dot" />}
            </span>
            <span className="soft">{label}</span>
            <span className="figure">{value}</span>
          </li>
        ))}
        <li>
          <span className="calendar__day calendar__day--free" aria-hidden="true" />
          <span className="soft">{t("noWork")}</span>
          <span className="figure">{days.filter((day) => !day.isWorkingDay).length}</span>
        </li>
      </ul>
    </div>
  );
}

/** What a cell says in words. */
function useDayWords(): (day: Day) => string {
  const t = useText(provenanceText);
  const age = useAge();
  return (day) =>
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
}

/** 0 is Monday. */
function weekdayOf(day: string): number {
  return (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
}

function columnOf(place: number): number {
  return Math.floor(place / 7) + 1;
}

/** Column 0 is the one of the weekdays' names. */
function placeOf(column: number, row: number): CSSProperties {
  return { gridColumn: column + 1, gridRow: row };
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
