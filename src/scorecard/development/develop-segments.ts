import { textOfCell, takeRows } from "../data-table.ts";
import { aucEstimate, compareAucs } from "../evaluation/delong.ts";
import type { Estimate } from "../evaluation/estimate.ts";
import type { PopulationKind } from "../evaluation/population.ts";
import { levelsOf } from "../evaluation/score-levels.ts";
import type { CategoricalColumn, IndicatorColumn, Sample } from "../sample.ts";
import type { GivenBinnings } from "../screening/screen-indicators.ts";
import { scoreSample } from "../scoring/score-sample.ts";
import { scoreSegments } from "../scoring/score-segments.ts";
import { developSegmentedScorecard } from "../segments/develop-segmented-scorecard.ts";
import type { SegmentCard, SegmentedScorecard } from "../segments/segmented-scorecard.ts";
import type { FormedSample } from "./form-sample.ts";
import type { DevelopmentPlan } from "./plan.ts";
import type { Split } from "./split-sample.ts";
import { takeSample } from "./take-sample.ts";

/** Cards by segment, and what each gains on the card of all. */
export interface SegmentArtefact {
  readonly card: SegmentedScorecard;
  /** `development`: the same rows that the cards learnt from, which flatters the finer cards. */
  readonly comparedOn: PopulationKind;
  /** In the order of the card's segments. */
  readonly segments: readonly SegmentComparison[];
}

export interface SegmentComparison {
  readonly segment: string;
  readonly kind: SegmentCard["kind"];
  readonly rows: number;
  readonly bads: number;
  /** Null where the compared rows of the segment lack an outcome. */
  readonly auc: {
    readonly ofAll: Estimate;
    readonly ofSegment: Estimate;
    /** Segment's card minus card of all, by DeLong's test on the same rows. */
    readonly gain: Estimate;
    readonly pValue: number;
  } | null;
}

/** A development with a segment, as far as it has come. */
interface SegmentedDevelopment {
  readonly formed: FormedSample;
  readonly split: Split;
  /** The development rows of the formed sample, and their bins. */
  readonly learnt: Sample;
  readonly given: GivenBinnings;
  readonly plan: DevelopmentPlan;
}

/**
 * Develops cards by the plan's segment on the development rows and compares them on the held-out ones where there are any.
 * @returns null when the plan names no segment
 */
export function developSegments(of: SegmentedDevelopment): SegmentArtefact | null {
  const { formed, learnt, plan } = of;
  const { development, heldOut, heldOutKind } = of.split;
  if (formed.segment === null) return null;
  const categories = asCategories(formed.segment);
  const own = takeRows(categories, development) as CategoricalColumn;
  const card = developSegmentedScorecard(learnt, own, plan.parameters, of.given);
  const compared =
    heldOut.length === 0
      ? { sample: learnt, segment: own }
      : {
          sample: takeSample(formed.sample, heldOut),
          segment: takeRows(categories, heldOut) as CategoricalColumn,
        };
  return {
    card,
    comparedOn: heldOut.length === 0 ? "development" : heldOutKind,
    segments: compareSegments(card, compared, plan.evaluation.confidence),
  };
}

/** Segments by their texts; a numeric column is taken value by value. */
export function asCategories(column: IndicatorColumn): CategoricalColumn {
  if (column.kind === "categorical") return column;
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(column.values, (_, row) => {
    const text = textOfCell(column, row);
    if (text === null) return -1;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { kind: "categorical", id: column.id, codes, categories: [...codeOf.keys()] };
}

function compareSegments(
  card: SegmentedScorecard,
  { sample, segment }: { readonly sample: Sample; readonly segment: CategoricalColumn },
  confidence: number,
): readonly SegmentComparison[] {
  const ofAll = scoreSample(card.fallback, sample.indicators);
  const ofSegment = scoreSegments(card, segment, sample.indicators);
  return card.segments.map(({ segment: name, kind }): SegmentComparison => {
    const code = segment.categories.indexOf(name);
    const rows = Int32Array.from(segment.codes.keys()).filter((row) => segment.codes[row] === code);
    const pick = (values: Float64Array): Float64Array =>
      Float64Array.from(rows, (row) => values[row] as number);
    const bad = Uint8Array.from(rows, (row) => sample.bad[row] as number);
    const bads = bad.reduce((sum, outcome) => sum + outcome, 0);
    const found = { segment: name, kind, rows: rows.length, bads };
    if (bads === 0 || bads === rows.length) return { ...found, auc: null };
    const outcomes = { bad, ...(sample.weights === undefined ? {} : { weights: pick(sample.weights) }) };
    const all = levelsOf({ ...outcomes, points: pick(ofAll.points), pd: pick(ofAll.rawPd) });
    const own = levelsOf({ ...outcomes, points: pick(ofSegment.points), pd: pick(ofSegment.rawPd) });
    const { difference, pValue } = compareAucs(outcomes, [own, all], confidence);
    return {
      ...found,
      auc: {
        ofAll: aucEstimate(all, confidence),
        ofSegment: aucEstimate(own, confidence),
        gain: difference,
        pValue,
      },
    };
  });
}
