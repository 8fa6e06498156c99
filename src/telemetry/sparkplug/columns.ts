import { integerOf, valueForms } from "./datatype.ts";

/** Bits of `SparkplugColumns.flags`. */
export const metricFlags = { historical: 1, transient: 2, null: 4 } as const;

/**
 * A decoded payload as columns; element i of each belongs to metric i. They belong to the decoder and are
 * overwritten by its next payload; texts are views into the payload's bytes until they are asked for.
 */
export interface SparkplugColumns {
  bytes: Uint8Array;
  /** ms since 1970; NaN where the payload has none. */
  timestampMs: number;
  /** 0–255; −1 where the payload has none. */
  seq: number;
  count: number;
  /** Begin and end of the name in `bytes`; begin −1 where the metric has none. */
  nameFrom: Int32Array;
  nameTo: Int32Array;
  /** −1 where the metric has none, NaN beyond 2^53 − 1. */
  alias: Float64Array;
  /** NaN where the metric has none. */
  atMs: Float64Array;
  /** −1 where the metric has none: then its birth says it. */
  datatype: Int16Array;
  flags: Uint8Array;
  /** One of `valueForms`. */
  form: Uint8Array;
  /** Of ints, longs and booleans; see `integerOf`. */
  low: Uint32Array;
  high: Uint32Array;
  /** Of floats and doubles. */
  real: Float64Array;
  /** Begin and end of a text, bytes, data set or template. */
  valueFrom: Int32Array;
  valueTo: Int32Array;
}

/** Empty columns with room for some metrics. */
export function createColumns(room: number): SparkplugColumns {
  return {
    bytes: new Uint8Array(0),
    timestampMs: Number.NaN,
    seq: -1,
    count: 0,
    nameFrom: new Int32Array(room),
    nameTo: new Int32Array(room),
    alias: new Float64Array(room),
    atMs: new Float64Array(room),
    datatype: new Int16Array(room),
    flags: new Uint8Array(room),
    form: new Uint8Array(room),
    low: new Uint32Array(room),
    high: new Uint32Array(room),
    real: new Float64Array(room),
    valueFrom: new Int32Array(room),
    valueTo: new Int32Array(room),
  };
}

/** Doubles the room, keeping what is there. */
export function growColumns(columns: SparkplugColumns): void {
  const grown = createColumns(columns.alias.length * 2);
  grown.nameFrom.set(columns.nameFrom);
  grown.nameTo.set(columns.nameTo);
  grown.alias.set(columns.alias);
  grown.atMs.set(columns.atMs);
  grown.datatype.set(columns.datatype);
  grown.flags.set(columns.flags);
  grown.form.set(columns.form);
  grown.low.set(columns.low);
  grown.high.set(columns.high);
  grown.real.set(columns.real);
  grown.valueFrom.set(columns.valueFrom);
  grown.valueTo.set(columns.valueTo);
  const { bytes, timestampMs, seq, count } = columns;
  Object.assign(columns, grown, { bytes, timestampMs, seq, count });
}

/** Name of a metric; null where it has none. Bytes that are no UTF-8 become U+FFFD. */
export function nameOf(columns: SparkplugColumns, i: number): string | null {
  const from = columns.nameFrom[i] ?? -1;
  return from === -1 ? null : new TextDecoder().decode(columns.bytes.subarray(from, columns.nameTo[i]));
}

/** Text of a String, Text or UUID metric; null for any other value. */
export function textOf(columns: SparkplugColumns, i: number): string | null {
  if (columns.form[i] !== valueForms.string) return null;
  return new TextDecoder().decode(columns.bytes.subarray(columns.valueFrom[i], columns.valueTo[i]));
}

/**
 * Value of a metric as a number under a data type; a truth is 1 or 0.
 * @returns NaN where it is null, no number, or beyond 2^53 − 1
 */
export function numberOf(columns: SparkplugColumns, i: number, datatype: number): number {
  switch (columns.form[i]) {
    case valueForms.int:
    case valueForms.long:
      return integerOf(columns.low[i] ?? 0, columns.high[i] ?? 0, datatype);
    case valueForms.boolean:
      return (columns.low[i] ?? 0) === 0 ? 0 : 1;
    case valueForms.float:
    case valueForms.double:
      return columns.real[i] ?? Number.NaN;
    default:
      return Number.NaN;
  }
}
