import type { ReadingBlock } from "#indicators";

/**
 * Readings as every contender gets them, from the number of a reading alone: assets in turn, each minute a state and a
 * count of a machine, or a quantity and a power of every fourth asset, which is a meter.
 */
export interface ReadingPlan {
  readonly readings: number;
  readonly assets: number;
  /** Readings of one platform leaf. */
  readonly blockReadings: number;
}

/** A midnight in Asia/Shanghai, so that no minute lies over one. */
export const firstMs = Date.UTC(2026, 0, 31, 16);
const minuteMs = 60_000;

/** The same arithmetic as in `readingSql`. */
export function readingColumns({ readings, assets }: ReadingPlan): Omit<ReadingBlock, "platformIndex"> {
  const columns = {
    length: readings,
    assets: new Int32Array(readings),
    channels: new Uint8Array(readings),
    fromMs: new Float64Array(readings),
    toMs: new Float64Array(readings),
    values: new Float64Array(readings),
  };
  for (let n = 0; n < readings; n++) {
    const place = n % (2 * assets);
    const asset = Math.floor(place / 2);
    const isMeter = asset % 4 === 3;
    const isSecond = place % 2 === 1;
    const fromMs = firstMs + Math.floor(n / (2 * assets)) * minuteMs;
    columns.assets[n] = asset;
    columns.channels[n] = isMeter ? (isSecond ? 5 : 4) : isSecond ? 1 : 0;
    columns.fromMs[n] = fromMs;
    columns.toMs[n] = fromMs + minuteMs;
    columns.values[n] = isMeter
      ? isSecond
        ? (n * 29) % 5000
        : 100 + ((n * 13) % 50)
      : isSecond
        ? (n * 17) % 5
        : stateOf(n);
  }
  return columns;
}

/** The blocks of the columns, each of one leaf, in order. */
export function blocksOf(
  columns: Omit<ReadingBlock, "platformIndex">,
  blockReadings: number,
): ReadingBlock[] {
  const blocks: ReadingBlock[] = [];
  for (let from = 0; from < columns.length; from += blockReadings) {
    const to = Math.min(columns.length, from + blockReadings);
    blocks.push({
      length: to - from,
      assets: columns.assets.subarray(from, to),
      channels: columns.channels.subarray(from, to),
      fromMs: columns.fromMs.subarray(from, to),
      toMs: columns.toMs.subarray(from, to),
      values: columns.values.subarray(from, to),
      platformIndex: blocks.length,
    });
  }
  return blocks;
}

/** The same readings as a query over a table function that numbers rows; `div` is whole division in the dialect. */
export function readingSql(
  { assets }: ReadingPlan,
  source: string,
  div: (left: string, right: number) => string,
): string {
  const place = `(n % ${2 * assets})`;
  const isMeter = `(${div(place, 2)} % 4 = 3)`;
  const isSecond = `(${place} % 2 = 1)`;
  const state = "(CASE WHEN (n * 31) % 97 < 70 THEN 2 WHEN (n * 31) % 97 < 90 THEN 0 ELSE 3 END)";
  return `SELECT CAST(${div(place, 2)} AS INTEGER) AS asset,
    CAST(CASE WHEN ${isMeter} THEN CASE WHEN ${isSecond} THEN 5 ELSE 4 END ELSE CASE WHEN ${isSecond} THEN 1 ELSE 0 END END AS INTEGER) AS channel,
    CAST(${firstMs} + ${div("n", 2 * assets)} * ${minuteMs} AS BIGINT) AS from_ms,
    CAST(${firstMs} + ${div("n", 2 * assets)} * ${minuteMs} + ${minuteMs} AS BIGINT) AS to_ms,
    CAST(CASE WHEN ${isMeter} THEN CASE WHEN ${isSecond} THEN (n * 29) % 5000 ELSE 100 + (n * 13) % 50 END
      ELSE CASE WHEN ${isSecond} THEN (n * 17) % 5 ELSE ${state} END END AS BIGINT) AS value
    FROM ${source}`;
}

/** Sums by asset and day, ordered: what the cells keep. */
export function aggregateSql(div: (left: string, right: number) => string): string {
  const ofState = (states: string) =>
    `SUM(CASE WHEN channel = 0 AND value IN (${states}) THEN to_ms - from_ms ELSE 0 END)`;
  const of = (channel: number) => `SUM(CASE WHEN channel = ${channel} THEN value ELSE 0 END)`;
  const time = `((from_ms + 28800000) % 86400000)`;
  return `SELECT asset, ${div("(from_ms + 28800000)", 86_400_000)} AS day,
    ${ofState("2")} AS run, ${ofState("0, 1")} AS idle, ${ofState("3")} AS alarm, ${of(1)} AS good, ${of(4)} AS quantity,
    SUM(CASE WHEN channel = 4 AND (${time} < 21600000 OR ${time} >= 79200000) THEN value ELSE 0 END) AS night,
    MAX(CASE WHEN channel = 5 THEN value ELSE 0 END) AS peak
    FROM readings GROUP BY asset, day ORDER BY asset, day`;
}

function stateOf(n: number): number {
  const turn = (n * 31) % 97;
  return turn < 70 ? 2 : turn < 90 ? 0 : 3;
}
