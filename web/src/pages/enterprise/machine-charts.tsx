import { Select } from "antd";
import { useState } from "react";
import type { Palette } from "../../app/palette.ts";
import { formatCount, formatDecimal } from "../../figures/format-number.ts";
import { useText } from "../../i18n/language.tsx";
import { DayChart, type DayLayer } from "./day-chart.tsx";
import { type MachineSeries, sumMachines } from "./machine-days.ts";
import { machineText } from "./machine-text.ts";

type Translate = ReturnType<typeof useText<typeof machineText>>;

/** How it runs: hours by state, electricity and parts a day, of one machine or of all together. */
export function MachineCharts({ machines }: { readonly machines: readonly MachineSeries[] }) {
  const t = useText(machineText);
  const [chosen, setChosen] = useState<number>(-1);
  const everything = t("all", { count: machines.length });
  const shown = machines.length === 1 ? machines[0] : machines[chosen];
  const series = shown ?? sumMachines(machines, everything);
  const nameOf = ({ asset }: MachineSeries) =>
    /^\d+$/.test(asset) ? t("numbered", { number: asset }) : asset;
  return (
    <section className="machines" aria-label={t("machine")}>
      <div className="machines__choice">
        <span className="soft">{t("machine")}</span>
        {machines.length === 1 ? (
          <b translate="no">{nameOf(series)}</b>
        ) : (
          <Select
            value={chosen}
            onChange={setChosen}
            aria-label={t("machine")}
            popupMatchSelectWidth={false}
            options={[
              { value: -1, label: everything },
              ...machines.map((machine, index) => ({
                value: index,
                label: <span translate="no">{nameOf(machine)}</span>,
              })),
            ]}
          />
        )}
      </div>
      <SeriesCharts series={series} asset={shown?.asset ?? null} t={t} />
    </section>
  );
}

function SeriesCharts({
  series,
  asset,
  t,
}: {
  readonly series: MachineSeries;
  readonly asset: string | null;
  readonly t: Translate;
}) {
  const { minutes, energyWh, producedCount, days, holidays } = series;
  const halves = energyWh !== null && producedCount !== null ? "span-6" : "span-12";
  const shared = { days, holidays };
  return (
    <div className="panels">
      {minutes !== null && (
        <div className="span-12">
          <DayChart
            {...shared}
            source={{ chart: "hours", asset }}
            title={t("hours")}
            note={t("hoursNote")}
            unit={t("hoursUnit")}
            layers={hourLayers(minutes, t)}
          />
        </div>
      )}
      {energyWh !== null && (
        <div className={halves}>
          <DayChart
            {...shared}
            source={{ chart: "energy", asset }}
            title={t("energy")}
            note={t("energyNote")}
            unit={t("energyUnit")}
            isLine
            layers={[energyLayer(energyWh, t)]}
          />
        </div>
      )}
      {producedCount !== null && (
        <div className={halves}>
          <DayChart
            {...shared}
            source={{ chart: "produced", asset }}
            title={t("produced")}
            note={t("producedNote")}
            unit={t("producedUnit")}
            layers={[producedLayer(producedCount, t)]}
          />
        </div>
      )}
    </div>
  );
}

function energyLayer(energyWh: NonNullable<MachineSeries["energyWh"]>, t: Translate): DayLayer {
  return {
    name: t("energy"),
    values: energyWh.map((wattHours) => (wattHours === null ? null : wattHours / 1000)),
    colour: (palette) => palette.loss,
    format: oneDecimal,
  };
}

function producedLayer(producedCount: NonNullable<MachineSeries["producedCount"]>, t: Translate): DayLayer {
  return {
    name: t("produced"),
    values: producedCount,
    colour: (palette) => palette.gain,
    format: formatCount,
  };
}

/** The states that occur: a production log knows of running only. */
function hourLayers(minutes: NonNullable<MachineSeries["minutes"]>, t: Translate): DayLayer[] {
  const states = [
    ["run", (palette: Palette) => palette.gain],
    ["manual", (palette: Palette) => palette.loss],
    ["idle", (palette: Palette) => palette.quiet],
    ["alarm", (palette: Palette) => palette.ink],
  ] as const;
  return states
    .filter(([state]) => minutes[state].some((value) => value > 0))
    .map(([state, colour]) => ({
      name: t(state),
      values: minutes[state].map((value) => value / 60),
      colour,
      format: oneDecimal,
    }));
}

function oneDecimal(value: number | null): string {
  return formatDecimal(value, 1);
}
