import type { IPublishPacket, MqttClient } from "mqtt";
import { pubacks } from "./packet-bytes.ts";

/**
 * Acknowledges at an external broker, any number of messages at a time. mqtt.js handles one message after the other
 * and acknowledges each before it takes the next, which would wait for the disk with every single one. So a message
 * of QoS 1 is handed on as one that needs no acknowledgement, and its PUBACK is written here, on the connection that
 * brought it and on no other: after a reconnect the broker sends the message again, under another number.
 */
export interface Acknowledger {
  /** How to acknowledge a message; of QoS 0 that is nothing. */
  of(packet: IPublishPacket): () => void;
  /** Writes what is due now. */
  flush(): void;
}

export function createAcknowledger(client: MqttClient): Acknowledger {
  const numbers = new WeakMap<object, number>();
  let stream = client.stream;
  let due: number[] = [];
  const flush = (): void => {
    const now = due;
    due = [];
    if (now.length > 0 && client.connected && client.stream === stream) stream.write(pubacks(now));
  };
  client.on("packetreceive", (packet) => {
    if (packet.cmd !== "publish" || packet.qos !== 1 || packet.messageId === undefined) return;
    numbers.set(packet, packet.messageId);
    packet.qos = 0;
  });
  client.on("connect", () => {
    stream = client.stream;
    due = [];
  });
  return {
    of(packet) {
      const number = numbers.get(packet);
      const came = client.stream;
      return () => {
        if (number === undefined || came !== stream) return;
        due.push(number);
        if (due.length === 1) setImmediate(flush);
      };
    },
    flush,
  };
}
