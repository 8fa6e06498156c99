import { formatPercent, formatWan, ratePpmOf } from "#kernel";

/** What stands where there is no figure. */
export const NO_FIGURE = "—";

/** 万元 with two decimals and thousands, from the document's decimal string of fen. */
export function wan(fen: string | null): string {
  return fen === null ? NO_FIGURE : withThousands(formatWan(BigInt(fen)));
}

/** A count or a score. */
export function whole(value: number | null): string {
  return value === null ? NO_FIGURE : withThousands(String(Math.round(value)));
}

/** A share of one as percent. */
export function percent(share: number | null, decimals: 0 | 1 | 2 = 2): string {
  return share === null ? NO_FIGURE : minus(formatPercent(ratePpmOf(share), decimals));
}

/** An annual rate or a price in ppm as percent. */
export function ratePercent(ppm: number | null, decimals: 2 | 3 = 2): string {
  return ppm === null ? NO_FIGURE : minus(formatPercent(ppm, decimals));
}

/** A plain number with fixed decimals. */
export function decimal(value: number | null, decimals: number): string {
  return value === null ? NO_FIGURE : minus(value.toFixed(decimals));
}

/** With its sign, as points of a waterfall are shown. */
export function signed(value: number): string {
  const rounded = Math.round(value);
  return rounded > 0 ? `+${rounded}` : minus(String(rounded));
}

/** A true minus, and never a negative zero. */
function minus(text: string): string {
  return /^-0(\.0*)?%?$/.test(text) ? text.slice(1) : text.replace(/^-/, "−");
}

function withThousands(text: string): string {
  return minus(text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ","));
}
