import { type DecodedMessage, type Intake, intakeParameters, type MessageAnswer } from "#intake";
import { Fault, type EpochMs } from "#kernel";
import type { KnownCollector } from "#registry";
import { answersToJson, type BatchAnswer, decodeBatches, type SignedBatch } from "#telemetry";
import type { SparkplugDesk } from "./sparkplug-desk.ts";
import type { PublishPlan } from "./topic-access.ts";

/** What is to be done with a message's acknowledgement. */
export type DeliveryOutcome =
  /** It is durable in the log: acknowledge. */
  | { readonly kind: "durable" }
  /** The log cannot take it now: the same message again, later. */
  | { readonly kind: "later"; readonly afterMs: number }
  /** It will never be taken: no acknowledgement. */
  | { readonly kind: "never"; readonly reason: string };

/** Hands what came over MQTT to intake. */
export interface Delivery {
  /**
   * @param message  the same object when it is delivered again
   * @param answer  told to the device where the message held signed batches
   */
  deliver(
    message: {
      readonly collector: KnownCollector;
      readonly plan: PublishPlan;
      readonly topic: string;
      readonly payload: Uint8Array;
      readonly receivedAtMs: EpochMs;
      /** Whether the connection proved to be the collector, or only the topic says so. */
      readonly isAuthenticated: boolean;
    },
    answer: (payload: Uint8Array) => void,
  ): Promise<DeliveryOutcome>;
}

type DeliveredMessage = Parameters<Delivery["deliver"]>[0];

const durable: DeliveryOutcome = { kind: "durable" };

/** @param retryMs  how soon to try again while the log is read-only */
export function createDelivery(intake: Intake, desk: SparkplugDesk, retryMs: number): Delivery {
  // The host counts a message once, however often the log is asked to take it.
  const counted = new WeakMap<DeliveredMessage, DecodedMessage>();
  const decode = (message: DeliveredMessage): DecodedMessage | undefined => {
    const { collector, plan, payload, receivedAtMs } = message;
    // Beyond the bound it is refused; what it would make the host remember is not looked at.
    if (plan.kind !== "sparkplug" || payload.length > intakeParameters.payloadBytes.value) return undefined;
    return counted.get(message) ?? desk.take(collector, plan.topic, payload, receivedAtMs);
  };
  const later: DeliveryOutcome = { kind: "later", afterMs: retryMs };
  const outcomeOf = (answer: MessageAnswer): DeliveryOutcome => {
    if (answer.kind !== "refused") return durable;
    const isPassing = answer.reason === "busy" || answer.reason === "readOnly";
    return isPassing ? later : { kind: "never", reason: answer.reason };
  };
  return {
    deliver(message, answer) {
      if (message.plan.kind === "batches") return deliverBatches(intake, message, answer, retryMs);
      const { collector, topic, payload, receivedAtMs } = message;
      const decoded = decode(message);
      if (decoded === undefined) {
        return intake
          .acceptMessage({ collector: collector.id, topic, payload, receivedAtMs })
          .then(outcomeOf);
      }
      return intake
        .acceptMessage({ collector: collector.id, topic, payload, receivedAtMs, decoded })
        .then((told) => {
          const outcome = outcomeOf(told);
          if (outcome.kind === "later") counted.set(message, decoded);
          return outcome;
        });
    },
  };
}

async function deliverBatches(
  intake: Intake,
  { collector, payload, receivedAtMs, isAuthenticated }: DeliveredMessage,
  answer: (payload: Uint8Array) => void,
  retryMs: number,
): Promise<DeliveryOutcome> {
  let decoded: ReturnType<typeof decodeBatches>;
  try {
    decoded = decodeBatches(payload);
  } catch (cause) {
    if (!(cause instanceof Fault)) throw cause;
    const nothing = { epoch: null, sequence: null, reason: "malformed", detail: cause.message } as const;
    answer(Buffer.from(answersToJson([{ kind: "refused", collector: collector.id, ...nothing }])));
    return { kind: "never", reason: "malformed" };
  }
  const batches = decoded.flatMap((one): SignedBatch[] => (one.kind === "batch" ? [one.batch] : []));
  const authenticatedAs = isAuthenticated ? collector.id : null;
  const arrival = { via: "mqtt", receivedAtMs, authenticatedAs } as const;
  const accepted = [...(await intake.accept(ownOf(batches, collector.id), arrival))];
  const answers = decoded.map((one): BatchAnswer => {
    if (one.kind === "refused") return one.answer;
    return (one.batch.head.collector === collector.id ? accepted.shift() : undefined) ?? strangers(one.batch);
  });
  const refused = answers.filter((one) => one.kind === "refused");
  const waiting = refused.filter(({ reason }) => reason === "busy" || reason === "readOnly");
  // What was stored is known by its number when it comes again.
  if (waiting.length > 0) {
    return { kind: "later", afterMs: Math.max(retryMs, ...waiting.map((one) => one.retryAfterMs ?? 0)) };
  }
  answer(Buffer.from(answersToJson(answers)));
  return refused[0] === undefined ? durable : { kind: "never", reason: refused[0].reason };
}

/** A collector's topic carries its own batches only. */
function ownOf(batches: readonly SignedBatch[], collectorId: string): readonly SignedBatch[] {
  return batches.filter((batch) => batch.head.collector === collectorId);
}

function strangers({ head }: SignedBatch): BatchAnswer {
  const { collector, epoch, sequence } = head;
  const detail = "a batch of another collector on this collector's topic";
  return { kind: "refused", collector, epoch, sequence, reason: "unknownCollector", detail };
}
