import { createRandom, defineDesignChoice } from "#kernel";
import type { IndicatorDefinition } from "#indicators";
import type { OutOfTimeTest } from "#report";
import {
  aucOfRisks,
  compareApprovals,
  defaultScorecardParameters,
  measureDiscrimination,
  type Sample,
  type Scorecard,
  scoreSample,
} from "#scorecard";
import { fitCards } from "./fit-cards.ts";
import { cardIndicators, columnsOfRows, type ObservedRow } from "./observed-row.ts";

type LayerName = OutOfTimeTest["layers"][number]["layer"];

/** Layers of the card, each with those before it, and what a bank knew before any of them. */
const layers: readonly { readonly layer: LayerName; readonly holds: readonly LayerName[] }[] = [
  { layer: "device", holds: ["device"] },
  { layer: "ordersEnergy", holds: ["device", "ordersEnergy"] },
  { layer: "funds", holds: ["device", "ordersEnergy", "funds"] },
  { layer: "traditional", holds: ["traditional"] },
];

export const comparisonParameters = {
  fewestBads: defineDesignChoice("region.fewestBads", 5, "rows", {
    zh: "样本外检验至少需要的违约数",
    en: "fewest defaults for an out-of-time test",
  }),
  bootstrapRounds: defineDesignChoice("region.bootstrapRounds", 1000, "rounds", {
    zh: "区间估计的重抽样次数",
    en: "rounds of resampling for intervals",
  }),
  confidence: defineDesignChoice("region.confidence", 0.95, "ratio", {
    zh: "区间的置信水平",
    en: "confidence of intervals",
  }),
} as const;

/** Shares of approval at which the cards are compared. */
const approvalRates = [0.5, 0.6, 0.7, 0.8, 0.9] as const;

export interface RegionCards {
  /** On all rows, the newest included; null where there were too few defaults. */
  readonly scorecard: Scorecard | null;
  readonly outOfTime: OutOfTimeTest | null;
}

/** Develops the card of a region on all its rows, and tries each layer on a year that its fit had not seen. */
export async function developRegionCards(
  rows: readonly ObservedRow[],
  options: { readonly seed: string; readonly signal: AbortSignal },
): Promise<RegionCards> {
  const development = rows.filter(({ part }) => part === "development");
  const test = rows.filter(({ part }) => part === "outOfTime");
  const isTested = isEnough(development) && isEnough(test);
  if (!isEnough(rows)) return { scorecard: null, outOfTime: null };
  const samples = [
    sampleOf(rows, definitionsOf(["device", "ordersEnergy", "funds"])),
    ...(isTested ? layers.map(({ holds }) => sampleOf(development, definitionsOf(holds))) : []),
  ];
  const [scorecard, ...layered] = await fitCards(
    { samples, parameters: defaultScorecardParameters },
    options.signal,
  );
  if (scorecard === undefined) return { scorecard: null, outOfTime: null };
  return {
    scorecard,
    outOfTime: isTested ? testCards(layered, { development, test }, options.seed) : null,
  };
}

/** Indicators of operating data that belong to one of the layers. */
function definitionsOf(holds: readonly LayerName[]): readonly IndicatorDefinition[] {
  return cardIndicators.filter(({ layer }) => (holds as readonly string[]).includes(layer));
}

function sampleOf(rows: readonly ObservedRow[], definitions: readonly IndicatorDefinition[]): Sample {
  return { indicators: columnsOfRows(definitions, rows), bad: badOf(rows) };
}

function badOf(rows: readonly ObservedRow[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(rows, ({ isBad }) => (isBad ? 1 : 0));
}

function isEnough(rows: readonly ObservedRow[]): boolean {
  const bads = rows.filter(({ isBad }) => isBad).length;
  return Math.min(bads, rows.length - bads) >= comparisonParameters.fewestBads.value;
}

function testCards(
  cards: readonly Scorecard[],
  parts: { readonly development: readonly ObservedRow[]; readonly test: readonly ObservedRow[] },
  seed: string,
): OutOfTimeTest {
  const { development, test } = parts;
  const bad = badOf(test);
  const confidence = comparisonParameters.confidence.value;
  const risks = cards.map((card) => riskOf(card, test));
  const [, , ours, traditional] = risks as [Float64Array, Float64Array, Float64Array, Float64Array];
  return {
    developedOn: [...new Set(development.map(({ day }) => day))].sort(),
    testedOn: (test[0] as ObservedRow).day,
    development: countsOf(development),
    test: countsOf(test),
    layers: layers.map(({ layer }, index) => {
      const risk = risks[index] as Float64Array;
      return {
        layer,
        auc: aucOfRisks(risk, bad, confidence),
        ks: measureDiscrimination(risk, bad).ks,
        indicators: (cards[index] as Scorecard).indicators.map(({ id }) => id),
      };
    }),
    comparisons: approvalRates.map((approvalRate) => {
      const found = compareApprovals(
        { first: ours, second: traditional, bad },
        {
          approvalRate,
          confidence,
          rounds: comparisonParameters.bootstrapRounds.value,
          random: createRandom(`${seed}/approvals/${approvalRate}`),
        },
      );
      return {
        approvalRate,
        ourBadRate: found.firstBadRate,
        traditionalBadRate: found.secondBadRate,
        badRateFall: found.badRateFall,
        approvalsRise: found.approvalsRise,
      };
    }),
  };
}

/** Higher is riskier. */
function riskOf(card: Scorecard, rows: readonly ObservedRow[]): Float64Array {
  const used = new Set(card.indicators.map(({ id }) => id));
  const columns = columnsOfRows(
    cardIndicators.filter(({ id }) => used.has(id)),
    rows,
  );
  return Float64Array.from(scoreSample(card, columns).rawPd);
}

function countsOf(rows: readonly ObservedRow[]): { readonly rows: number; readonly defaults: number } {
  return { rows: rows.length, defaults: rows.filter(({ isBad }) => isBad).length };
}
