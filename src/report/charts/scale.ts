/** A linear axis with round ticks that always holds zero. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/** Round ticks (1, 2 or 5 times a power of ten), about `count` of them, covering the values and zero. */
export function scaleOf(values: readonly number[], count = 4): Scale {
  let low = 0;
  let high = 0;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low === high) high = 1;
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => roundTo((first + index) * step, step));
  return { low: first * step, high: last * step, ticks };
}

/** Round ticks, about `count` of them, from at or below `low` to at or above `high`; zero need not be among them. */
export function scaleBetween(low: number, high: number, count = 5): Scale {
  const span = high > low ? high - low : 1;
  const rough = span / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough * 0.999) ?? 10) * power;
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil((low + span) / step - 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => roundTo((first + index) * step, step));
  return { low: first * step, high: last * step, ticks };
}

/** Position of a value between two pixels, with one decimal. */
export function positionOf(value: number, scale: Scale, from: number, to: number): number {
  return Math.round((from + ((value - scale.low) / (scale.high - scale.low)) * (to - from)) * 10) / 10;
}

// Made once: a report has thousands of ticks, and a formatter costs far more than what it formats.
const tickFormat = new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 });

/** A tick as text: thousands separated, no trailing binary noise. */
export function tickText(tick: number): string {
  return tickFormat.format(tick).replace("-", "−");
}

function roundTo(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12));
}
