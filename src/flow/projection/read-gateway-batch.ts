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
import { Fault } from "#kernel";
import type { StoredEntry } from "#ledger";
import { findChannel, type GatewayReading, readGatewayMessage } from "#telemetry";
import { createReadingColumns } from "./reading-columns.ts";
import { flagBitsOf } from "./reading-flag-bits.ts";
import { problemOf } from "./telemetry-problem.ts";

/** Gives the payload of a message in the log. */
export type RowAt = (origin: string, index: number, ordinal: number) => Promise<Uint8Array>;

/** Reads an entry of gateway messages: one element a collector. */
export async function readGatewayBatch(
  entry: StoredEntry,
  _rowAt: RowAt,
): Promise<readonly ReceivedTelemetry[]> {
  const header = gatewayHeaderOf(entry.header);
  if (header === null || header.enterprise === null) return [];
  const parts = new Map<string, ReturnType<typeof openPart>>();
  for (const message of readMessages(entry)) {
    const { collector } = message.source;
    const part = parts.get(collector) ?? openPart(entry, header.enterprise, header.sources, message.source);
    parts.set(collector, part);
    part.add(message);
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
  const add = (message: StoredMessage): void => {
    const { ordinal, source, payload } = message;
    const raw = new TextDecoder().decode(payload.subarray(0, mostRawBytes));
    const nothing = { element: "", channel: "", value: 0 };
    if (source.quarantine !== undefined) {
      problems.push(problemOf(ordinal, source.quarantine, nothing, raw));
      return;
    }
    const readings = decode(payload);
    if (readings === null) {
      problems.push(problemOf(ordinal, "malformed", nothing, raw));
      return;
    }
    for (const reading of readings) {
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

/** The readings of a message; null where it cannot be read. */
function decode(payload: Uint8Array): readonly GatewayReading[] | null {
  try {
    return readGatewayMessage(new TextDecoder().decode(payload)).readings;
  } catch (cause) {
    if (cause instanceof Fault) return null;
    throw cause;
  }
}

function problemOfReading({ channel, value }: GatewayReading): QuarantineReason | null {
  if (findChannel(channel) === undefined) return "unknownChannel";
  const bounds = boundsOf(channel);
  return bounds !== null && (value < bounds.min || value > bounds.max) ? "impossible" : null;
}
