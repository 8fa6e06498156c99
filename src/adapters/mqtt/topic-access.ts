import type { KnownCollector } from "#registry";
import { mqttParameters } from "./parameters.ts";
import { parseSparkplugTopic, sparkplugNamespace, type SparkplugTopic, stateTopicOf } from "#telemetry";

/** First levels of every native topic. */
export const nativePrefix = "touchstone/v1/";

/** What a collector's publication is. */
export type PublishPlan =
  | { readonly kind: "batches" }
  | { readonly kind: "messages" }
  | { readonly kind: "sparkplug"; readonly topic: SparkplugTopic };

/** Topic on which a collector is told what became of what it sent. */
export function receiptsTopicOf(collectorId: string): string {
  return `${nativePrefix}${collectorId}/receipts`;
}

/**
 * What a collector may publish on: its own id, and the group and edge node that it alone speaks for. Commands to
 * edge nodes are the platform's.
 * @returns null where it may not
 */
export function planPublish(collector: KnownCollector, topic: string): PublishPlan | null {
  // Names of devices are remembered, so they are no place to put a book.
  if (topic.length > mqttParameters.topicCharacters.value) return null;
  const own = `${nativePrefix}${collector.id}/`;
  if (topic === `${own}batches`) return { kind: "batches" };
  if (topic === `${own}messages`) return { kind: "messages" };
  const parsed = parseSparkplugTopic(topic);
  if (parsed === null || parsed.kind === "NCMD" || parsed.kind === "DCMD") return null;
  const { sparkplug } = collector;
  if (sparkplug === null || parsed.group !== sparkplug.group || parsed.node !== sparkplug.node) return null;
  return { kind: "sparkplug", topic: parsed };
}

/**
 * What a collector may hear: its own receipts, commands to its own edge node, and whether the host is there. Nothing
 * with a wildcard above its own node.
 */
export function maySubscribe(collector: KnownCollector, filter: string, hostId: string): boolean {
  if (filter === receiptsTopicOf(collector.id) || filter === stateTopicOf(hostId)) return true;
  if (collector.sparkplug === null || filter.length > mqttParameters.topicCharacters.value) return false;
  const { group, node } = collector.sparkplug;
  for (const kind of ["NCMD", "DCMD"]) {
    const own = `${sparkplugNamespace}/${group}/${kind}/${node}`;
    if (filter === own || filter === `${own}/#` || filter === `${own}/+`) return true;
    // A device's own topic: one level more, without a wildcard.
    const rest = filter.startsWith(`${own}/`) ? filter.slice(own.length + 1) : "";
    if (rest !== "" && !/[/+#]/.test(rest)) return true;
  }
  return false;
}

/** Whether a filter of ours or of a collector covers a topic, as far as filters are allowed here. */
export function doesFilterCover(filter: string, topic: string): boolean {
  if (filter === topic) return true;
  if (filter.endsWith("/#")) {
    const base = filter.slice(0, -2);
    return topic === base || topic.startsWith(`${base}/`);
  }
  if (!filter.endsWith("/+")) return false;
  const base = filter.slice(0, -1);
  return topic.startsWith(base) && !topic.slice(base.length).includes("/");
}
