import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { encodeSparkplug, sparkplugTypes } from "#telemetry";
import { deviceId, deviceToken } from "./bench-device.ts";
import type { LoadAnswer, LoadRequest } from "./ingest-messages.ts";

/**
 * Publishes with quality of service 1 from all devices at once and waits for every acknowledgement. Packets are composed
 * before the time starts: what that costs would stand in the waits of a load on the same processors.
 */
export async function loadMqtt(request: LoadRequest): Promise<LoadAnswer> {
  const waits = new Float64Array(request.devices * request.each);
  const clients = await Promise.all(
    Array.from({ length: request.devices }, async (_, number) => await openClient(request, number)),
  );
  const startedAtMs = performance.now();
  const results = await Promise.all(
    clients.map(
      async (client, number) => await client.run(waits.subarray(number * request.each), startedAtMs),
    ),
  );
  const wallMs = performance.now() - startedAtMs;
  for (const client of clients) client.close();
  const acknowledged = results.reduce((sum, { acknowledged: count }) => sum + count, 0);
  const bytes = results.reduce((sum, one) => sum + one.bytes, 0);
  waits.sort();
  return {
    acknowledged,
    wallMs,
    p50Ms: waits[Math.floor(waits.length / 2)] ?? 0,
    p99Ms: waits[Math.floor(waits.length * 0.99)] ?? 0,
    bytes,
    problem: results.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}

async function openClient(request: LoadRequest, number: number) {
  const socket = connect({ host: "127.0.0.1", port: request.port, noDelay: true });
  await once(socket, "connect");
  const id = deviceId(number);
  socket.write(
    packet(0x10, [
      Buffer.from([0, 4, ...Buffer.from("MQTT"), 4, 0xc2, 0, 60]),
      text(id),
      text(id),
      text(deviceToken(number)),
    ]),
  );
  const [connack] = (await once(socket, "data")) as [Buffer];
  if (connack[3] !== 0) throw new Error(`the broker refused ${id}: ${connack[3]}`);
  const payloads = request.sort === "json" ? jsonPayloads(request) : sparkplugPayloads(request);
  const topic = request.sort === "json" ? `touchstone/v1/${id}/messages` : `spBv1.0/bench/NDATA/${id}`;
  if (request.sort === "sparkplug") {
    socket.write(
      packet(0x32, [text(`spBv1.0/bench/NBIRTH/${id}`), Buffer.from([0xff, 0xff]), birthPayload()]),
    );
    await once(socket, "data");
  }
  const head = text(topic);
  const packets = Array.from({ length: request.each }, (_, i) =>
    packet(0x32, [head, packetIdOf(i), payloads(i)]),
  );
  return {
    close: () => socket.destroy(),
    run: async (waits: Float64Array, startedAtMs: number) =>
      await publishAll(socket, request, {
        waits,
        startedAtMs,
        packets,
      }),
  };
}

/** Sends as fast as the window, or the pace, allows. */
function publishAll(
  socket: Socket,
  request: LoadRequest,
  run: {
    readonly waits: Float64Array;
    readonly startedAtMs: number;
    readonly packets: readonly Buffer[];
  },
): Promise<{ acknowledged: number; bytes: number; problem: string | null }> {
  const { each, window, perSecond, devices } = request;
  const perMs = perSecond === null ? Number.POSITIVE_INFINITY : perSecond / devices / 1000;
  const sentAtMs = new Float64Array(each);
  let sent = 0;
  let acknowledged = 0;
  let bytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  return new Promise((resolve) => {
    const done = (problem: string | null): void => {
      clearInterval(pace);
      resolve({ acknowledged, bytes, problem });
    };
    const fill = (): void => {
      const nowMs = performance.now();
      const due = Math.min(each, Math.floor((nowMs - run.startedAtMs) * perMs) + 1, acknowledged + window);
      if (sent >= due) return;
      const chunk = Buffer.concat(run.packets.slice(sent, due));
      sentAtMs.fill(nowMs, sent, due);
      sent = due;
      bytes += chunk.length;
      socket.write(chunk);
    };
    const pace = setInterval(fill, perSecond === null ? 50 : 1);
    socket.on("data", (data) => {
      const buffer = rest.length === 0 ? data : Buffer.concat([rest, data]);
      const nowMs = performance.now();
      let at = 0;
      // Acknowledgements have four bytes; nothing else is expected here.
      for (; at + 4 <= buffer.length; at += 4) {
        if (buffer[at] !== 0x40) {
          done(`an unexpected packet of type ${buffer[at]}`);
          return;
        }
        const packetId = buffer.readUInt16BE(at + 2) - 1;
        // Acknowledgements come in order, so the number says which of those under way it is.
        const index = Math.floor(acknowledged / 60_000) * 60_000 + packetId;
        run.waits[acknowledged] = nowMs - (sentAtMs[Math.min(index, each - 1)] ?? nowMs);
        acknowledged += 1;
      }
      rest = buffer.subarray(at);
      if (acknowledged >= each) done(null);
      else fill();
    });
    socket.on("error", (cause) => done(cause.message));
    socket.on("close", () => done("the broker closed the connection"));
    fill();
  });
}

/** Numbers of packets go round, and are never zero. */
function packetIdOf(i: number): Buffer {
  return Buffer.from([((i % 60_000) + 1) >> 8, ((i % 60_000) + 1) & 0xff]);
}

function jsonPayloads({ firstSequence }: LoadRequest): (i: number) => Buffer {
  const at = Date.now();
  return (i) => {
    const sequence = firstSequence + i;
    const reading = (channel: string, value: number): string =>
      `{"element":"M1","channel":"${channel}","at":${at + (sequence % 1000)},"value":${value}}`;
    return Buffer.from(
      `{"epoch":${at - (at % 86_400_000)},"sequence":${sequence},"readings":[${reading("power_w", 1000 + (sequence % 9000))},${reading("energy_wh", sequence % 500)},${reading("state", sequence % 4)}]}`,
    );
  };
}

const metrics = 15;

function birthPayload(): Buffer {
  const atMs = Date.now();
  const { double, uint64 } = sparkplugTypes;
  return Buffer.from(
    encodeSparkplug({
      timestampMs: atMs,
      seq: 0,
      metrics: [
        { name: "bdSeq", datatype: uint64, value: 0 },
        ...Array.from({ length: metrics }, (_, alias) => ({
          name: `M1/${channelNames[alias % channelNames.length]}`,
          alias: alias + 1,
          datatype: double,
          value: 0,
        })),
      ],
    }),
  );
}

const channelNames = ["power_w", "current_ma", "voltage_mv", "temperature_mk", "energy_register_wh"] as const;

/** The number of a message stands in its time, which makes each payload differ from all others. */
function sparkplugPayloads({ firstSequence }: LoadRequest): (i: number) => Buffer {
  const { double } = sparkplugTypes;
  const baseMs = Date.now() - 1_000_000;
  return (i) =>
    Buffer.from(
      encodeSparkplug({
        timestampMs: baseMs + firstSequence + i,
        seq: (firstSequence + i + 1) % 256,
        metrics: Array.from({ length: metrics }, (_, alias) => ({
          alias: alias + 1,
          datatype: double,
          value: 1000 + ((i * 31 + alias) % 9000),
        })),
      }),
    );
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  return Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes]);
}

function packet(kind: number, parts: readonly Buffer[]): Buffer {
  let length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [kind];
  do {
    const byte = length % 128;
    length = Math.floor(length / 128);
    head.push(length > 0 ? byte | 0x80 : byte);
  } while (length > 0);
  return Buffer.concat([Buffer.from(head), ...parts]);
}
