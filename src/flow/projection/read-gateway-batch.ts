import type { ReceivedTelemetry } from "#collect";
import {
  boundsOf,
  gatewayHeaderOf,
  type GatewaySource,
  messageCount,
  type QuarantineReason,
  readMessages,
  type StoredMessage,
} from "#intake";
import type { StoredEntry } from "#ledger";
import { findChannel, type GatewayReading } from "#telemetry";
import { createMessageDecoder, type MessageDecoder, type RowAt } from "./decode-message.ts";
import { createReadingColumns } from "./reading-columns.ts";
import { flagBitsOf } from "./reading-flag-bits.ts";
import { problemOf } from "./telemetry-problem.ts";

/** Reads an entry of gateway messages: one element a collector. */
export async function readGatewayBatch(
  entry: StoredEntry,
  rowAt: RowAt,
): Promise<readonly ReceivedTelemetry[]> {
  const header = gatewayHeaderOf(entry.header);
  if (header === null || header.enterprise === null) return [];
  const decoder = createMessageDecoder(entry, rowAt);
  const parts = new Map<string, ReturnType<typeof openPart>>();
  for (const message of readMessages(entry)) {
    const { collector } = message.source;
    const part = parts.get(collector) ?? openPart(entry, header.enterprise, header.sources, message.source);
    parts.set(collector, part);
    const isQuarantined = message.source.quarantine !== undefined;
    part.add(message, isQuarantined ? null : await decoder.decode(message));
  }
  return [...parts.values()].map((part) => part.finish(header.via));
}

function openPart(
  entry: StoredEntry,
  enterpriseId: string,
  sources: readonly GatewaySource[],
  { collector, epoch, sequence }: GatewaySource,
) {
  const columns = createReadingColumns(enterpriseId);
  const problems: ReceivedTelemetry["problems"][number][] = [];
  const own = sources.filter((one) => one.collector === collector);
  const add = (message: StoredMessage, decoded: Awaited<ReturnType<MessageDecoder["decode"]>>): void => {
    const { ordinal, source, payload } = message;
    const raw = new TextDecoder().decode(payload.subarray(0, mostRawBytes));
    const nothing = { element: "", channel: "", value: 0 };
    if (source.quarantine !== undefined) {
      problems.push(problemOf(ordinal, source.quarantine, nothing, raw));
      return;
    }
    if (decoded === null) {
      problems.push(problemOf(ordinal, "malformed", nothing, raw));
      return;
    }
    for (let i = 0; i < decoded.unexplained; i++) {
      problems.push(problemOf(ordinal, "unknownChannel", nothing, raw));
    }
    for (const reading of decoded.readings) {
      const { element: asset, channel, fromMs, toMs } = reading;
      const value = Math.round(reading.value);
      const reason = problemOfReading(reading);
      if (reason !== null) {
        problems.push(problemOf(ordinal, reason, { element: asset, channel, value: reading.value }, raw));
        continue;
      }
      columns.add({ ordinal, asset, channel, fromMs, toMs, value, flags: flagBitsOf(source.flags ?? []) });
    }
  };
  return {
    add,
    finish: (via: string): ReceivedTelemetry => ({
      origin: entry.origin,
      entryIndex: entry.index,
      platformIndex: entry.platformIndex,
      receivedAtMs: Number(entry.header["receivedAtMs"]),
      enterpriseId,
      collector,
      key: "",
      epoch: epoch ?? null,
      sequence: sequence ?? null,
      via,
      evidence: "gateway",
      rowCount: own.reduce((sum, source) => sum + messageCount(source), 0),
      readings: columns.finish(),
      events: [],
      problems,
      gaps: [],
      flags: "",
      skewMs: null,
    }),
  };
}

const mostRawBytes = 1024;

function problemOfReading({ channel, value }: GatewayReading): QuarantineReason | null {
  if (findChannel(channel) === undefined) return "unknownChannel";
  const bounds = boundsOf(channel);
  return bounds !== null && (value < bounds.min || value > bounds.max) ? "impossible" : null;
}
