import type { BatchFlagCode } from "./flags.ts";
import type { MessagePlace } from "./gateway-batch.ts";
import { intakeParameters } from "./parameters.ts";
import { remember } from "./sequence-state.ts";

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
  flags: readonly BatchFlagCode[],
): readonly BirthReference[] {
  if (!topic.type.endsWith("DATA") || flags.includes("noBirth")) return [];
  const node = births.get("");
  const device = topic.device === "" ? undefined : births.get(topic.device);
  return [node, device].filter((birth) => birth !== undefined);
}

/** What is remembered of an edge node: births in force, and since when it or a device of it has been dead. */
export interface NodeSession {
  readonly births: Map<string, BirthReference>;
  /** By device; the empty text is the node itself. */
  readonly offline: Map<string, number>;
}

/**
 * Follows births and deaths. A node's own birth puts an end to its devices' earlier ones, each is dead until it is born
 * again; a death of an earlier session changes nothing.
 * @param own  the birth that the message is; null for others
 */
export function noteSession(
  { births, offline }: NodeSession,
  {
    topic: { type, device },
    flags,
    atMs,
  }: { readonly topic: SparkplugTopic; readonly flags: readonly BatchFlagCode[]; readonly atMs: number },
  own: BirthReference | null,
): void {
  const end = (place: string): void => {
    births.delete(place);
    if (!offline.has(place)) remember(offline, place, atMs, intakeParameters.topicsKept.value);
  };
  if (type === "NDEATH" && flags.includes("staleDeath")) return;
  if (type === "NBIRTH" || type === "NDEATH") {
    for (const place of Array.from(births.keys())) end(place);
    if (type === "NDEATH") end("");
  }
  if (type === "DDEATH") end(device);
  if (own === null || flags.includes("noBirth")) return;
  remember(births, device, own, intakeParameters.topicsKept.value);
  offline.delete(device);
}

/** Whether a message of this type is a birth certificate. */
export function isBirth({ type }: SparkplugTopic): boolean {
  return type === "NBIRTH" || type === "DBIRTH";
}
