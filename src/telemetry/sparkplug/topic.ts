/** Kinds of Sparkplug messages with an edge node in their topic. */
export const sparkplugKinds = [
  "NBIRTH",
  "NDATA",
  "NDEATH",
  "DBIRTH",
  "DDATA",
  "DDEATH",
  "NCMD",
  "DCMD",
] as const;

export type SparkplugKind = (typeof sparkplugKinds)[number];

/** First level of every Sparkplug B topic. */
export const sparkplugNamespace = "spBv1.0";

/** `spBv1.0/<group>/<kind>/<node>[/<device>]`. @source Sparkplug 3.0.0, 4.1 */
export interface SparkplugTopic {
  readonly group: string;
  readonly kind: SparkplugKind;
  readonly node: string;
  /** Of DBIRTH, DDATA, DDEATH and DCMD; null for the others. */
  readonly device: string | null;
}

const kinds: ReadonlySet<string> = new Set(sparkplugKinds);

/** Reads a topic; null where it is none of an edge node. */
export function parseSparkplugTopic(topic: string): SparkplugTopic | null {
  const [namespace, group, kind, node, device, ...more] = topic.split("/");
  if (namespace !== sparkplugNamespace || more.length > 0) return null;
  if (group === undefined || kind === undefined || node === undefined || !kinds.has(kind)) return null;
  const isOfDevice = kind.startsWith("D");
  if (group === "" || node === "" || device === "" || isOfDevice !== (device !== undefined)) return null;
  return { group, kind: kind as SparkplugKind, node, device: device ?? null };
}

/** The text of a topic. */
export function formatSparkplugTopic({ group, kind, node, device }: SparkplugTopic): string {
  return [sparkplugNamespace, group, kind, node, ...(device === null ? [] : [device])].join("/");
}

/** Topic on which a host says whether it is there; retained. @source Sparkplug 3.0.0, 4.6 */
export function stateTopicOf(hostId: string): string {
  return `${sparkplugNamespace}/STATE/${hostId}`;
}

/** What a host says on its state topic; the will carries the same time as the birth that it takes back. */
export function formatState(isOnline: boolean, timestampMs: number): string {
  return JSON.stringify({ online: isOnline, timestamp: timestampMs });
}
