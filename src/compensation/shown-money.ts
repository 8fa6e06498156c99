import { type Fen, formatYuan } from "#kernel";

/** Yuan to the fen with separators, as a sentence or a table shows it: `1,000,000.00`. */
export function shownYuan(fen: Fen): string {
  return formatYuan(fen).replace(/\B(?=(\d{3})+\.)/g, ",");
}
