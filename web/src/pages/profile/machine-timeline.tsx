import type { Palette } from "../../app/palette.ts";
import { paletteOf } from "../../app/palette.ts";
import { useThemeMode } from "../../app/theme-mode.tsx";
import { daysBetween } from "../../figures/day-arithmetic.ts";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { FigureTable } from "../../parts/figure-table.tsx";
import { Panel } from "../../parts/panel.tsx";
import type { Streams } from "./profile-api.ts";
import { runningText } from "./running-text.ts";

type Machine = Streams["machines"][number];
type MachineDay = Machine["days"][number];

const states = ["running", "idle", "alarm", "off"] as const;
type State = (typeof states)[number];

const minutesOf: Record<State, (day: MachineDay) => number> = {
  running: ({ runMinutes }) => runMinutes,
  idle: ({ idleMinutes }) => idleMinutes,
  alarm: ({ alarmMinutes }) => alarmMinutes,
  off: ({ offMinutes }) => offMinutes,
};

const colourOf: Record<State, (palette: Palette) => string> = {
  running: ({ gain }) => gain,
  idle: ({ loss }) => loss,
  alarm: ({ error }) => error,
  off: ({ line }) => line,
};

const columnHeight = 26;
const minutesOfDay = 1440;

/** Every machine on every day as a small column of its 24 hours. */
export function MachineTimeline({ streams }: { readonly streams: Streams }) {
  const t = useText(runningText);
  const { mode } = useThemeMode();
  const palette = paletteOf(mode);
  const { machines } = streams;
  if (machines.length === 0) {
    return (
      <Panel title={t("timeline")}>
        <p className="soft">{t("noMachines")}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t("timeline")} note={t("timelineNote")}>
      <p className="timeline__legend">
        {states.map((state) => (
          <span key={state} style={{ ["--swatch" as string]: colourOf[state](palette) }}>
            {t(state)}
          </span>
        ))}
      </p>
      <div className="timeline" role="region" aria-label={t("timeline")} tabIndex={0}>
        <TimelineDrawing streams={streams} palette={palette} />
      </div>
      <SumTable machines={machines} />
    </Panel>
  );
}

function TimelineDrawing({ streams, palette }: { readonly streams: Streams; readonly palette: Palette }) {
  const t = useText(runningText);
  const { machines, from, to } = streams;
  const days = daysBetween(from, to) + 1;
  const describe = (day: MachineDay): string =>
    `${day.day} ${states.map((state) => `${t(state)} ${formatDecimal(minutesOf[state](day) / 60, 1)} h`).join(" · ")}`;
  return (
    <div className="timeline__rows" style={{ ["--days" as string]: days }}>
      {machines.map((machine) => (
        <div key={machine.asset} className="timeline__row">
          <span className="timeline__label" translate="no" title={machine.asset}>
            {isUnnamed(machine) ? t("machineOf", { asset: machine.asset }) : machine.name}
          </span>
          {/* Stretched to the width that there is: it holds no words, only columns of days. */}
          <svg
            className="timeline__days"
            viewBox={`0 0 ${days} ${columnHeight}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${t("timeline")} ${machine.name} ${machine.asset}`}
          >
            {machine.days.map((day) => (
              <g key={day.day} transform={`translate(${daysBetween(from, day.day)} 0)`}>
                <title>{describe(day)}</title>
                {barsOf(day, palette).map(({ state, y, size, fill }) => (
                  <rect key={state} x={0.05} y={y} width={0.9} height={size} fill={fill} />
                ))}
              </g>
            ))}
          </svg>
        </div>
      ))}
      <div className="timeline__row timeline__label">
        <span />
        <span className="timeline__ends">
          <span>{from}</span>
          <span>{to}</span>
        </span>
      </div>
    </div>
  );
}

/** The parts of one day's column from the bottom up. */
function barsOf(day: MachineDay, palette: Palette) {
  let below = 0;
  return states.map((state) => {
    const size = (minutesOf[state](day) / minutesOfDay) * columnHeight;
    below += size;
    return { state, y: columnHeight - below, size, fill: colourOf[state](palette) };
  });
}

/** Imported machines may have no name but their code. */
function isUnnamed({ asset, name }: Machine): boolean {
  return name === "" || name === asset;
}

function SumTable({ machines }: { readonly machines: readonly Machine[] }) {
  const t = useText(runningText);
  const hoursOf = (machine: Machine, state: State): string =>
    formatCount(Math.round(machine.days.reduce((sum, day) => sum + minutesOf[state](day), 0) / 60));
  return (
    <FigureTable
      label={t("timeline")}
      rows={machines}
      rowKey={({ asset }) => asset}
      columns={[
        {
          key: "machine",
          title: t("machine"),
          // Several of a kind are told apart by their codes.
          render: (machine) => (
            <span translate="no">
              {isUnnamed(machine) ? t("machineOf", { asset: machine.asset }) : machine.name}
              {!isUnnamed(machine) && <span className="soft"> {machine.asset}</span>}
            </span>
          ),
        },
        ...states.map((state) => ({
          key: state,
          title: `${t(state)} (${t("hours")})`,
          isFigure: true,
          render: (machine: Machine) => hoursOf(machine, state),
        })),
        {
          key: "good",
          title: t("good"),
          isFigure: true,
          render: ({ days }) => formatCount(days.reduce((sum, day) => sum + day.goodCount, 0)),
        },
      ]}
    />
  );
}
