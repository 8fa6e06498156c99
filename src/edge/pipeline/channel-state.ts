import type { EpochMs } from "#kernel";
import { isJsonObject, type Json, type JsonObject } from "#seal";
import type { SentValue } from "./dead-band.ts";
import { decimalText, type ExactDecimal, parseDecimal } from "./exact-decimal.ts";
import { type Carried, noWindow, type OpenWindow, type WindowState } from "./window.ts";

/** What one channel of a pipeline remembers. */
export interface ChannelState {
  readonly window: WindowState;
  readonly sent: SentValue | null;
  /** The newest outcome that the dead band kept back. */
  readonly held: {
    readonly fromMs: EpochMs;
    readonly toMs: EpochMs;
    readonly sum: ExactDecimal;
    readonly divisor: bigint;
  } | null;
}

export const startOfChannel: ChannelState = { window: noWindow, sent: null, held: null };

/** The state as JSON; exact numbers become text. */
export function writeChannelState({ window, sent, held }: ChannelState): JsonObject {
  const { open, carried } = window;
  return {
    ...(open === null ? {} : { open: { ...open, gathered: decimalText(open.gathered) } }),
    ...(carried === null ? {} : { carried: { ...carried, value: decimalText(carried.value) } }),
    ...(sent === null ? {} : { sent: { ...sent, value: decimalText(sent.value) } }),
    ...(held === null
      ? {}
      : { held: { ...held, sum: decimalText(held.sum), divisor: held.divisor.toString() } }),
  };
}

/** Reads what `writeChannelState` wrote; a part that is damaged starts afresh. */
export function readChannelState(saved: JsonObject): ChannelState {
  return {
    window: { open: readOpen(saved["open"]), carried: readCarried(saved["carried"]) },
    sent: readSent(saved["sent"]),
    held: readHeld(saved["held"]),
  };
}

function readOpen(json: Json | undefined): OpenWindow | null {
  if (!isJsonObject(json)) return null;
  const startMs = whole(json["startMs"]);
  const samples = whole(json["samples"]);
  const fromMs = whole(json["fromMs"]);
  const coveredMs = whole(json["coveredMs"]);
  const gathered = decimal(json["gathered"]);
  if (startMs === null || samples === null || fromMs === null || coveredMs === null) return null;
  return gathered === null ? null : { startMs, samples, fromMs, coveredMs, gathered };
}

function readCarried(json: Json | undefined): Carried | null {
  const sent = readSent(json);
  const countedToMs = isJsonObject(json) ? whole(json["countedToMs"]) : null;
  return sent === null || countedToMs === null ? null : { ...sent, countedToMs };
}

function readSent(json: Json | undefined): SentValue | null {
  if (!isJsonObject(json)) return null;
  const value = decimal(json["value"]);
  const atMs = whole(json["atMs"]);
  return value === null || atMs === null ? null : { value, atMs };
}

function readHeld(json: Json | undefined): ChannelState["held"] {
  if (!isJsonObject(json)) return null;
  const fromMs = whole(json["fromMs"]);
  const toMs = whole(json["toMs"]);
  const sum = decimal(json["sum"]);
  const divisor = json["divisor"];
  if (fromMs === null || toMs === null || sum === null) return null;
  if (typeof divisor !== "string" || !/^[1-9]\d{0,30}$/.test(divisor)) return null;
  return { fromMs, toMs, sum, divisor: BigInt(divisor) };
}

function whole(json: Json | undefined): number | null {
  return typeof json === "number" && Number.isSafeInteger(json) ? json : null;
}

function decimal(json: Json | undefined): ExactDecimal | null {
  return typeof json === "string" ? parseDecimal(json) : null;
}
