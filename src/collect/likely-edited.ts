/**
 * Whether one amount is likely to be the other with a few strokes changed: another sign, a decimal point moved, one or
 * two digits altered, added or taken away, neighbouring digits swapped.
 */
export function likelyEdited(fittingFen: number, foundFen: number): boolean {
  if (fittingFen === 0 || foundFen === 0) return false;
  if (fittingFen === -foundFen) return true;
  if (Math.sign(fittingFen) !== Math.sign(foundFen)) return false;
  const [a, b] = [digitsOf(fittingFen), digitsOf(foundFen)];
  if (a === b) return true;
  if (a.length === b.length) {
    const different = [...a].filter((digit, i) => digit !== b[i]).length;
    // Two different amounts of few digits differ in one or two anyway.
    return different === 1 || (different === 2 && a.length >= 4);
  }
  if (Math.abs(a.length - b.length) !== 1) return false;
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a];
  return (
    shorter.length >= 2 && [...longer].some((_, i) => longer.slice(0, i) + longer.slice(i + 1) === shorter)
  );
}

/** Digits of an amount without the zeros at its end, which moving the decimal point adds. */
function digitsOf(fen: number): string {
  return String(Math.abs(fen)).replace(/0+$/, "");
}
