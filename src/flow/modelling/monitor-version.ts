import type { ConsentServices } from "#consent";
import type { Asker } from "#access";
import type { EvaluationServices } from "#jobs";
import type { ScorecardVersion } from "#models";
import type { EvaluatedEnterprise } from "#report";
import {
  type BinCounts,
  countBins,
  defaultEvaluationParameters,
  type DriftAlarm,
  labelOfBin,
  measureShift,
  type ModelEvaluation,
  type PopulationEvaluation,
  type Scorecard,
  scoreSample,
  type StabilityIndex,
  type TrafficLight,
} from "#scorecard";

/** A stability index beside what chance alone makes of it. */
export interface ShownIndex {
  readonly value: number;
  /** So large an index comes about by chance in samples of this size. */
  readonly limit: number;
  readonly light: TrafficLight;
}

export interface MonitoredPeriod {
  readonly label: string;
  /** Vintages of the development sample, then evaluations that were made since. */
  readonly kind: "development" | "evaluation";
  readonly rows: number;
  /** Of the rows, by score band. */
  readonly shares: readonly number[];
  readonly psi: ShownIndex;
  readonly meanPoints: number;
  readonly badRate: number | null;
  readonly indicators: readonly (ShownIndex & { readonly id: string })[];
}

export interface MonitoringAlarm {
  readonly level: DriftAlarm["level"];
  readonly rule: string;
  readonly period: string | null;
  /** Indicator or grade; null for the score as a whole. */
  readonly subject: string | null;
  readonly found: number;
  readonly expected: number;
  readonly limit: number;
  readonly rows: number;
}

/** How a version's population moved since it was developed. */
export interface VersionMonitoring {
  readonly versionId: string;
  /** Score bands, rising, with the development sample's shares; null bounds are open. */
  readonly bands: readonly {
    readonly from: number | null;
    readonly to: number | null;
    readonly share: number;
  }[];
  readonly periods: readonly MonitoredPeriod[];
  readonly alarms: readonly MonitoringAlarm[];
}

const watchedEvaluations = 24;

/**
 * Compares the enterprises of the evaluations that were made since with the rows that the card was developed on: shares by
 * score band and by bin, with limits that chance alone sets. Only enterprises that the reader has a basis for count, and
 * the read is recorded.
 */
export async function monitorVersion(
  {
    jobs,
    consent,
  }: {
    readonly jobs: Pick<EvaluationServices, "evaluations">;
    readonly consent: Pick<ConsentServices, "readList">;
  },
  by: Asker,
  { version, evaluation }: { readonly version: ScorecardVersion; readonly evaluation: ModelEvaluation },
): Promise<VersionMonitoring> {
  const { card } = version;
  const baseline = baselineOf(card, evaluation);
  const periods: MonitoredPeriod[] = [...developedPeriods(evaluation, baseline)];
  const found = await jobs.evaluations.list(by.party.id, watchedEvaluations);
  const developedAtMs = version.transitions[0]?.atMs ?? 0;
  for (const { id, document, createdAtMs, simulated } of found.toReversed()) {
    if (document === null || createdAtMs < developedAtMs || simulated !== version.isSimulated) continue;
    const read = await consent.readList(by, {
      evaluationId: id,
      purpose: "creditEvaluation",
      dataClass: "evaluation",
      what: "scorecard.monitoring",
    });
    const enterprises = await jobs.evaluations.readEnterprises(by.party.id, id, read.readable);
    const shown = await read.record(enterprises.map((one) => one.id));
    const rows = enterprises.filter((one) => shown.has(one.id));
    if (rows.length > 0) periods.push(periodOf(card, baseline, { label: document.asOf, rows }));
  }
  return {
    versionId: version.id,
    bands: baseline.bands,
    periods,
    alarms: [...evaluation.alarms.map(alarmOf), ...periods.flatMap(alarmsOf)],
  };
}

interface Baseline {
  readonly bands: VersionMonitoring["bands"];
  /** Lowest score of each band but the first, rising. */
  readonly cuts: readonly number[];
  readonly scores: BinCounts;
  readonly indicators: ReadonlyMap<string, BinCounts>;
}

function baselineOf(card: Scorecard, evaluation: ModelEvaluation): Baseline {
  const bands = developedBands(evaluation);
  const rows = bands.reduce((sum, band) => sum + band.rows, 0);
  return {
    bands: bands.map(({ pointsFrom, share }, place) => ({
      from: place === 0 ? null : pointsFrom,
      to: bands[place + 1]?.pointsFrom ?? null,
      share,
    })),
    cuts: bands.slice(1).map(({ pointsFrom }) => pointsFrom),
    scores: { counts: Float64Array.from(bands, (band) => band.rows), effectiveRows: rows },
    indicators: new Map(
      card.indicators.map(({ id, bins }) => [
        id,
        {
          counts: Float64Array.from(bins, ({ count }) => count),
          effectiveRows: bins.reduce((sum, { count }) => sum + count, 0),
        },
      ]),
    ),
  };
}

/**
 * Bands of the score with the development's rows: those in which the evaluation counted the vintages, so that these can be
 * shown beside; without vintages the finer ones of the development rows.
 */
function developedBands({ populations, stability }: ModelEvaluation) {
  const development = populations[0] as PopulationEvaluation;
  const bins = stability.scoreByVintage[0]?.stability.bins ?? [];
  const cuts = stability.scoreCuts ?? [];
  if (bins.length > 0 && bins.length === cuts.length + 1) {
    return bins.map(({ expectedShare }, place) => ({
      pointsFrom: cuts[place - 1] ?? Number.NEGATIVE_INFINITY,
      share: expectedShare,
      rows: expectedShare * development.rows,
    }));
  }
  return development.bands.toSorted((left, right) => left.pointsFrom - right.pointsFrom);
}

/** The vintages of the development itself, as its evaluation measured them. */
function developedPeriods({ stability }: ModelEvaluation, { bands }: Baseline): readonly MonitoredPeriod[] {
  return stability.scoreByVintage.map(({ vintage, stability: score }) => {
    const performance = stability.performanceByVintage.find((one) => one.vintage === vintage);
    return {
      label: vintage,
      kind: "development",
      rows: performance?.rows ?? Math.round(score.actualRows),
      shares: score.bins.length === bands.length ? score.bins.map(({ actualShare }) => actualShare) : [],
      psi: indexOf(score),
      meanPoints: performance?.meanPoints ?? 0,
      badRate: performance?.badRate.value ?? null,
      indicators: stability.indicators.flatMap(({ id, byVintage }) => {
        const own = byVintage.find((one) => one.vintage === vintage);
        return own === undefined ? [] : [{ id, ...indexOf(own.stability) }];
      }),
    };
  });
}

function periodOf(
  card: Scorecard,
  baseline: Baseline,
  { label, rows }: { readonly label: string; readonly rows: readonly EvaluatedEnterprise[] },
): MonitoredPeriod {
  const values = rows.map(
    ({ indicators }) => new Map(indicators.map(({ id, value }) => [id, value ?? Number.NaN])),
  );
  const columns = card.indicators.map(({ id }) => ({
    kind: "numeric" as const,
    id,
    values: Float64Array.from(values, (row) => row.get(id) ?? Number.NaN),
  }));
  const { points, perIndicator } = scoreSample(card, columns);
  const bandCodes = Uint8Array.from(points, (score) => baseline.cuts.filter((cut) => score >= cut).length);
  const scores = countBins(bandCodes, baseline.bands.length);
  const labels = baseline.bands.map((_, place) => String(place));
  const known = rows.filter((row) => row.label !== null);
  return {
    label,
    kind: "evaluation",
    rows: rows.length,
    shares: [...scores.counts].map((count) => count / rows.length),
    psi: indexOf(measureShift(baseline.scores, scores, labels, defaultEvaluationParameters)),
    meanPoints: points.reduce((sum, score) => sum + score, 0) / points.length,
    badRate: known.length === 0 ? null : known.filter((row) => row.label === "default").length / known.length,
    indicators: card.indicators.map(({ id, bins }, place) => {
      const codes = perIndicator[place]?.bins ?? new Uint8Array();
      const expected = baseline.indicators.get(id) ?? { counts: new Float64Array(), effectiveRows: 0 };
      const actual = countBins(codes, bins.length);
      const binLabels = bins.map((bin) => labelOfBin(bin, "en"));
      return { id, ...indexOf(measureShift(expected, actual, binLabels, defaultEvaluationParameters)) };
    }),
  };
}

function indexOf({ index, limit, light }: StabilityIndex): ShownIndex {
  return { value: index, limit, light };
}

function alarmOf({ level, rule, subject, vintage, figures }: DriftAlarm): MonitoringAlarm {
  const { found, expected, limit, rows } = figures;
  return { level, rule, period: vintage, subject, found, expected, limit, rows };
}

/** Alarms of the evaluations since; those of the development stand in its own evaluation. */
function alarmsOf({ kind, label, rows, psi, indicators }: MonitoredPeriod): readonly MonitoringAlarm[] {
  if (kind === "development") return [];
  const common = { period: label, expected: 0, rows };
  const raised = (index: ShownIndex, rule: string, subject: string | null): readonly MonitoringAlarm[] =>
    index.light === "green"
      ? []
      : [{ ...common, level: index.light, rule, subject, found: index.value, limit: index.limit }];
  return [
    ...raised(psi, "scoreShift", null),
    ...indicators.flatMap((one) => raised(one, "indicatorShift", one.id)),
  ];
}
