import type { BornMetric, MapMetric, MetricPlace, SparkplugBirth } from "./birth.ts";
import { mapMetricByName } from "./birth.ts";
import { metricFlags, nameOf, numberOf, type SparkplugColumns } from "./columns.ts";
import { isNumberType } from "./datatype.ts";

/** Readings out of one payload, as columns; they belong to the reader and are overwritten by its next call. */
export interface SparkplugReadings {
  count: number;
  /** What each reading is of. */
  metrics: BornMetric[];
  atMs: Float64Array;
  /** In the channel's base unit, as the gateway wrote it; fractions are possible. */
  value: Float64Array;
  isHistorical: Uint8Array;
  /** Metrics whose alias or name no birth explains; they are sealed, but nobody can say what they are. */
  unexplained: number;
  /** Numbers that are infinite, no number, or beyond 2^53 − 1. */
  unreadable: number;
}

export interface SparkplugReader {
  /**
   * @param birth of the same node or device; null where none came: then only metrics with a name count
   * @param receivedAtMs the time of readings that bear none and whose payload bears none
   */
  read(
    columns: SparkplugColumns,
    birth: SparkplugBirth | null,
    place: Omit<MetricPlace, "name">,
    receivedAtMs: number,
  ): SparkplugReadings;
}

/** Texts, data sets, templates, nulls and control metrics are no readings and are left out. */
export function createSparkplugReader(mapMetric: MapMetric = mapMetricByName): SparkplugReader {
  let readings = emptyReadings(64);
  return {
    read(columns, birth, place, receivedAtMs) {
      if (columns.count > readings.atMs.length) readings = emptyReadings(columns.alias.length);
      readings.count = readings.unexplained = readings.unreadable = 0;
      const payloadAtMs = Number.isNaN(columns.timestampMs) ? receivedAtMs : columns.timestampMs;
      for (let i = 0; i < columns.count; i++) {
        const metric = metricOf(columns, i, birth, place, mapMetric);
        if (metric === null) readings.unexplained += 1;
        else if (metric.target !== null) addReading(readings, columns, i, metric, payloadAtMs);
      }
      return readings;
    },
  };
}

function addReading(
  readings: SparkplugReadings,
  columns: SparkplugColumns,
  i: number,
  metric: BornMetric,
  payloadAtMs: number,
): void {
  const own = columns.datatype[i] ?? -1;
  const datatype = own > 0 ? own : metric.datatype;
  const flags = columns.flags[i] ?? 0;
  // A form of 0 is a null; forms from 15 on are texts and nested values.
  const form = columns.form[i] ?? 0;
  if (form === 0 || form >= 15 || !isNumberType(datatype)) return;
  const value = numberOf(columns, i, datatype);
  if (!Number.isFinite(value)) {
    readings.unreadable += 1;
    return;
  }
  const atMs = columns.atMs[i] ?? Number.NaN;
  const at = readings.count;
  readings.metrics[at] = metric;
  readings.atMs[at] = Number.isNaN(atMs) ? payloadAtMs : atMs;
  readings.value[at] = value;
  readings.isHistorical[at] = flags & metricFlags.historical;
  readings.count = at + 1;
}

function metricOf(
  columns: SparkplugColumns,
  i: number,
  birth: SparkplugBirth | null,
  place: Omit<MetricPlace, "name">,
  mapMetric: MapMetric,
): BornMetric | null {
  const alias = columns.alias[i] ?? -1;
  const byAlias = birth === null || !(alias >= 0) ? -1 : birth.indexOfAlias(alias);
  if (byAlias !== -1) return birth?.metrics[byAlias] ?? null;
  const name = nameOf(columns, i);
  if (name === null) return null;
  const byName = birth === null ? -1 : birth.indexOfName(name);
  if (byName !== -1) return birth?.metrics[byName] ?? null;
  const datatype = columns.datatype[i] ?? -1;
  return datatype <= 0 ? null : { name, datatype, target: mapMetric({ ...place, name }) };
}

function emptyReadings(room: number): SparkplugReadings {
  return {
    count: 0,
    metrics: [],
    atMs: new Float64Array(room),
    value: new Float64Array(room),
    isHistorical: new Uint8Array(room),
    unexplained: 0,
    unreadable: 0,
  };
}
