import { nameOf, numberOf, type SparkplugColumns } from "./columns.ts";

/** What a metric of a birth certificate is to us. */
export interface BornMetric {
  readonly name: string;
  readonly datatype: number;
  /** Null for metrics that are no readings: bdSeq, controls, properties, and names that no rule maps. */
  readonly target: SparkplugTarget | null;
}

/** The element and channel that a metric belongs to. */
export interface SparkplugTarget {
  readonly element: string;
  readonly channel: string;
}

/** How names become elements and channels; null for a metric that is no reading. */
export type MapMetric = (place: MetricPlace) => SparkplugTarget | null;

/** Where a metric was told: `device` is null for metrics of the edge node itself. */
export interface MetricPlace {
  readonly node: string;
  readonly device: string | null;
  readonly name: string;
}

/** A birth certificate as its data messages need it: by alias and by name. */
export interface SparkplugBirth {
  /** Only of a node's birth; null where it has none. */
  readonly bdSeq: number | null;
  readonly metrics: readonly BornMetric[];
  /** Two of its metrics have one alias: the later one counts. */
  readonly hasAliasClash: boolean;
  /** Index into `metrics`, −1 for an alias that the birth did not name. */
  indexOfAlias(alias: number): number;
  indexOfName(name: string): number;
}

/** Aliases below this are looked up in an array, others in a map. */
const denseAliases = 65_536;

const notReadings = ["Node Control/", "Device Control/", "Properties/", "Node Info/"];

/**
 * The rule without a configuration: the device id is the element's code and the metric's name the channel; a name
 * `<element>/<channel>` names its element itself. Metrics of the node alone belong to the element named as the node.
 */
export const mapMetricByName: MapMetric = ({ node, device, name }) => {
  if (name === "bdSeq" || notReadings.some((prefix) => name.startsWith(prefix))) return null;
  const slash = name.indexOf("/");
  if (slash === -1) return { element: device ?? node, channel: name };
  if (slash !== name.lastIndexOf("/") || slash === 0 || slash === name.length - 1) return null;
  return { element: name.slice(0, slash), channel: name.slice(slash + 1) };
};

/** Reads a decoded NBIRTH or DBIRTH; of metrics with one alias or name the last counts. */
export function readSparkplugBirth(
  columns: SparkplugColumns,
  place: { readonly node: string; readonly device: string | null },
  mapMetric: MapMetric = mapMetricByName,
): SparkplugBirth {
  const metrics: BornMetric[] = [];
  const byName = new Map<string, number>();
  const dense: number[] = [];
  const sparse = new Map<number, number>();
  let bdSeq: number | null = null;
  let hasAliasClash = false;
  for (let i = 0; i < columns.count; i++) {
    const name = nameOf(columns, i);
    if (name === null) continue;
    const datatype = Math.max(0, columns.datatype[i] ?? 0);
    if (name === "bdSeq") bdSeq = bdSeqOf(columns, i);
    const index = metrics.push({ name, datatype, target: mapMetric({ ...place, name }) }) - 1;
    byName.set(name, index);
    const alias = columns.alias[i] ?? -1;
    if (alias >= 0 && (dense[alias] !== undefined || sparse.has(alias))) hasAliasClash = true;
    if (alias >= denseAliases) sparse.set(alias, index);
    else if (alias >= 0) dense[alias] = index;
  }
  return {
    bdSeq,
    metrics,
    hasAliasClash,
    indexOfAlias: (alias) => (alias < denseAliases ? dense[alias] : sparse.get(alias)) ?? -1,
    indexOfName: (name) => byName.get(name) ?? -1,
  };
}

/** The number of a node's session, 0 to 255, in a birth or a death; null where there is none. */
export function bdSeqOf(columns: SparkplugColumns, i: number): number | null {
  const value = numberOf(columns, i, Math.max(0, columns.datatype[i] ?? 0));
  return Number.isSafeInteger(value) && value >= 0 ? value : null;
}
