import type { ReceivedTelemetry, RowProblemCode } from "#collect";
import { boundsOf, type QuarantineReason } from "#intake";

/** What a row in quarantine is about. */
export interface ProblemSubject {
  readonly element: string;
  readonly channel: string;
  /** In the channel's base unit. */
  readonly value: number;
}

const codes: Readonly<Record<QuarantineReason, RowProblemCode>> = {
  unknownElement: "ELEMENT_UNKNOWN",
  unknownChannel: "CHANNEL_UNKNOWN",
  impossible: "VALUE_IMPOSSIBLE",
  future: "TIME_FUTURE",
  outsideHead: "TIME_OUTSIDE_BATCH",
  chainFork: "BATCH_CHAIN_FORK",
  twoLiveEpochs: "BATCH_TWO_EPOCHS",
  sequenceConflict: "BATCH_SEQUENCE_CONFLICT",
  collectorQuarantined: "BATCH_COLLECTOR_QUARANTINED",
  tooOld: "BATCH_TOO_OLD",
  replayed: "BATCH_REPLAYED",
  noBirth: "MESSAGE_NO_BIRTH",
  malformed: "MESSAGE_MALFORMED",
  mixedEnterprises: "MESSAGE_MIXED_ENTERPRISES",
};

/** A row that does not count, with what a person needs to see why. */
export function problemOf(
  ordinal: number,
  reason: QuarantineReason,
  { element, channel, value }: ProblemSubject,
  raw: string,
): ReceivedTelemetry["problems"][number] {
  const bounds = reason === "impossible" ? boundsOf(channel) : null;
  const limits = bounds === null ? {} : { min: bounds.min, max: bounds.max };
  const field = reason === "unknownElement" ? "element" : reason === "unknownChannel" ? "channel" : "";
  return {
    ordinal,
    field,
    code: codes[reason],
    parameters: { element, channel, found: value, ...limits },
    raw,
  };
}
