import { once } from "node:events";
import { connect as connectTcp, type Socket } from "node:net";

/** Kinds of packets by their number. @source MQTT 3.1.1, 2.2.1 */
const kinds = { connack: 2, pubrec: 5, suback: 9 } as const;

/** Speaks MQTT 3.1.1 by hand, so that it can break every promise that a library keeps. */
export interface RawClient {
  readonly socket: Socket;
  publish(topic: string, payload: string, qos: 0 | 2, messageId?: number): void;
  subscribe(filter: string, messageId: number): void;
  /** Bodies of the packets of a kind, once there are so many or the connection ended. */
  hear(kind: keyof typeof kinds, count: number): Promise<readonly Buffer[]>;
}

export async function dial(port: number): Promise<Socket> {
  const socket = connectTcp(port, "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  return socket;
}

export async function logInByHand(port: number, username: string, password: string): Promise<RawClient> {
  const socket = await dial(port);
  const heard: { readonly kind: number; readonly body: Buffer }[] = [];
  let rest = Buffer.alloc(0);
  let wake = (): void => undefined;
  socket.on("data", (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    // What a broker says here is short: its length is one byte.
    for (let end = 2 + (rest[1] ?? 0); rest.length >= 2 && rest.length >= end; end = 2 + (rest[1] ?? 0)) {
      heard.push({ kind: (rest[0] ?? 0) >> 4, body: rest.subarray(2, end) });
      rest = rest.subarray(end);
    }
    wake();
  });
  socket.on("close", () => wake());
  const protocol = [...text("MQTT"), Buffer.from([4, 0b1100_0010, 0, 0])];
  socket.write(packet(0x10, [...protocol, ...text(username), ...text(username), ...text(password)]));
  return {
    socket,
    publish(topic, payload, qos, messageId) {
      const number = messageId === undefined ? [] : [twoBytes(messageId)];
      socket.write(packet(0x30 + qos * 2, [...text(topic), ...number, Buffer.from(payload)]));
    },
    subscribe: (filter, messageId) =>
      void socket.write(packet(0x82, [twoBytes(messageId), ...text(filter), Buffer.from([0])])),
    async hear(kind, count) {
      for (;;) {
        const found = heard.filter((one) => one.kind === kinds[kind]).map(({ body }) => body);
        if (found.length >= count || socket.destroyed) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

function packet(first: number, parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  const length: number[] = [];
  let left = body.length;
  do {
    length.push((left % 128) + (left >= 128 ? 128 : 0));
    left = Math.floor(left / 128);
  } while (left > 0);
  return Buffer.concat([Buffer.from([first, ...length]), body]);
}

function text(value: string): readonly [Buffer, Buffer] {
  const bytes = Buffer.from(value);
  return [twoBytes(bytes.length), bytes];
}

function twoBytes(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}
