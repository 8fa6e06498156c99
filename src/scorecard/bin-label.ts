import type { BinKind } from "./binning/bin.ts";

/**
 * A bin for a person to read: `< 0.5`, `[0.5, 2)`, `≥ 2`, categories, special codes, others or missing. Cuts are shown to
 * four significant digits, and never less than the whole number, unless neighbours would read the same; the card holds them
 * exactly.
 */
export function labelOfBin(bin: BinKind, language: "zh" | "en"): string {
  const separator = language === "zh" ? "、" : ", ";
  switch (bin.kind) {
    case "range":
      return labelOfRange(bin.from, bin.to);
    case "group":
      return bin.categories.join(separator);
    case "special":
      return `${language === "zh" ? "特殊值 " : "special "}${bin.codes.map(formatCode).join(separator)}`;
    case "other":
      return language === "zh" ? "其他" : "other";
    case "missing":
      return language === "zh" ? "缺失" : "missing";
  }
}

function labelOfRange(from: number | null, to: number | null): string {
  if (from === null) return to === null ? "(−∞, ∞)" : `< ${formatCut(to, 4)}`;
  if (to === null) return `≥ ${formatCut(from, 4)}`;
  let digits = 4;
  while (digits < 17 && formatCut(from, digits) === formatCut(to, digits)) digits++;
  return `[${formatCut(from, digits)}, ${formatCut(to, digits)})`;
}

function formatCut(cut: number, digits: number): string {
  const whole = String(Math.trunc(Math.abs(cut))).length;
  const kept = Math.abs(cut) < 1e15 ? Math.max(digits, whole) : digits;
  return String(Number(cut.toPrecision(kept))).replace("-", "−");
}

function formatCode(code: number): string {
  return String(code).replace("-", "−");
}
