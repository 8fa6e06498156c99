import { absent } from "./format-money.ts";

const counts = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

export function formatCount(count: number | null | undefined): string {
  return count === null || count === undefined ? absent : minus(counts.format(count));
}

/** A ratio as a percentage: 0.0321 → 3.21 %. */
export function formatPercent(ratio: number | null, decimals = 2): string {
  if (ratio === null || Number.isNaN(ratio)) return absent;
  return `${minus((ratio * 100).toFixed(decimals))}%`;
}

/** A rate in parts per million as a percentage: 65000 → 6.50 %. */
export function formatRate(ppm: number | null): string {
  return ppm === null ? absent : formatPercent(ppm / 1e6);
}

/** The same rate in basis points, shown beside it where a price is read: 65000 → 650 bp. */
export function formatBasisPoints(ppm: number | null): string {
  if (ppm === null) return absent;
  const points = ppm / 100;
  return `${counts.format(points)} bp`;
}

/** A plain number with a fixed number of decimals. */
export function formatDecimal(value: number | null, decimals: number): string {
  return value === null || Number.isNaN(value) ? absent : minus(value.toFixed(decimals));
}

/** Points of a card, which are whole numbers unless a card says otherwise. */
export function formatPoints(points: number): string {
  const rounded = Math.round(points * 10) / 10 + 0;
  return minus(Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1));
}

/** Points gained or lost: always with their sign, so that both read differently without colour. */
export function formatSignedPoints(points: number): string {
  return points > 0.05 ? `+${formatPoints(points)}` : formatPoints(points);
}

/** An indicator's value: as many digits as its size makes useful. */
export function formatMagnitude(value: number): string {
  const size = Math.abs(value);
  if (size >= 1000) return formatCount(value);
  if (Number.isInteger(value)) return minus(String(value));
  if (size >= 10) return minus(value.toFixed(1));
  return minus(value.toFixed(3));
}

function minus(text: string): string {
  return text.replace(/^-/, "−");
}

/** A size in bytes as a person reads it. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}
