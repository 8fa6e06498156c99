import { once } from "node:events";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import type { MeterLineConfig } from "./dlt645-config.ts";

/** A connection to a bus of meters: bytes both ways. */
export interface MeterLine {
  readonly stream: Duplex;
  /** Silence that the bus needs between an answer and the next question. */
  readonly pauseMs: number;
  close(): Promise<void>;
}

/** @throws what the system says: nothing listens there, no such device, no right to open it */
export async function openMeterLine(config: MeterLineConfig, signal: AbortSignal): Promise<MeterLine> {
  return config.kind === "tcp" ? openTcp(config, signal) : openSerial(config, signal);
}

const connectTimeoutMs = 5000;

async function openTcp(
  config: Extract<MeterLineConfig, { kind: "tcp" }>,
  signal: AbortSignal,
): Promise<MeterLine> {
  const socket = connect({ host: config.host, port: config.port, noDelay: true, keepAlive: true });
  try {
    await once(socket, "connect", {
      signal: AbortSignal.any([signal, AbortSignal.timeout(connectTimeoutMs)]),
    });
  } catch (cause) {
    socket.on("error", () => undefined).destroy();
    throw cause;
  }
  // Whoever asks on a broken line learns it from "close".
  socket.on("error", () => undefined);
  return { stream: socket, pauseMs: 0, close: () => destroy(socket) };
}

/** DL/T 645-2007 asks for at least 20 ms between frames. */
const serialPauseMs = 20;

async function openSerial(
  config: Extract<MeterLineConfig, { kind: "serial" }>,
  signal: AbortSignal,
): Promise<MeterLine> {
  const { SerialPort } = await import("serialport");
  const { path, baudRate, parity } = config;
  const port = new SerialPort({ path, baudRate, parity, dataBits: 8, stopBits: 1, autoOpen: false });
  await new Promise<void>((resolve, reject) => {
    port.open((problem) => (problem === null ? resolve() : reject(problem)));
  });
  port.on("error", () => undefined);
  if (signal.aborted) await destroy(port);
  signal.throwIfAborted();
  return { stream: port, pauseMs: serialPauseMs, close: () => destroy(port) };
}

async function destroy(stream: Duplex): Promise<void> {
  if (stream.destroyed) return;
  const closed = once(stream, "close");
  stream.on("error", () => undefined).destroy();
  await closed;
}
