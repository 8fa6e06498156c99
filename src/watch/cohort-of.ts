import { medianOf } from "#kernel";
import { type Cohort, cohortParameters, type CohortMeasure, type StreamName } from "./cohort.ts";
import type { MeasuredRunRate } from "./run-rate.ts";
import { energyRunRate } from "./rules/energy-down.ts";
import { runningRunRate } from "./rules/running-down.ts";
import { salesRunRate } from "./rules/sales-down.ts";
import { streamSilenceOf, streamsOf } from "./rules/stream-silent.ts";
import { silenceParameters } from "./silence.ts";
import type { WatchSeries } from "./watch-series.ts";

const measures: Readonly<Record<CohortMeasure, (series: WatchSeries, asOf: number) => MeasuredRunRate>> = {
  sales: salesRunRate,
  energy: energyRunRate,
  running: runningRunRate,
};

/** What all enterprises of a run look like on the day, for the rules that compare one with the others. */
export function cohortOf(all: readonly WatchSeries[], asOf: number): Cohort {
  const medians = new Map<string, number>();
  const industries = Map.groupBy(
    all.filter(({ industry }) => industry !== null),
    ({ industry }) => industry ?? "",
  );
  for (const [industry, members] of industries) {
    if (members.length < cohortParameters.fewest.value) continue;
    for (const [measure, rateOf] of Object.entries(measures)) {
      const ratios = members.flatMap((series) => {
        const measured = rateOf(series, asOf);
        return measured.kind === "measured" ? [measured.rate.ratio] : [];
      });
      if (ratios.length >= cohortParameters.fewest.value)
        medians.set(`${industry}/${measure}`, medianOf(ratios));
    }
  }
  const outages = outagesOf(all, asOf);
  return {
    medianRatio: (industry, measure) => medians.get(`${industry}/${measure}`) ?? null,
    isFeedOut: (stream) => outages.has(stream),
  };
}

function outagesOf(all: readonly WatchSeries[], asOf: number): ReadonlySet<StreamName> {
  const lastDays = new Map<StreamName, { regular: number; readonly silent: number[] }>();
  for (const series of all) {
    for (const [stream, found] of streamsOf(series)) {
      const silence = found.kind === "missing" ? null : streamSilenceOf(stream, found.series, asOf);
      if (silence === null) continue;
      const counts = lastDays.get(stream) ?? { regular: 0, silent: [] };
      counts.regular++;
      if (silence.isSilent) counts.silent.push(silence.last);
      lastDays.set(stream, counts);
    }
  }
  const out = new Set<StreamName>();
  for (const [stream, { regular, silent }] of lastDays) {
    if (silent.length === 0) continue;
    const middle = medianOf(silent);
    const atOnce = silent.filter(
      (day) => Math.abs(day - middle) <= silenceParameters.feedTolerance.value,
    ).length;
    const isMost = atOnce * 1_000_000 >= regular * cohortParameters.outageShare.value;
    if (isMost && atOnce >= cohortParameters.outageFewest.value) out.add(stream);
  }
  return out;
}
