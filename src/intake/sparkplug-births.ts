import type { MessagePlace } from "./gateway-batch.ts";

/** A birth certificate on its way into the log, or there; data refer to it. */
export interface BirthReference {
  /** Null until it is sealed. */
  place: MessagePlace | null;
  /** The entry that it will be part of, and its row there. */
  readonly batch: object | null;
  readonly ordinal: number;
}

/** What a Sparkplug topic says; null for any other topic. */
export interface SparkplugTopic {
  readonly type: string;
  /** Empty for the edge node itself. */
  readonly device: string;
}

/** `spBv1.0/<group>/<type>/<node>[/<device>]`. @source Sparkplug 3.0.0, 4.1 */
export function readSparkplugTopic(topic: string): SparkplugTopic | null {
  if (!topic.startsWith("spBv1.0/")) return null;
  const [, , type = "", , device = ""] = topic.split("/");
  return { type, device };
}

/** The births that say what the aliases of a message mean: the node's, then the device's. */
export function birthsOf(
  births: ReadonlyMap<string, BirthReference>,
  topic: SparkplugTopic,
): readonly BirthReference[] {
  if (!topic.type.endsWith("DATA")) return [];
  const node = births.get("");
  const device = topic.device === "" ? undefined : births.get(topic.device);
  return [node, device].filter((birth) => birth !== undefined);
}

/** Notes a birth; a node's own puts an end to its devices' earlier ones. */
export function noteBirth(
  births: Map<string, BirthReference>,
  topic: SparkplugTopic,
  birth: BirthReference,
): void {
  if (topic.type === "NBIRTH") births.clear();
  births.set(topic.device, birth);
}

/** Whether a message of this type is a birth certificate. */
export function isBirth({ type }: SparkplugTopic): boolean {
  return type === "NBIRTH" || type === "DBIRTH";
}
