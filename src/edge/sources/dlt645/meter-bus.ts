import { setTimeout as wait } from "node:timers/promises";
import { identifierField, identifierOf } from "./data-identifier.ts";
import { anyAddress, control, encodeMeterFrame, type MeterFrame, MeterFrameReader } from "./frame.ts";
import type { MeterLine } from "./meter-line.ts";

/** What came back for a question. */
export type MeterAnswer =
  | { readonly kind: "data"; readonly address: string; readonly field: Uint8Array }
  /** The meter understood and said no; `error` is its error byte, see `refusalWords`. */
  | { readonly kind: "refused"; readonly address: string; readonly error: number }
  /** Nothing at all. */
  | { readonly kind: "silent" }
  /** Bytes that are no frame: two meters at once, a wrong speed or parity, noise. */
  | { readonly kind: "garbled" };

export interface BusTimes {
  readonly timeoutMs: number;
  readonly retries: number;
}

/** The most frames that an answer with follow-ups may take; the sequence number has 8 bits. */
const mostFollowUps = 255;

/**
 * The master on a bus: one question at a time, repeated when no answer comes. Answers of other meters, answers to
 * other questions and the master's own echo are passed over.
 */
export class MeterBus {
  readonly #line: MeterLine;
  readonly #times: BusTimes;
  readonly #reader = new MeterFrameReader();
  #listener: ((frames: readonly MeterFrame[]) => void) | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(line: MeterLine, times: BusTimes) {
    this.#line = line;
    this.#times = times;
    line.stream.on("data", (bytes: Buffer) => this.#listener?.(this.#reader.push(bytes)));
  }

  /** Reads one item; an answer in several frames is put together. */
  read(address: string, identifier: string): Promise<MeterAnswer> {
    return this.#inTurn(() => this.#readWhole(address, identifier));
  }

  /** Asks whoever hears it for its address: with several meters on the line the answers collide. */
  readAddress(): Promise<MeterAnswer> {
    return this.#inTurn(() =>
      this.#ask({ address: anyAddress, control: control.readAddress, data: new Uint8Array(0) }, (frame) =>
        frame.data.length === 6 ? { ...frame } : null,
      ),
    );
  }

  async #inTurn<T>(question: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(question);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #readWhole(address: string, identifier: string): Promise<MeterAnswer> {
    const wanted = identifierField(identifier);
    const first = await this.#ask({ address, control: control.readData, data: wanted }, (frame) =>
      identifierOf(frame.data) === identifier ? frame : null,
    );
    if (first.kind !== "data" || first.frame === undefined) return first;
    const parts = [first.field.subarray(4)];
    let hasMore = (first.frame.control & control.hasFollowUp) !== 0;
    for (let sequence = 1; hasMore && sequence <= mostFollowUps; sequence += 1) {
      const data = Uint8Array.from([...wanted, sequence]);
      const next = await this.#ask(
        { address: first.address, control: control.readFollowUp, data },
        (frame) => (identifierOf(frame.data) === identifier && frame.data.at(-1) === sequence ? frame : null),
      );
      if (next.kind !== "data" || next.frame === undefined) return next;
      parts.push(next.field.subarray(4, -1));
      hasMore = (next.frame.control & control.hasFollowUp) !== 0;
    }
    return { kind: "data", address: first.address, field: Buffer.concat(parts) };
  }

  async #ask(
    question: MeterFrame,
    accept: (frame: MeterFrame) => MeterFrame | null,
  ): Promise<MeterAnswer & { readonly frame?: MeterFrame }> {
    let hasHeardNoise = false;
    for (let attempt = 0; attempt <= this.#times.retries; attempt += 1) {
      if (this.#line.pauseMs > 0) await wait(this.#line.pauseMs);
      const { frame, hasNoise } = await this.#askOnce(question, accept);
      if (frame !== null) return answerOf(frame);
      hasHeardNoise ||= hasNoise;
    }
    return { kind: hasHeardNoise ? "garbled" : "silent" };
  }

  #askOnce(
    question: MeterFrame,
    accept: (frame: MeterFrame) => MeterFrame | null,
  ): Promise<{ readonly frame: MeterFrame | null; readonly hasNoise: boolean }> {
    const { stream } = this.#line;
    this.#reader.reset();
    const noiseBefore = this.#reader.discardedBytes;
    return new Promise((resolve, reject) => {
      const finish = (frame: MeterFrame | null): void => {
        clearTimeout(timer);
        stream.off("close", onClose);
        this.#listener = null;
        resolve({ frame, hasNoise: this.#reader.discardedBytes > noiseBefore });
      };
      const pick = (frames: readonly MeterFrame[]): MeterFrame | null =>
        frames.find((frame) => answers(frame, question) && (isRefusal(frame) || accept(frame) !== null)) ??
        null;
      const onClose = (): void => {
        clearTimeout(timer);
        this.#listener = null;
        reject(new Error("the line was closed"));
      };
      const timer = setTimeout(() => finish(pick(this.#reader.settle())), this.#times.timeoutMs);
      this.#listener = (frames) => {
        const found = pick(frames);
        if (found !== null) finish(found);
      };
      if (stream.destroyed) return onClose();
      stream.once("close", onClose);
      stream.write(encodeMeterFrame(question));
    });
  }
}

function answerOf(frame: MeterFrame): MeterAnswer & { readonly frame?: MeterFrame } {
  if (isRefusal(frame)) return { kind: "refused", address: frame.address, error: frame.data[0] ?? 0 };
  return { kind: "data", address: frame.address, field: frame.data, frame };
}

function answers(frame: MeterFrame, question: MeterFrame): boolean {
  const isToUs = (frame.control & control.answer) !== 0;
  const sameFunction = (frame.control & 0x1f) === (question.control & 0x1f);
  return isToUs && sameFunction && matches(question.address, frame.address);
}

/** The high bytes of an asked address may be wildcards. */
function matches(asked: string, found: string): boolean {
  return [...asked].every((digit, index) => digit === "A" || digit === found[index]);
}

function isRefusal(frame: MeterFrame): boolean {
  return (frame.control & control.refused) !== 0;
}

/**
 * What the bits of an error byte mean.
 * @source DL/T 645-2007, table "错误信息字 ERR"
 */
export function refusalWords(error: number): string {
  const words = [
    "another error",
    "no such data",
    "wrong password or not authorised",
    "the speed cannot be changed",
    "too many annual seasons",
    "too many daily periods",
    "too many tariffs",
  ].filter((_, bit) => (error & (1 << bit)) !== 0);
  return words.length === 0 ? `error byte ${error}` : words.join(", ");
}

/**
 * Finds the meters on a line. One alone answers the general question; when answers collide, the address is narrowed
 * down from its last two digits, which takes up to a hundred questions a step.
 */
export async function* discoverMeters(bus: MeterBus, signal: AbortSignal): AsyncIterable<string> {
  const alone = await bus.readAddress();
  if (alone.kind === "data") yield alone.address;
  if (alone.kind === "garbled") yield* searchBelow(bus, "", signal);
}

/** Communication address: every meter has it. */
const addressIdentifier = "04000401";

async function* searchBelow(bus: MeterBus, known: string, signal: AbortSignal): AsyncIterable<string> {
  for (let pair = 0; pair < 100 && known.length < 12; pair += 1) {
    signal.throwIfAborted();
    const tail = `${String(pair).padStart(2, "0")}${known}`;
    const answer = await bus.read(tail.padStart(12, "A"), addressIdentifier);
    if (answer.kind === "data" || answer.kind === "refused") yield answer.address;
    else if (answer.kind === "garbled") yield* searchBelow(bus, tail, signal);
  }
}
