import { type ReplayedAlert, replayAlerts } from "#watch";
import { type SimulatedRegion, simulateRegion } from "../src/watch/testing/simulated-series.ts";
import { shareText } from "./share-text.ts";

/** What a replay over simulated truth took and found; rates as counts, so that intervals can be put to them. */
export interface WatchFigures {
  readonly enterprises: number;
  readonly evaluatedDays: number;
  readonly replayMs: number;
  readonly alerts: number;
  readonly perHundredAMonth: number;
  /** Alerts within 14 months before a default or 8 after it, within as much of a recovered shock, and neither. */
  readonly ofDefaults: number;
  readonly ofShocks: number;
  readonly ofNothing: number;
  readonly defaults: number;
  /** Defaults with an alert before, and 60 days or more before. */
  readonly warned: number;
  readonly warned60: number;
  /** Days from the first alert to the default, ascending. */
  readonly leads: readonly number[];
}

const firstDay = "2022-09-01";
const lastDay = "2026-08-31";
const from = "2023-11-06";
const months = 34;
const beforeDays = 420;
const afterDays = 240;
/** A default is 90 days past due at the end of its month. */
const monthEnd = 28;

/** Replays early warning, weekly over 34 months, on enterprises whose fate is known. */
export function benchWatch(enterprises: number, seed: string): WatchFigures {
  const region = simulateRegion({ seed, enterprises, firstDay, lastDay });
  const startedAtMs = performance.now();
  const alerts = replayAlerts(region.series, { from, to: lastDay, step: "week" });
  const replayMs = performance.now() - startedAtMs;
  const kinds = alerts.map((alert) => kindOf(alert, region));
  const countOf = (kind: string): number => kinds.filter((found) => found === kind).length;
  const defaulted = region.plans.filter(({ isDefault }) => isDefault);
  const leads = defaulted.flatMap(({ code, misfortune }) => {
    const end = region.firstDayOfMonth(misfortune?.month ?? 0) + monthEnd;
    const before = alerts
      .filter(({ episode }) => episode.enterpriseId === code)
      .map(({ episode }) => end - episode.raisedOn)
      .filter((days) => days >= 0 && days < beforeDays);
    return before.length === 0 ? [] : [Math.max(...before)];
  });
  return {
    enterprises,
    evaluatedDays: Math.round((months * 365) / 12 / 7),
    replayMs,
    alerts: alerts.length,
    perHundredAMonth: (alerts.length / enterprises / months) * 100,
    ofDefaults: countOf("default"),
    ofShocks: countOf("shock"),
    ofNothing: countOf("nothing"),
    defaults: defaulted.length,
    warned: leads.length,
    warned60: leads.filter((days) => days >= 60).length,
    leads: leads.sort((left, right) => left - right),
  };
}

function kindOf({ episode }: ReplayedAlert, region: SimulatedRegion): "default" | "shock" | "nothing" {
  const plan = region.plans.find(({ code }) => code === episode.enterpriseId);
  if (plan === undefined || plan.misfortune === null) return "nothing";
  const end = region.firstDayOfMonth(plan.misfortune.month) + monthEnd;
  if (episode.raisedOn <= end - beforeDays || episode.raisedOn >= end + afterDays) return "nothing";
  return plan.isDefault ? "default" : "shock";
}

if (import.meta.main) {
  const seeds = ["watch-1", "watch-2", "watch-3", "watch-4"];
  const all = seeds.map((seed) => benchWatch(300, seed));
  const sum = (pick: (figures: WatchFigures) => number): number =>
    all.reduce((total, one) => total + pick(one), 0);
  const leads = all.flatMap((one) => one.leads).sort((left, right) => left - right);
  const quantile = (share: number): number => leads[Math.floor(leads.length * share)] ?? 0;
  const lines = [
    `seeds ${seeds.join(", ")}, 300 enterprises each, ${all[0]?.evaluatedDays} weekly evaluations`,
    `replay ${all.map(({ replayMs }) => `${(replayMs / 1000).toFixed(1)} s`).join(", ")}`,
    `alerts per 100 a month ${all.map(({ perHundredAMonth }) => perHundredAMonth.toFixed(2)).join(", ")}`,
    `without any event behind them ${shareText(
      sum(({ ofNothing }) => ofNothing),
      sum(({ alerts }) => alerts),
    )}; per true one ${(sum(({ ofNothing }) => ofNothing) / sum(({ ofDefaults }) => ofDefaults)).toFixed(2)}, with recovered shocks ${(
      sum(({ ofNothing, ofShocks }) => ofNothing + ofShocks) / sum(({ ofDefaults }) => ofDefaults)
    ).toFixed(2)}`,
    `defaults warned of ${shareText(
      sum(({ warned }) => warned),
      sum(({ defaults }) => defaults),
    )}; 60 days before ${shareText(
      sum(({ warned60 }) => warned60),
      sum(({ defaults }) => defaults),
    )}`,
    `lead days: median ${quantile(0.5)}, quartiles ${quantile(0.25)}–${quantile(0.75)}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
