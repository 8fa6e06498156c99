import type { Message } from "#kernel";
import { dayChart, type DayLayer } from "../charts/day-chart.ts";
import type { EvaluatedEnterprise, MachineSeries } from "../evaluation.ts";
import { html, type Markup, nothing } from "../markup.ts";
import { reportWords, word } from "../words.ts";

const { messages } = reportWords;

/** How it runs: hours by state, electricity and parts of every machine and meter, a day; nothing where none was read. */
export function machineSection({ machines }: EvaluatedEnterprise): Markup {
  if (machines.length === 0) return nothing;
  const blocks = machines.map((machine) => html`<h3>${nameOf(machine)}</h3>${machineCharts(machine)}`);
  // A page of one or two machines shows them; a whole workshop stays folded, each under its name.
  const shown =
    machines.length <= 3
      ? blocks
      : machines.map(
          (machine) =>
            html`<details><summary>${nameOf(machine)}</summary>${machineCharts(machine)}</details>`,
        );
  return html`<h2>${word("machines")}</h2><p class="muted">${word("machinesNote")}</p>${shown}`;
}

/** Some sources only number their machines. */
function nameOf({ asset }: MachineSeries): Markup {
  return /^\d+$/.test(asset) ? word("numberedMachine", { number: asset }) : html`${asset}`;
}

function machineCharts({ days, holidays, minutes, energyWh, producedCount }: MachineSeries): Markup {
  const charts: Markup[] = [];
  const chart = (title: Message, unit: Message, layers: readonly DayLayer[]): number =>
    charts.push(dayChart({ title, unit, days, holidays, layers }));
  if (minutes !== null) chart(messages.hoursTitle, messages.hoursUnit, hourLayers(minutes));
  if (energyWh !== null) {
    const values = energyWh.map((wattHours) => (wattHours === null ? null : wattHours / 1000));
    chart(messages.energyTitle, messages.energyUnit, [
      { name: messages.energy, style: "series-2", values, decimals: 1 },
    ]);
  }
  if (producedCount !== null) {
    chart(messages.producedTitle, messages.producedUnit, [
      { name: messages.produced, style: "series-1", values: producedCount, decimals: 0 },
    ]);
  }
  return html`<div class="columns machine">${charts}</div>`;
}

/** The states that occur: a production log knows of running only. */
function hourLayers(minutes: NonNullable<MachineSeries["minutes"]>): readonly DayLayer[] {
  const states = [
    [messages.run, "series-1", minutes.run],
    [messages.manual, "series-2", minutes.manual],
    [messages.idle, "series-3", minutes.idle],
    [messages.alarm, "series-4", minutes.alarm],
  ] as const;
  return states
    .filter(([, , values]) => values.some((value) => value > 0))
    .map(([name, style, values]) => ({
      name,
      style,
      values: values.map((value) => value / 60),
      decimals: 1,
    }));
}
