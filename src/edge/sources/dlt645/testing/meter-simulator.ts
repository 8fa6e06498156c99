import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { clockIdentifiers, identifierField, identifierOf, quantityOf } from "../data-identifier.ts";
import { control, encodeMeterFrame, type MeterFrame, MeterFrameReader } from "../frame.ts";
import { decimalBytes, encodeMeterValue } from "../meter-value.ts";

/** A meter on the simulated bus; values are the digits that it shows, in the last decimal place of the identifier. */
export interface SimulatedMeter {
  readonly address: string;
  readonly values: Map<string, bigint>;
  /** Left out of the bus for the time being. */
  isSilent?: boolean;
  /** Bytes of data that fit into one frame; longer answers come with follow-ups. */
  frameBytes?: number;
}

/** What goes wrong on the line, decided for every answer. */
export type Disturb = (answer: Uint8Array) => readonly Uint8Array[];

/** A bus with meters as slaves of DL/T 645-2007, behind a TCP port or on any byte stream. */
export class MeterSimulator {
  readonly meters: SimulatedMeter[];
  disturb: Disturb = (answer) => [answer];
  /** The master hears itself, as on many two-wire adapters. */
  hasEcho = false;
  questions = 0;
  #server: Server | null = null;
  readonly #sockets = new Set<Socket>();

  constructor(meters: SimulatedMeter[]) {
    this.meters = meters;
  }

  /** @returns the port that it listens on */
  async listen(port = 0): Promise<number> {
    const server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket)).on("error", () => undefined);
      this.serve(socket);
    });
    this.#server = server;
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    return typeof address === "object" && address !== null ? address.port : 0;
  }

  /** Answers what comes in on a stream. */
  serve(stream: Duplex): void {
    const reader = new MeterFrameReader();
    stream.on("data", (bytes: Buffer) => {
      if (this.hasEcho) stream.write(bytes);
      for (const question of reader.push(bytes)) {
        this.questions += 1;
        const answers = this.meters
          .filter((meter) => meter.isSilent !== true && hears(meter, question))
          .flatMap((meter) => answerOf(meter, question) ?? []);
        for (const bytes of onTheWire(answers)) this.disturb(bytes).forEach((part) => stream.write(part));
      }
    });
  }

  /** Cuts every connection; the port goes on listening. */
  hangUp(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    const server = this.#server;
    if (server === null) return;
    this.#server = null;
    server.close();
    await once(server, "close");
  }
}

/** Several answers at once overlay each other: nobody can read them. */
function onTheWire(answers: readonly MeterFrame[]): Uint8Array[] {
  const [first, ...others] = answers.map((answer) => encodeMeterFrame(answer, 0));
  if (first === undefined) return [];
  return [others.reduce((mixed, other) => mixed.map((byte, index) => byte | (other[index] ?? 0)), first)];
}

function hears(meter: SimulatedMeter, { address }: MeterFrame): boolean {
  return [...address].every((digit, index) => digit === "A" || digit === meter.address[index]);
}

function answerOf(meter: SimulatedMeter, question: MeterFrame): MeterFrame | null {
  const { address } = meter;
  if (question.control === control.readAddress) {
    return { address, control: control.readAddress | control.answer, data: decimalBytes(address) };
  }
  const isFollowUp = question.control === control.readFollowUp;
  if (question.control !== control.readData && !isFollowUp) return null;
  const code = question.control | control.answer;
  const identifier = identifierOf(question.data) ?? "";
  const field = fieldOf(meter, identifier);
  if (field === null) return { address, control: code | control.refused, data: Uint8Array.of(0b10) };
  const size = meter.frameBytes ?? 196;
  const sequence = isFollowUp ? (question.data.at(-1) ?? 0) : 0;
  const part = field.subarray(sequence * size, (sequence + 1) * size);
  const hasMore = field.length > (sequence + 1) * size;
  return {
    address,
    control: code | (hasMore ? control.hasFollowUp : 0),
    data: Uint8Array.from([...identifierField(identifier), ...part, ...(isFollowUp ? [sequence] : [])]),
  };
}

function fieldOf(meter: SimulatedMeter, identifier: string): Uint8Array | null {
  if (identifier === "04000401") return decimalBytes(meter.address);
  if (identifier === clockIdentifiers.date) return decimalBytes("26010105");
  if (identifier === clockIdentifiers.time) return decimalBytes("080000");
  const quantity = quantityOf(identifier);
  const digits = meter.values.get(identifier);
  if (quantity === null || digits === undefined) return null;
  return encodeMeterValue({ digits, decimals: quantity.decimals, reachedAt: "2601011200" }, quantity);
}
