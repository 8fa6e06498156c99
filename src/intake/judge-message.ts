import { Fault } from "#kernel";
import type { EnterpriseId, KnownCollector } from "#registry";
import { findChannel, type GatewayReading, readGatewayMessage } from "#telemetry";
import { boundsOf } from "./channel-bounds.ts";
import type { BatchFlagCode, QuarantineReason, RowQuarantineCode } from "./flags.ts";
import type { DecodedMessage, GatewayMessage } from "./intake.ts";
import { intakeParameters } from "./parameters.ts";

/** What a message of a gateway is worth, before it is seen against the others. */
export interface MessageVerdict {
  readonly enterpriseId: EnterpriseId | null;
  /** Null while it counts. */
  readonly quarantine: QuarantineReason | null;
  readonly epoch: number | null;
  readonly sequence: number | null;
  readonly readings: number;
  readonly quarantinedReadings: number;
  readonly lastAtMs: number | null;
  readonly flags: readonly BatchFlagCode[];
}

const noFlags: readonly BatchFlagCode[] = [];

/** Whether a reading of a gateway counts; the projection asks the same. @returns null where it does */
export function judgeReading(
  reading: Pick<GatewayReading, "element" | "channel" | "toMs" | "value">,
  elements: { has(code: string): boolean },
  receivedAtMs: number,
): RowQuarantineCode | null {
  if (!elements.has(reading.element)) return "unknownElement";
  if (findChannel(reading.channel) === undefined) return "unknownChannel";
  if (reading.toMs > receivedAtMs + intakeParameters.futureMs.value) return "future";
  const bounds = boundsOf(reading.channel);
  return bounds !== null && (reading.value < bounds.min || reading.value > bounds.max) ? "impossible" : null;
}

/** Reads a message as far as it must be read to be stored; what cannot be read is kept, in quarantine. */
export function judgeMessage(collector: KnownCollector, message: GatewayMessage): MessageVerdict {
  if (message.decoded !== undefined) return judgeDecoded(collector, message.decoded, message.receivedAtMs);
  if (message.topic.startsWith("spBv1.0/")) {
    return judgeDecoded(
      collector,
      {
        epoch: null,
        sequence: null,
        readings: 1,
        quarantinedReadings: 1,
        quarantine: "malformed",
        elements: [],
        lastAtMs: null,
      },
      message.receivedAtMs,
    );
  }
  try {
    return judgeReadings(collector, message);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const nothing = { epoch: null, sequence: null, lastAtMs: null, flags: noFlags };
    const { enterpriseId } = collector;
    return { ...nothing, enterpriseId, quarantine: "malformed", readings: 1, quarantinedReadings: 1 };
  }
}

function judgeReadings(collector: KnownCollector, { payload, receivedAtMs }: GatewayMessage): MessageVerdict {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString("utf8");
  const { epoch, sequence, readings } = readGatewayMessage(text);
  const home = homeOfElements(collector, readings);
  let bad = 0;
  let reason: QuarantineReason | null = null;
  let lastAtMs: number | null = null;
  for (const reading of readings) {
    const problem = judgeReading(reading, collector.elements, receivedAtMs);
    if (problem === null) lastAtMs = Math.max(lastAtMs ?? 0, reading.toMs);
    else {
      bad += 1;
      reason ??= problem;
    }
  }
  const quarantine = home.quarantine ?? (bad === readings.length ? reason : null);
  const { enterpriseId } = home;
  return {
    enterpriseId,
    quarantine: quarantine ?? tooOld(lastAtMs, receivedAtMs),
    epoch,
    sequence,
    readings: readings.length,
    quarantinedReadings: bad,
    lastAtMs,
    flags: noFlags,
  };
}

function judgeDecoded(
  collector: KnownCollector,
  decoded: DecodedMessage,
  receivedAtMs: number,
): MessageVerdict {
  const home = homeOfElements(
    collector,
    decoded.elements.map((element) => ({ element })),
  );
  const { epoch, sequence, readings, lastAtMs, flags = noFlags } = decoded;
  const quarantinedReadings = decoded.quarantinedReadings ?? 0;
  // A birth or death without a reading is no message that went wrong.
  const isAllBad = readings > 0 && quarantinedReadings === readings;
  const told = decoded.quarantine ?? (isAllBad ? "unknownElement" : null);
  // A payload that nobody can read is nobody's, and no wrong name of an element.
  const quarantine =
    decoded.quarantine === "malformed"
      ? "malformed"
      : (home.quarantine ?? told ?? tooOld(lastAtMs, receivedAtMs));
  const { enterpriseId } = home;
  return { enterpriseId, quarantine, epoch, sequence, readings, quarantinedReadings, lastAtMs, flags };
}

/** The collector's own enterprise, or the one to which all known elements of the message belong. */
function homeOfElements(
  collector: KnownCollector,
  readings: readonly { readonly element: string }[],
): { readonly enterpriseId: EnterpriseId | null; readonly quarantine: QuarantineReason | null } {
  if (collector.enterpriseId !== null) return { enterpriseId: collector.enterpriseId, quarantine: null };
  let only: EnterpriseId | null = null;
  for (const { element } of readings) {
    const bound = collector.elements.get(element);
    if (bound === undefined) continue;
    if (only !== null && bound.enterpriseId !== only)
      return { enterpriseId: null, quarantine: "mixedEnterprises" };
    only = bound.enterpriseId;
  }
  if (only !== null || readings.length === 0) return { enterpriseId: only, quarantine: null };
  return { enterpriseId: null, quarantine: "unknownElement" };
}

function tooOld(lastAtMs: number | null, receivedAtMs: number): QuarantineReason | null {
  const isTooOld = lastAtMs !== null && receivedAtMs - lastAtMs > intakeParameters.tooOldAfterMs.value;
  return isTooOld ? "tooOld" : null;
}
