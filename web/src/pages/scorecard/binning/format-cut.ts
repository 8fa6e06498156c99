const places = 6;
const grouped = new Intl.NumberFormat("en-US", { maximumSignificantDigits: places });

/** A cut or a code with up to six digits and no idle zeros: 7.5, 1,400, −9. The plan holds it exactly. */
export function formatCut(cut: number): string {
  const size = Math.abs(cut);
  if (size !== 0 && size < 1e-4) return cut.toPrecision(3).replace("-", "−");
  return grouped.format(cut).replace("-", "−");
}
