import type { Fen } from "#kernel";
import type { CustomerFeatures } from "./features.ts";
import { customerParameters } from "./parameters.ts";
import type { CustomerPortrait } from "./portrait.ts";
import type { NeedCode } from "./product.ts";
import type { SegmentAxis } from "./segment.ts";

/** Numeric features of which a segment's sheet shows the quartiles. */
export const sheetFeatures = [
  "salesGrowthPpm",
  "orderGrowthPpm",
  "collectionDays",
  "utilisationPpm",
  "largestBuyerPpm",
  "headcount",
] as const satisfies readonly (keyof CustomerFeatures)[];
export type SheetFeature = (typeof sheetFeatures)[number];

/** Quartiles of a feature in a segment, of those that have it. */
export interface FeatureQuartiles {
  readonly feature: SheetFeature;
  readonly known: number;
  readonly lower: number | null;
  readonly median: number | null;
  readonly upper: number | null;
}

/** What the customers of a segment have in common and what they need (细分客群特征与金融需求). */
export interface SegmentSheet {
  readonly axis: SegmentAxis;
  readonly value: string;
  readonly customers: number;
  readonly listed: number;
  readonly salesFen: Fen;
  readonly idleFen: Fen;
  readonly features: readonly FeatureQuartiles[];
  /** Needs by how many of the segment have them, most first. */
  readonly needs: readonly { readonly need: NeedCode; readonly customers: number; readonly amountFen: Fen }[];
}

/** The sheets of one axis, the largest segment first; segments of fewer customers than the parameter are left out. */
export function segmentSheets(
  portraits: readonly CustomerPortrait[],
  axis: SegmentAxis,
): readonly SegmentSheet[] {
  const groups = Map.groupBy(portraits, ({ segment }) => segment[axis] ?? "");
  return [...groups]
    .filter(([value, group]) => value !== "" && group.length >= customerParameters.segmentSheetLeast.value)
    .map(([value, group]) => sheetOf(axis, value, group))
    .sort((left, right) => right.customers - left.customers || (left.value < right.value ? -1 : 1));
}

function sheetOf(axis: SegmentAxis, value: string, group: readonly CustomerPortrait[]): SegmentSheet {
  return {
    axis,
    value,
    customers: group.length,
    listed: group.filter(({ quality }) => quality.isListed).length,
    salesFen: group.reduce((sum, { features }) => sum + (features.salesFen ?? 0n), 0n),
    idleFen: group.reduce(
      (sum, { idleAssets }) => idleAssets.reduce((inner, { valueFen }) => inner + valueFen, sum),
      0n,
    ),
    features: sheetFeatures.map((feature) => quartilesOf(feature, group)),
    needs: needsOfGroup(group),
  };
}

function quartilesOf(feature: SheetFeature, group: readonly CustomerPortrait[]): FeatureQuartiles {
  const values = group
    .flatMap(({ features }) => (features[feature] === null ? [] : [features[feature]]))
    .sort((left, right) => left - right);
  const at = (share: number): number | null => values[Math.floor((values.length - 1) * share)] ?? null;
  return { feature, known: values.length, lower: at(0.25), median: at(0.5), upper: at(0.75) };
}

function needsOfGroup(group: readonly CustomerPortrait[]): SegmentSheet["needs"] {
  const needs = Map.groupBy(
    group.flatMap((portrait) => portrait.needs),
    ({ code }) => code,
  );
  return [...needs]
    .map(([need, found]) => ({
      need,
      customers: found.length,
      amountFen: found.reduce((sum, { amountFen }) => sum + (amountFen ?? 0n), 0n),
    }))
    .sort((left, right) => right.customers - left.customers || (left.need < right.need ? -1 : 1));
}
