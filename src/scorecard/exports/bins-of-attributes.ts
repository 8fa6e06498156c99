import type { BinKind } from "../binning/bin.ts";
import { nextUp } from "./neighbouring-doubles.ts";
import type { FieldPredicate, FieldValue } from "./pmml-predicate.ts";

/** One attribute of a characteristic: the first whose predicate is true gives its points. */
export interface PointsAttribute {
  readonly predicate: FieldPredicate;
  readonly points: number;
}

/** Bins in the order of a card, each with its points. */
export interface BinsOfAttributes {
  readonly cuts: readonly number[];
  readonly bins: readonly (BinKind & { readonly points: number })[];
}

/** A value that no attribute takes. */
export interface ValueWithoutAttribute {
  readonly valueWithoutAttribute: FieldValue;
}

/**
 * The bins that attributes tried in their order come to, for whatever predicates: what they say can only change at
 * their constants, so that looking at each constant and once between each two neighbours is exact. A number that goes
 * elsewhere than both its neighbourhoods becomes a special code.
 */
export function binsOfNumbers(
  attributes: readonly PointsAttribute[],
): BinsOfAttributes | ValueWithoutAttribute {
  const constants = sortedNumbers(attributes);
  const cuts: number[] = [];
  const taken: number[] = [];
  const specials = new Map<number, number[]>();
  const first = constants[0] === undefined ? 0 : below(constants[0]);
  let left = firstTrue(attributes, first);
  if (left < 0) return { valueWithoutAttribute: first };
  taken.push(left);
  for (const [index, constant] of constants.entries()) {
    const own = firstTrue(attributes, constant);
    const next = constants[index + 1];
    // Two doubles next to each other have nothing between them: the right one stands for itself.
    const beyond = next === undefined ? above(constant) : (between(constant, next) ?? next);
    const right = firstTrue(attributes, beyond);
    if (own < 0) return { valueWithoutAttribute: constant };
    if (right < 0) return { valueWithoutAttribute: beyond };
    if (own !== left && own !== right) specials.set(own, [...(specials.get(own) ?? []), constant]);
    if (left !== right) {
      cuts.push(own === left ? nextUp(constant) : constant);
      taken.push(right);
    }
    left = right;
  }
  const missing = firstTrue(attributes, null);
  if (missing < 0) return { valueWithoutAttribute: null };
  const pointsOf = (attribute: number): number => (attributes[attribute] as PointsAttribute).points;
  return {
    cuts,
    bins: [
      ...taken.map((attribute, bin) => ({
        kind: "range" as const,
        from: cuts[bin - 1] ?? null,
        to: cuts[bin] ?? null,
        points: pointsOf(attribute),
      })),
      ...[...specials].map(([attribute, codes]) => ({
        kind: "special" as const,
        codes,
        points: pointsOf(attribute),
      })),
      { kind: "missing", points: pointsOf(missing) },
    ],
  };
}

/** The same for texts: each text that a predicate names is looked at, and one that none names. */
export function binsOfTexts(
  attributes: readonly PointsAttribute[],
): BinsOfAttributes | ValueWithoutAttribute {
  const named = [...new Set(attributes.flatMap(({ predicate }) => predicate.constants))].map(String);
  let unseen = "unseen";
  while (named.includes(unseen)) unseen += "’";
  const other = firstTrue(attributes, unseen);
  const missing = firstTrue(attributes, null);
  if (other < 0) return { valueWithoutAttribute: unseen };
  if (missing < 0) return { valueWithoutAttribute: null };
  const groups = new Map<number, string[]>();
  for (const text of named) {
    const attribute = firstTrue(attributes, text);
    if (attribute < 0) return { valueWithoutAttribute: text };
    groups.set(attribute, [...(groups.get(attribute) ?? []), text]);
  }
  const pointsOf = (attribute: number): number => (attributes[attribute] as PointsAttribute).points;
  const rare = groups.get(other) ?? [];
  groups.delete(other);
  return {
    cuts: [],
    bins: [
      ...[...groups].map(([attribute, categories]) => ({
        kind: "group" as const,
        categories,
        points: pointsOf(attribute),
      })),
      { kind: "other", categories: rare, points: pointsOf(other) },
      { kind: "missing", points: pointsOf(missing) },
    ],
  };
}

function firstTrue(attributes: readonly PointsAttribute[], value: FieldValue): number {
  return attributes.findIndex(({ predicate }) => predicate.holds(value) === "true");
}

function sortedNumbers(attributes: readonly PointsAttribute[]): readonly number[] {
  const all = attributes.flatMap(({ predicate }) => predicate.constants).map(Number);
  return [...new Set(all.map((value) => value + 0))].sort((left, right) => left - right);
}

/** A finite number below; the smallest of all has none, and stands for itself. */
function below(value: number): number {
  return Math.max(-Number.MAX_VALUE, value - Math.max(1, Math.abs(value)));
}

function above(value: number): number {
  return -below(-value);
}

/** A double strictly between two, or null where there is none. */
function between(low: number, high: number): number | null {
  const next = nextUp(low);
  return next < high ? next : null;
}
