import type { IPublishPacket, MqttClient } from "mqtt";

/** What may be read from a broker and not be on the disk yet: above it nothing more is read. */
const most = { messages: 1000, bytes: 8 * 2 ** 20 };

/** Messages between a broker and the disk. */
export interface Acknowledging {
  /** Reads nothing more; resolves when everything that was read is acknowledged or given up. */
  stop(): Promise<void>;
}

/**
 * Reads on while earlier messages are on their way to the disk, and acknowledges each when `take` resolved, in the
 * order in which they came (MQTT 3.1.1, 4.6). The library reads nothing before it has acknowledged what came before:
 * one message for each group commit. So a message of QoS 1 is told to it as one of QoS 0, and acknowledged here.
 * @param giveUp  called when `take` failed: without its acknowledgement the broker sends the message again
 */
export function acknowledgeLater(
  client: MqttClient,
  take: (packet: IPublishPacket) => Promise<void>,
  giveUp: () => void,
): Acknowledging {
  const owed = new WeakSet<object>();
  const waiting = { messages: 0, bytes: 0 };
  let last: Promise<boolean> = Promise.resolve(true);
  let readOn: (() => void) | null = null;
  let isStopped = false;

  client.on("packetreceive", (packet) => {
    if (packet.cmd !== "publish" || packet.qos !== 1) return;
    owed.add(packet);
    packet.qos = 0;
  });
  const settle = async (packet: IPublishPacket, before: Promise<boolean>): Promise<boolean> => {
    const isTaken = await take(packet).then(
      () => true,
      () => false,
    );
    const mayAcknowledge = (await before) && isTaken;
    if (!isTaken) giveUp();
    if (mayAcknowledge && owed.has(packet) && client.connected) client.stream.write(pubackOf(packet));
    waiting.messages -= 1;
    waiting.bytes -= packet.payload.length;
    if (!isFull(waiting)) readOn?.();
    return mayAcknowledge;
  };
  client.handleMessage = (packet, done) => {
    if (isStopped) return;
    waiting.messages += 1;
    waiting.bytes += packet.payload.length;
    last = settle(packet, last);
    if (!isFull(waiting)) return done();
    readOn = () => {
      readOn = null;
      done();
    };
  };
  return {
    stop: async () => {
      isStopped = true;
      await last;
    },
  };
}

function isFull({ messages, bytes }: typeof most): boolean {
  return messages >= most.messages || bytes >= most.bytes;
}

/** @source MQTT 3.1.1, 3.4 */
function pubackOf({ messageId = 0 }: IPublishPacket): Uint8Array {
  return Uint8Array.of(0x40, 2, messageId >> 8, messageId & 0xff);
}
