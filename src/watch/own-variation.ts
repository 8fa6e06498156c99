import { medianOf, robustSpreadOf } from "#kernel";
import { type DaySums, knownDaysOf, numberSumOf } from "./day-sums.ts";
import { designChoice } from "./design-choice.ts";
import { ordinaryStretchBefore } from "./working-days-compared.ts";

export const variationParameters = {
  deviations: designChoice("own-variation.deviations", 30, "0.1 σ", {
    zh: "下降须超过企业自身波动的这么多个稳健标准差",
    en: "Robust standard deviations of the enterprise's own months by which it must have fallen",
  }),
  blocks: designChoice("own-variation.blocks", 13, "", {
    zh: "自身波动按此前这么多段（每段与窗口同长）估计",
    en: "Earlier stretches, each as long as the window, that say how an enterprise varies",
  }),
};

/** A window against the enterprise's own stretches before it. */
export interface OwnVariation {
  /** The window ÷ the median of the stretches. */
  readonly ratio: number;
  /** Robust standard deviations by which the logarithm of the window is below theirs. */
  readonly deviations: number;
}

const fewestBlocks = 6;
/** Even the steadiest works differ by this much from month to month. */
const smallestScale = 0.06;
const fewestKnown = 0.6;

/**
 * How far the last ordinary days are below what the stretches of the same length before them were, by the
 * enterprise's own ups and downs; null with too few of those.
 * @param base  what is used whether anything runs or not, a day
 */
export function ownVariationOf(
  sums: DaySums,
  { asOf, days, base = 0 }: { readonly asOf: number; readonly days: number; readonly base?: number },
): OwnVariation | null {
  const levels: number[] = [];
  let end = asOf;
  for (let block = 0; block <= variationParameters.blocks.value; block++) {
    const stretches = ordinaryStretchBefore(end, days);
    const known = knownDaysOf(sums, stretches);
    if (known < fewestKnown * days) {
      if (block === 0) return null;
      break;
    }
    levels.push(Math.max(0, numberSumOf(sums, stretches) / known - base));
    end = (stretches[0]?.from ?? end) - 1;
  }
  const [recent = 0, ...before] = levels;
  if (before.length < fewestBlocks) return null;
  const usual = medianOf(before);
  if (usual <= 0) return null;
  const logarithms = before.map((level) => Math.log(level / usual + 0.02));
  const scale = Math.max(smallestScale, robustSpreadOf(logarithms));
  return { ratio: recent / usual, deviations: -Math.log(recent / usual + 0.02) / scale };
}
