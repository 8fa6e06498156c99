import { createRandom } from "#kernel";
import type { Random } from "#kernel";
import type { CategoricalColumn, IndicatorColumn, NumericColumn } from "../sample.ts";
import type { CardIndicator, Scorecard } from "../scorecard.ts";
import { nextDown, nextUp } from "./neighbouring-doubles.ts";

/**
 * Rows on which two engines of one card can only differ if one is wrong: for each indicator every cut, the doubles just
 * below and above it, special codes and their neighbours, missing values, every category in other cases and with
 * spaces, and texts that no training saw; then random values around. Same card, count and seed give the same rows.
 * @param rows  the first rows hold every special value at least once when there are enough of them
 * @returns columns in the card's order
 */
export function parityRows(card: Scorecard, rows: number, seed: string): readonly IndicatorColumn[] {
  return card.indicators.map((indicator) => {
    const random = createRandom(`${seed} ${indicator.id}`);
    return indicator.valueKind === "numeric"
      ? numbersFor(indicator, rows, random)
      : categoriesFor(indicator, rows, random);
  });
}

/** One in so many of the later rows takes one of the special values again. */
const specialEvery = 3;

function numbersFor({ id, cuts, bins }: CardIndicator, rows: number, random: Random): NumericColumn {
  const codes = bins.flatMap((bin) => (bin.kind === "special" ? bin.codes : []));
  const edges = [...cuts, ...codes].flatMap((edge) => [nextDown(edge), edge, nextUp(edge)]);
  const chosen = [Number.NaN, 0, -0, 1e300, -1e300, 1e-300, 0.1 + 0.2, 2 ** 53 + 2, ...edges];
  const low = cuts[0] ?? -1;
  const high = cuts.at(-1) ?? 1;
  const width = high - low || Math.abs(low) || 1;
  const values = Float64Array.from({ length: rows }, (_, row) => {
    if (row < chosen.length) return chosen[row] as number;
    if (random.integer(specialEvery) === 0) return chosen[random.integer(chosen.length)] as number;
    return low - width / 2 + 2 * width * random.next();
  });
  return { kind: "numeric", id, values: shuffledTogether(values, random) };
}

function categoriesFor({ id, bins }: CardIndicator, rows: number, random: Random): CategoricalColumn {
  const known = bins.flatMap((bin) => (bin.kind === "group" || bin.kind === "other" ? bin.categories : []));
  const likeKnown = known.flatMap((text) => [text.toUpperCase(), text.toLowerCase(), `${text} `, ` ${text}`]);
  const unseen = ["", " ", "unseen", "未见过", "it's", 'say "so"', "back\\slash", "percent%_", "NULL", "😀"];
  const categories = [...new Set([...known, ...likeKnown, ...unseen])];
  // The code −1, a missing value, comes first.
  const count = categories.length + 1;
  const codes = Int32Array.from({ length: rows }, (_, row) => {
    if (row < count) return row - 1;
    const isKnown = random.integer(specialEvery) > 0 && known.length > 0;
    return isKnown ? random.integer(known.length) : random.integer(count) - 1;
  });
  return { kind: "categorical", id, codes: shuffledTogether(codes, random), categories };
}

/** Shuffles the special values of one indicator against those of the others. */
function shuffledTogether<T extends Float64Array | Int32Array>(values: T, random: Random): T {
  for (let row = values.length - 1; row > 0; row--) {
    const other = random.integer(row + 1);
    const held = values[row] as number;
    values[row] = values[other] as number;
    values[other] = held;
  }
  return values;
}
