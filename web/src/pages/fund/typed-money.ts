/** Yuan typed by a person, with at most two decimals, to a string of fen; null when it is not an amount. */
export function fenOfYuan(typed: string): string | null {
  const match = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(typed.trim().replaceAll(",", ""));
  if (match === null) return null;
  return BigInt((match[1] ?? "0") + (match[2] ?? "").padEnd(2, "0")).toString();
}

/** Fen as yuan that a person can go on typing: 10000050 → 100000.50. */
export function yuanOfFen(fen: string): string {
  const digits = fen.padStart(3, "0");
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
