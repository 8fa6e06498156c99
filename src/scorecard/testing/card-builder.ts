import type { BinKind } from "../binning/bin.ts";
import { defaultScorecardParameters } from "../default-parameters.ts";
import { pointsLine } from "../scaling/points-line.ts";
import type { CardBin, CardIndicator, Scorecard } from "../scorecard.ts";

/** An indicator of a made-up card: its value bins' points, then those of the other bins. */
export type MadeIndicator =
  | {
      readonly id: string;
      readonly cuts: readonly number[];
      readonly points: readonly number[];
      readonly special?: readonly { readonly codes: readonly number[]; readonly points: number }[];
      readonly missing: number;
      readonly counts?: readonly number[];
    }
  | {
      readonly id: string;
      readonly groups: readonly (readonly string[])[];
      readonly points: readonly number[];
      readonly rare?: readonly string[];
      readonly other: number;
      readonly missing: number;
      readonly counts?: readonly number[];
    };

/** A card made up from points, for tests of what is done with a card. */
export function makeCard(indicators: readonly MadeIndicator[], basePoints: number, decimals = 0): Scorecard {
  const line = pointsLine(defaultScorecardParameters.scaling);
  return {
    version: "scorecard@2",
    parameters: {
      ...defaultScorecardParameters,
      scaling: { ...defaultScorecardParameters.scaling, pointsDecimals: decimals },
    },
    sample: { rows: 1_000, bads: 100, badRate: 0.1 },
    scaling: { ...line, basePoints },
    fit: {
      intercept: (line.offset - basePoints) / line.factor,
      interceptStandardError: 0.1,
      logLikelihood: -300,
      nullLogLikelihood: -325,
      effectiveParameters: 1 + indicators.length,
      iterations: 5,
      converged: true,
    },
    indicators: indicators.map((made) => makeIndicator(made, line.factor)),
    screened: [],
  };
}

function makeIndicator(made: MadeIndicator, factor: number): CardIndicator {
  const kinds = kindsOf(made);
  const bins = kinds.map(([kind, points], index): CardBin => {
    const count = made.counts?.[index] ?? 0;
    return { ...kind, points, count, bads: 0, woe: 0 - points / factor, iv: 0 };
  });
  return {
    id: made.id,
    valueKind: "cuts" in made ? "numeric" : "categorical",
    trend: "none",
    iv: 0.1,
    coefficient: 1,
    standardError: 0.1,
    wald: 10,
    pValue: 0,
    cuts: "cuts" in made ? made.cuts : [],
    bins,
    bestPoints: Math.max(...bins.map(({ points }) => points)),
    neutralPoints: 0,
  };
}

function kindsOf(made: MadeIndicator): readonly (readonly [BinKind, number])[] {
  const pointsAt = (index: number): number => made.points[index] ?? Number.NaN;
  if ("groups" in made) {
    return [
      ...made.groups.map((categories, index) => [{ kind: "group", categories }, pointsAt(index)] as const),
      [{ kind: "other", categories: made.rare ?? [] }, made.other],
      [{ kind: "missing" }, made.missing],
    ];
  }
  const ranges = Array.from({ length: made.cuts.length + 1 }, (_, index) => {
    const range = {
      kind: "range",
      from: made.cuts[index - 1] ?? null,
      to: made.cuts[index] ?? null,
    } as const;
    return [range, pointsAt(index)] as const;
  });
  const specials = (made.special ?? []).map(
    ({ codes, points }) => [{ kind: "special", codes }, points] as const,
  );
  return [...ranges, ...specials, [{ kind: "missing" }, made.missing]];
}

/**
 * A card that is hard to export: names with quotes, spaces and Chinese, cuts of 17 digits, special codes inside ranges and
 * on a cut, categories that differ in case and spaces only, with quotes and backslashes.
 */
export function makeHardCard(decimals = 0): Scorecard {
  const unit = 10 ** -decimals;
  const of = (units: number): number =>
    Math.round(units) * unit === 0 ? 0 : Number((units * unit).toFixed(decimals));
  return makeCard(
    [
      {
        id: '开工率 "90天"',
        cuts: [-1.5, 0.1, 0.123_456_789_012_345_68, 1 / 3, 1e15 + 0.5],
        points: [-2133, -511, 7, 1250, 2999, 3001].map(of),
        special: [
          { codes: [-9, -8], points: of(-777) },
          { codes: [0.1], points: of(123) },
        ],
        missing: of(-45),
      },
      {
        id: "input_1",
        cuts: [],
        points: [of(17)],
        special: [{ codes: [0], points: of(-3) }],
        missing: of(0),
      },
      { id: "it's a `name`", cuts: [0, 5e-7, 1e21], points: [1, 2, 3, 4].map(of), missing: of(-5) },
      {
        id: "pur\\pose",
        groups: [
          ["car", "CAR ", "it's"],
          ["Car", "back\\slash", 'say "so"', "100%"],
          ["中文", "😀", "a\nb"],
        ],
        points: [-1111, 42, 1505].map(of),
        rare: ["rare"],
        other: of(-99),
        missing: of(3),
      },
      { id: "status", groups: [["1", "2"], ["10"]], points: [11, -7].map(of), other: of(0), missing: of(-1) },
    ],
    Number((60_012 * unit).toFixed(decimals)),
    decimals,
  );
}
