import { addMonths, dayNumberOf, lastDayOf, monthsBetween } from "#kernel";
import { operatingFactsOf } from "#operations";
import { aucOfRisks } from "#scorecard";
import {
  type RegionRequest,
  type RegionSummary,
  planRegion,
  simulateEnterprise,
  summariseRegion,
} from "#simulate";
import { type Layer, regionFeatures } from "./region-features.ts";
import { fitLogit, riskOf, standardise } from "./ridge-logit.ts";

export interface LayerResult {
  readonly layer: Layer;
  readonly auc: number;
  readonly low: number;
  readonly high: number;
}

export interface RegionStudy {
  readonly summary: RegionSummary;
  readonly observations: number;
  readonly bads: number;
  /** Each with the layers before it, except the traditional one, which stands alone. */
  readonly layers: readonly LayerResult[];
  readonly simulateMs: number;
  readonly msAnEnterprise: number;
}

interface Observation {
  readonly index: number;
  readonly features: Record<Layer, number[]>;
  readonly isBad: number;
}

const folds = 5;
const ridge = 20;

/**
 * What a region's data can tell: flows and stocks of bad loans by size, and how well a plain regression on a few
 * numbers of each layer foresees default within twelve months. An enterprise is never in both halves of a fold.
 * @param request at least 36 months, so that a year lies before and after each of two observation days
 */
export function studyRegion(request: RegionRequest): RegionStudy {
  const plan = planRegion(request);
  const summary = summariseRegion(request);
  const observations: Observation[] = [];
  let simulateMs = 0;
  for (let index = 0; index < plan.enterprises.length; index++) {
    const startedAt = performance.now();
    const enterprise = simulateEnterprise(plan, index);
    simulateMs += performance.now() - startedAt;
    summary.add(enterprise);
    for (const back of [24, 12]) {
      const month = addMonths(request.endDay.slice(0, 7), -back);
      const { default_month: defaultMonth } = enterprise.truth;
      const ahead = defaultMonth === null ? 99 : monthsBetween(month, defaultMonth);
      const asOf = lastDayOf(month);
      const facts = operatingFactsOf(enterprise.rows, asOf, request.months - back);
      if (ahead <= 0 || facts.machineDays.length < 180) continue;
      observations.push({
        index,
        features: regionFeatures(facts, dayNumberOf(asOf)),
        isBad: Number(ahead <= 12),
      });
    }
  }
  return {
    summary: summary.summary(),
    observations: observations.length,
    bads: observations.reduce((sum, { isBad }) => sum + isBad, 0),
    layers: [
      measure(observations, "device", ["device"]),
      measure(observations, "orders", ["device", "orders"]),
      measure(observations, "funds", ["device", "orders", "funds"]),
      measure(observations, "traditional", ["traditional"]),
    ],
    simulateMs,
    msAnEnterprise: simulateMs / plan.enterprises.length,
  };
}

function measure(observations: readonly Observation[], layer: Layer, used: readonly Layer[]): LayerResult {
  const rows = standardise(observations.map(({ features }) => used.flatMap((name) => features[name])));
  const risk = new Float64Array(rows.length);
  for (let fold = 0; fold < folds; fold++) {
    const isHeldOut = observations.map(({ index }) => index % folds === fold);
    const train = rows.filter((_, at) => isHeldOut[at] === false);
    const bad = observations.filter((_, at) => isHeldOut[at] === false).map(({ isBad }) => isBad);
    const weights = fitLogit(train, bad, ridge);
    for (const [at, row] of rows.entries()) if (isHeldOut[at] === true) risk[at] = riskOf(weights, row);
  }
  const outcome = Uint8Array.from(observations, ({ isBad }) => isBad);
  const { value, low, high } = aucOfRisks(risk, outcome, 0.95);
  return { layer, auc: value, low, high };
}

if (process.argv[1] === import.meta.filename) {
  const [enterprises = "2000", seed = "study"] = process.argv.slice(2);
  const study = studyRegion({ seed, enterprises: Number(enterprises), months: 36, endDay: "2026-10-31" });
  process.stdout.write(`${JSON.stringify(study, null, 2)}\n`);
}
