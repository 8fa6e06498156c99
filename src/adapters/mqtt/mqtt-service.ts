import type { Clock } from "#kernel";
import type { Intake, IntakeEvents } from "#intake";
import type { CollectorDirectory } from "#registry";

/** What a way in over MQTT needs from the server. */
export interface MqttHouse {
  readonly intake: Intake;
  readonly events: IntakeEvents;
  readonly directory: CollectorDirectory;
  readonly clock: Clock;
  /** Id of this host application in Sparkplug's STATE topic. */
  readonly hostId: string;
  readonly log: MqttLog;
}

/** What is worth a line in the server's log; no secrets among it. */
export type MqttLog = (line: {
  readonly level: "info" | "warn" | "error";
  readonly event: string;
  readonly collector?: string;
  readonly reason?: string;
}) => void;

/** How the way in stands, for the live view and for metrics. */
export interface MqttStatus {
  readonly mode: "embedded" | "external";
  readonly isUp: boolean;
  readonly connections: number;
  /** Messages and bytes that were read but are not yet durable. */
  readonly inFlight: number;
  readonly inFlightBytes: number;
  /** Connections whose sockets are not being read: quota, their own bounds, or the log is slower than they are. */
  readonly paused: number;
  readonly logInsRefused: number;
  readonly messages: number;
  /** Messages that will never be taken: of no collector that may send, or beyond repair. */
  readonly refused: number;
  /** Messages on topics of nobody; with an external broker only, the embedded one lets none in. */
  readonly unknownTopics: number;
  /** Receipts left out because the device did not read them. */
  readonly receiptsLeftOut: number;
  readonly rebirthsAsked: number;
}

/** A way in over MQTT, open. */
export interface MqttService {
  /** Ports that it listens on; null where it does not. */
  readonly port: number | null;
  readonly tlsPort: number | null;
  status(): MqttStatus;
  /** Stops reading, waits until everything read is durable and acknowledged, and closes all connections. */
  close(): Promise<void>;
}
