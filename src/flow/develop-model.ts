import { type BusinessDay, type ReportProgress, addMonths, lastDayOf, monthOf } from "#kernel";
import { type EnterpriseFacts, type IndicatorSource, computeIndicators, emptyFacts } from "#indicators";
import {
  type CrossValidation,
  type Scorecard,
  type ScorecardParameters,
  defaultScorecardParameters,
} from "#scorecard";
import { developInThread } from "./develop-scorecard.ts";
import { type IndicatorValues, columnsOf, scorecardIndicators } from "./indicator-sample.ts";

/** Folds a validation, which is also the fewest of each outcome, and how often it is repeated with other folds. */
const FOLDS = 5;
const REPEATS = 20;
const EARLIER_MONTHS = 12;
const VALIDATIONS = 3;

/** An enterprise whose outcome is known, with its indicators as of T. */
export interface LabelledEnterprise {
  readonly id: string;
  readonly isBad: boolean;
  readonly values: IndicatorValues;
}

export interface DevelopedModel {
  readonly scorecard: Scorecard;
  readonly validation: CrossValidation;
  /** Out-of-fold log odds of the development sample, by enterprise. */
  readonly outOfFold: ReadonlyMap<string, number>;
  /** AUC on what was known 12 months before T; null when the sample could not be validated there. */
  readonly aucAsOf12m: number | null;
  /** AUC without indicators that look at the end of the series. */
  readonly aucWithoutEndOfSeries: number | null;
}

export interface DevelopmentRequest {
  readonly labelled: readonly LabelledEnterprise[];
  readonly asOf: BusinessDay;
  readonly knownAt: number;
  readonly seed: string;
  readonly source: IndicatorSource;
  readonly parameters?: ScorecardParameters;
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/** Whether a sample can be split into folds that each hold both outcomes. */
export function canDevelop(labelled: readonly { readonly isBad: boolean }[]): boolean {
  const bads = labelled.filter(({ isBad }) => isBad).length;
  return bads >= FOLDS && labelled.length - bads >= FOLDS;
}

/**
 * Develops the card on the labelled enterprises and validates it three ways: as of T, as of twelve months earlier,
 * and without the indicators that look at the end of the series. The last two show how much of the AUC may be the
 * effect of an undated default instead of its cause.
 */
export async function developModel(request: DevelopmentRequest): Promise<DevelopedModel> {
  const { labelled, seed, signal, onProgress } = request;
  const bad = Uint8Array.from(labelled, ({ isBad }) => (isBad ? 1 : 0));
  const parameters = request.parameters ?? defaultScorecardParameters;
  const now = labelled.map(({ values }) => values);
  const everything = scorecardIndicators({ withEndOfSeries: true });
  const report = createFitProgress(onProgress);
  const develop = (
    rows: readonly IndicatorValues[],
    definitions: typeof everything,
    options: { readonly needsCard: boolean; readonly subject: string },
  ) => {
    const sample = { indicators: columnsOf(definitions, rows), bad };
    const task = { sample, parameters, seed, folds: FOLDS, repeats: REPEATS, needsCard: options.needsCard };
    return developInThread(task, {
      signal,
      onProgress: (progress) => report(options.subject, progress.done),
    });
  };

  const earlier = loadEarlier(request).then((rows) =>
    rows === null ? null : develop(rows, everything, { needsCard: false, subject: "asOf12m" }),
  );
  const [full, asOf12m, withoutEnd] = await Promise.all([
    develop(now, everything, { needsCard: true, subject: "asOf" }),
    earlier,
    develop(now, scorecardIndicators({ withEndOfSeries: false }), {
      needsCard: false,
      subject: "withoutEndOfSeries",
    }),
  ]);
  return {
    scorecard: full.scorecard as Scorecard,
    validation: full.validation,
    outOfFold: byEnterprise(labelled, full.validation.outOfFoldLogOdds),
    aucAsOf12m: asOf12m?.validation.mean ?? null,
    aucWithoutEndOfSeries: withoutEnd.validation.mean,
  };
}

function byEnterprise(
  labelled: readonly LabelledEnterprise[],
  values: Float64Array,
): ReadonlyMap<string, number> {
  return new Map(labelled.map(({ id }, row) => [id, values[row] as number]));
}

/** One count over the validations, which run side by side. */
function createFitProgress(onProgress: ReportProgress): (subject: string, done: number) => void {
  const doneOf = new Map<string, number>();
  return (subject, done) => {
    doneOf.set(subject, done);
    const sum = [...doneOf.values()].reduce((total, each) => total + each, 0);
    onProgress({ step: "crossValidate", done: sum, total: VALIDATIONS * FOLDS * REPEATS, unit: "fits" });
  };
}

/** The same enterprises as of twelve months earlier; null when hardly any of them had traded by then. */
async function loadEarlier(request: DevelopmentRequest): Promise<readonly IndicatorValues[] | null> {
  const { labelled, knownAt, source } = request;
  const asOf = dayInEarlierMonth(request.asOf, EARLIER_MONTHS);
  const enterpriseIds = labelled.map(({ id }) => id);
  const facts = await source.loadFacts({ asOf, knownAt, enterpriseIds });
  const traded = labelled.filter(({ id }) => hasTraded(facts.get(id)));
  if (!canDevelop(traded)) return null;
  return enterpriseIds.map((id) => computeIndicators(facts.get(id) ?? emptyFacts(asOf, knownAt)));
}

function hasTraded(facts: EnterpriseFacts | undefined): boolean {
  return facts !== undefined && facts.sales.slices.length + facts.purchases.slices.length > 0;
}

/** The same day of the month so many months earlier, or that month's last day. */
function dayInEarlierMonth(day: BusinessDay, months: number): BusinessDay {
  const month = addMonths(monthOf(day), -months);
  const sameDay = `${month}-${day.slice(8)}`;
  const lastDay = lastDayOf(month);
  return sameDay < lastDay ? sameDay : lastDay;
}
