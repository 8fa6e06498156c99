import type { CardBin } from "./scorecard.ts";

/**
 * A bin for a person to read: `< 0.5`, `[0.5, 2)`, `≥ 2`, or missing. Cuts are shown to four significant
 * digits; the card holds them exactly.
 */
export function labelOfBin(bin: Pick<CardBin, "kind"> & Partial<RangeEdges>, language: "zh" | "en"): string {
  if (bin.kind === "missing") return language === "zh" ? "缺失" : "missing";
  const from = bin.from ?? null;
  const to = bin.to ?? null;
  if (from === null) return to === null ? "(−∞, ∞)" : `< ${formatCut(to)}`;
  return to === null ? `≥ ${formatCut(from)}` : `[${formatCut(from)}, ${formatCut(to)})`;
}

interface RangeEdges {
  readonly from: number | null;
  readonly to: number | null;
}

function formatCut(cut: number): string {
  return String(Number(cut.toPrecision(4))).replace("-", "−");
}
