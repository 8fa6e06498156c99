import type { EpochMs } from "#kernel";
import type { JsonObject } from "#seal";
import type { ChannelMap } from "./channel-map.ts";
import type { Sample } from "./source.ts";

/** A value as it will be signed: `integer` × 10^scale of its channel map. */
export interface Reading {
  /** Index in the channel maps of the source. */
  readonly map: number;
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly integer: number;
}

/** What a source's samples become; a state machine that a restart can take up again. */
export interface Pipeline {
  take(samples: readonly Sample[]): Taken;
  /** Closes the windows that are over at `nowMs`, and sends heartbeats that are due. */
  tick(nowMs: EpochMs): readonly Reading[];
  /** What it must remember: open windows, last values. JSON, so that it becomes durable with the position. */
  state(): JsonObject;
}

export interface Taken {
  readonly readings: readonly Reading[];
  /** Samples that cannot be readings: bad quality, not finite, beyond 2^53, or not in any channel map. */
  readonly refused: readonly Sample[];
}

/** @param state  of an earlier pipeline with the same maps; channels that it does not know start afresh */
export type CreatePipeline = (maps: readonly ChannelMap[], state?: JsonObject | null) => Pipeline;
