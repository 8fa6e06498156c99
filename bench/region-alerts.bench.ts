import { addMonths, type BusinessDay, dayNumberOf, lastDayOf, lunarNewYearOffsetOf } from "#kernel";
import { alertsOf, type OperatingAlert } from "#watch";
import { shareText } from "./share-text.ts";
import { warmUpMonths } from "../src/simulate/region/region-climate.ts";
import { planRegion } from "../src/simulate/region/region-plan.ts";
import { simulateEnterprise } from "../src/simulate/region/simulate-region.ts";

/** What weekly early warning over a simulated region found; counts, so that intervals can be put to them. */
export interface RegionAlertFigures {
  readonly enterprises: number;
  /** Enterprises times the months in which rules could compare with a year before. */
  readonly enterpriseMonths: number;
  /** Processor time of the replays, and the slowest of a hundred. */
  readonly msAnEnterprise: number;
  readonly p95Ms: number;
  readonly alerts: number;
  readonly byKind: Readonly<Record<EventKind, number>>;
  readonly byType: Readonly<Record<string, Readonly<Record<EventKind, number>>>>;
  readonly paths: Readonly<Record<string, PathFigures>>;
  /** Alerts of enterprises without any event from 15 days before to 70 days after a lunar new year, and at other times. */
  readonly quietNearNewYear: readonly string[];
  readonly quietAlerts: number;
}

/** What lies behind an alert: a default, a trial that was overcome, misconduct, or nothing that was simulated. */
export type EventKind = "default" | "shock" | "misconduct" | "nothing";

export interface PathFigures {
  defaults: number;
  warned: number;
  warned60: number;
  /** Likewise where an instalment that was missed counts as a warning too. */
  told60: number;
  readonly leads: number[];
}

const months = 36;
const endDay: BusinessDay = "2026-08-31";
/** Defaults before this month leave no year to compare with. */
const comparableFrom = 14;
const beforeDays = 420;
const afterDays = 240;

export function benchRegionAlerts(enterprises: number, seed: string): RegionAlertFigures {
  const plan = planRegion({ seed, enterprises, months, endDay });
  const deliveryEnds = Array.from({ length: months }, (_, place) =>
    lastDayOf(addMonths(plan.firstMonth, place)),
  );
  const times: number[] = [];
  const counts = { alerts: 0, quietAlerts: 0 };
  const byKind: Record<EventKind, number> = { default: 0, shock: 0, misconduct: 0, nothing: 0 };
  const byType: Record<string, Record<EventKind, number>> = {};
  const paths: Record<string, PathFigures> = {};
  const quietNearNewYear: string[] = [];
  for (const [index, planned] of plan.enterprises.entries()) {
    const { rows, truth } = simulateEnterprise(plan, index);
    const startedAtMs = performance.now();
    const replayed = alertsOf(rows, { enterpriseId: truth.id, to: endDay, deliveryEnds });
    times.push(performance.now() - startedAtMs);
    const defaultedBy = truth.default_month === null ? null : lastDayOf(truth.default_month);
    // An instalment that was missed is the outcome and no early warning; after a default there is nothing to warn of.
    const early = replayed.filter(
      ({ type, raisedOn }) =>
        type !== "instalmentMissed" && (defaultedBy === null || raisedOn <= defaultedBy),
    );
    counts.alerts += early.length;
    const events = eventsOf(planned.trials, {
      plan,
      planned,
      hasMisconduct: truth.fraud !== null || truth.fault !== null,
    });
    for (const alert of early) {
      const kind = kindOf(alert, events);
      byKind[kind]++;
      const ofType = (byType[alert.type] ??= { default: 0, shock: 0, misconduct: 0, nothing: 0 });
      ofType[kind]++;
    }
    if (events.length === 0) {
      counts.quietAlerts += early.length;
      for (const { type, raisedOn } of early) {
        const offset = lunarNewYearOffsetOf(raisedOn);
        if (offset >= -15 && offset <= 70) quietNearNewYear.push(`${truth.code} ${type} ${raisedOn}`);
      }
    }
    const defaultMonth = truth.default_month;
    if (defaultMonth !== null && defaultMonth >= addMonths(plan.firstMonth, comparableFrom))
      countDefault(
        (paths[truth.path ?? "none"] ??= { defaults: 0, warned: 0, warned60: 0, told60: 0, leads: [] }),
        { early, all: replayed },
        dayNumberOf(lastDayOf(defaultMonth)),
      );
  }
  times.sort((left, right) => left - right);
  return {
    enterprises,
    enterpriseMonths: enterprises * (months - 12),
    msAnEnterprise: times.reduce((sum, ms) => sum + ms, 0) / times.length,
    p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
    ...counts,
    byKind,
    byType,
    paths,
    quietNearNewYear,
  };
}

interface Event {
  readonly kind: EventKind;
  readonly from: number;
  readonly to: number;
}

type Plan = ReturnType<typeof planRegion>;
type Planned = Plan["enterprises"][number];

/** Stretches of time in which something that was simulated shows: trials, failing customers, misconduct. */
function eventsOf(
  trials: Planned["trials"],
  {
    plan,
    planned,
    hasMisconduct,
  }: { readonly plan: Plan; readonly planned: Planned; readonly hasMisconduct: boolean },
): Event[] {
  const endOf = (month: number): number =>
    dayNumberOf(lastDayOf(addMonths(plan.firstMonth, month - warmUpMonths)));
  const around = (kind: EventKind, end: number): Event => ({
    kind,
    from: end - beforeDays,
    to: end + afterDays,
  });
  const failing = planned.customers.flatMap(({ failsIn, share }) =>
    failsIn !== null && share >= 0.1 ? [failsIn] : [],
  );
  const always = { from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  return [
    ...trials.map(({ month, recovers }) => around(recovers ? "shock" : "default", endOf(month))),
    ...failing.map((month) => around("shock", endOf(month))),
    ...(hasMisconduct ? [{ kind: "misconduct" as const, ...always }] : []),
  ];
}

function kindOf({ raisedOn }: OperatingAlert, events: readonly Event[]): EventKind {
  const day = dayNumberOf(raisedOn);
  const order = ["default", "shock", "misconduct"] as const;
  const found = events.filter(({ from, to }) => day >= from && day <= to).map(({ kind }) => kind);
  return order.find((kind) => found.includes(kind)) ?? "nothing";
}

function countDefault(
  path: PathFigures,
  told: { readonly early: readonly OperatingAlert[]; readonly all: readonly OperatingAlert[] },
  end: number,
): void {
  path.defaults++;
  const leadsOf = (alerts: readonly OperatingAlert[]): number[] =>
    alerts
      .map(({ raisedOn }) => end - dayNumberOf(raisedOn))
      .filter((days) => days >= 0 && days < beforeDays);
  if (Math.max(0, ...leadsOf(told.all)) >= 60) path.told60++;
  const leads = leadsOf(told.early);
  if (leads.length === 0) return;
  const lead = Math.max(...leads);
  path.warned++;
  path.leads.push(lead);
  if (lead >= 60) path.warned60++;
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length * share)] ?? 0;
}

/** Paths that nothing in operating data foretells. */
const notForeseeable = ["diversion", "entryFraud"];

function print(figures: RegionAlertFigures): void {
  const { byKind, paths } = figures;
  const sumOf = (pick: (path: PathFigures) => number, names = Object.keys(paths)): number =>
    names.reduce((sum, name) => sum + (paths[name] === undefined ? 0 : pick(paths[name])), 0);
  const seen = Object.keys(paths).filter((name) => !notForeseeable.includes(name));
  const leads = seen.flatMap((name) => paths[name]?.leads ?? []);
  const write = (line: string): void => void process.stdout.write(`${line}\n`);
  write(
    `${figures.enterprises} enterprises, ${months} months, weekly; ${figures.msAnEnterprise.toFixed(0)} ms each (p95 ${figures.p95Ms.toFixed(0)})`,
  );
  write(
    `alerts ${figures.alerts}, per 100 a month ${((figures.alerts / figures.enterpriseMonths) * 100).toFixed(2)}`,
  );
  write(
    `behind them: ${JSON.stringify(byKind)}; without any event ${shareText(byKind.nothing, figures.alerts)}, per one of a default ${(byKind.nothing / Math.max(1, byKind.default)).toFixed(2)}, with shocks ${((byKind.nothing + byKind.shock) / Math.max(1, byKind.default)).toFixed(2)}`,
  );
  write(
    `defaults warned of ${shareText(
      sumOf(({ warned }) => warned),
      sumOf(({ defaults }) => defaults),
    )}, 60 days before ${shareText(
      sumOf(({ warned60 }) => warned60),
      sumOf(({ defaults }) => defaults),
    )}`,
  );
  write(
    `of the foreseeable 60 days before ${shareText(
      sumOf(({ warned60 }) => warned60, seen),
      sumOf(({ defaults }) => defaults, seen),
    )}; lead median ${quantile(leads, 0.5)}, quartiles ${quantile(leads, 0.25)}–${quantile(leads, 0.75)} days`,
  );
  write(
    `with missed instalments as warnings, 60 days before ${shareText(
      sumOf(({ told60 }) => told60),
      sumOf(({ defaults }) => defaults),
    )}`,
  );
  for (const [name, path] of Object.entries(paths))
    write(
      `  ${name}: 60 days before ${shareText(path.warned60, path.defaults)}, lead median ${quantile(path.leads, 0.5)}`,
    );
  write(
    `enterprises without any event: ${figures.quietAlerts} alerts, within 15 days before to 70 after a new year (23 % of the year) ${figures.quietNearNewYear.length}: ${figures.quietNearNewYear.slice(0, 8).join("; ")}`,
  );
  for (const [type, kinds] of Object.entries(figures.byType)) write(`  ${type}: ${JSON.stringify(kinds)}`);
}

if (import.meta.main) {
  const [enterprises = "300", ...seeds] = process.argv.slice(2);
  for (const seed of seeds.length === 0 ? ["alerts-1"] : seeds)
    print(benchRegionAlerts(Number(enterprises), seed));
}
