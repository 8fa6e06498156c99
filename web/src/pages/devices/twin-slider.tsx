import { Slider } from "antd";
import { formatInstant } from "../../figures/format-time.ts";
import { useText } from "../../i18n/language.tsx";
import { DayInput } from "../../parts/day-input.tsx";
import type { TwinVersion } from "./devices-api.ts";
import { elementText } from "./element-text.ts";

/** What held on a day, as far as was known when a version had been recorded. */
export interface TwinMoment {
  readonly on: string;
  readonly version: number;
}

/** The same choice as the server makes: of what was known, the version that begins last, a correction before what it corrects. */
export function twinAt(versions: readonly TwinVersion[], { on, version }: TwinMoment): TwinVersion | null {
  return versions
    .filter((one) => one.version <= version && one.validFrom <= on)
    .reduce<TwinVersion | null>((best, one) => {
      if (best === null) return one;
      if (one.validFrom === best.validFrom) return one.version > best.version ? one : best;
      return one.validFrom > best.validFrom ? one : best;
    }, null);
}

const dayMs = 86_400_000;

/** Chooses a moment: the day by a slider between the first version and today, and what was known by another. */
export function TwinSlider({
  versions,
  today,
  moment,
  onChange,
}: {
  readonly versions: readonly TwinVersion[];
  readonly today: string;
  readonly moment: TwinMoment;
  readonly onChange: (moment: TwinMoment) => void;
}) {
  const t = useText(elementText);
  const days = versions.map(({ validFrom }) => validFrom).toSorted();
  const last = days.at(-1) ?? today;
  const first = numberOf(days[0] ?? today) - 1;
  const end = Math.max(numberOf(today), numberOf(last));
  const known = versions.find(({ version }) => version === moment.version);
  const marks = Object.fromEntries(days.map((day) => [numberOf(day), { label: "" }]));
  return (
    <>
      <div className="device-slider">
        <label htmlFor="twin-day">{t("day")}</label>
        <DayInput
          id="twin-day"
          value={moment.on}
          onChange={(on) => onChange({ ...moment, on: on === "" ? today : on })}
        />
        <Slider
          min={first}
          max={end}
          marks={marks}
          value={Math.min(Math.max(numberOf(moment.on), first), end)}
          onChange={(day) => onChange({ ...moment, on: dayOf(day) })}
          tooltip={{ formatter: (day) => (day === undefined ? "" : dayOf(day)) }}
          ariaLabelForHandle={t("day")}
        />
      </div>
      {versions.length > 1 && (
        <div className="device-slider">
          <span>{t("known", { version: moment.version, at: formatInstant(known?.recordedAtMs) })}</span>
          <Slider
            min={1}
            max={versions.length}
            dots
            value={moment.version}
            onChange={(version) => onChange({ ...moment, version })}
            ariaLabelForHandle={t("version")}
          />
        </div>
      )}
    </>
  );
}

function numberOf(day: string): number {
  return Math.round(Date.parse(`${day}T00:00:00Z`) / dayMs);
}

function dayOf(number: number): string {
  return new Date(number * dayMs).toISOString().slice(0, 10);
}
