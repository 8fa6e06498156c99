import { type Fen, divideRounded, type Message, multiplyByRate } from "#kernel";
import type { StreamName } from "#operations";

/** An estimate before it is put beside what was declared. */
export interface Estimate {
  readonly valueFen: Fen;
  readonly lowFen: Fen;
  readonly highFen: Fen;
  readonly method: Message;
  readonly streams: readonly StreamName[];
}

const millionPpm = 1_000_000;
const million = 1_000_000n;

/** A value with bounds of their own width on either side, at least a fen below and above. */
export function spread(
  valueFen: Fen,
  { belowPpm, abovePpm }: { readonly belowPpm: number; readonly abovePpm: number },
): Pick<Estimate, "valueFen" | "lowFen" | "highFen"> {
  const value = valueFen < 0n ? 0n : valueFen;
  const low = multiplyByRate(value, Math.max(0, millionPpm - Math.round(belowPpm)), "floor");
  return {
    valueFen: value,
    lowFen: low,
    highFen: multiplyByRate(value, millionPpm + Math.round(abovePpm), "ceiling"),
  };
}

/** Of independent errors the one of their sum. */
export function combine(...errorsPpm: readonly number[]): number {
  return Math.sqrt(errorsPpm.reduce((sum, error) => sum + error * error, 0));
}

/** A part of a whole in ppm; null where the whole is not above zero. */
export function shareOf(part: Fen, whole: Fen): number | null {
  return whole <= 0n ? null : Number(divideRounded(part * million, whole, "halfUp"));
}

export function sumFen(amounts: readonly Fen[]): Fen {
  return amounts.reduce((sum, fen) => sum + fen, 0n);
}
