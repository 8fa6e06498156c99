import type { EpochMs } from "#kernel";
import { isJsonObject, type JsonObject } from "#seal";
import type { ChannelMap } from "../channel-map.ts";
import type { CreatePipeline, Reading, Taken } from "../pipeline.ts";
import type { Sample } from "../source.ts";
import { type ChannelRule, channelRuleOf } from "./channel-rule.ts";
import { type ChannelState, readChannelState, startOfChannel, writeChannelState } from "./channel-state.ts";
import { passesDeadBand } from "./dead-band.ts";
import { add, decimalOf, type ExactDecimal, multiply, roundHalfAwayFromZero } from "./exact-decimal.ts";
import { addToWindow, closeWindow } from "./window.ts";

/** A window stays open so long after its end for samples that are on their way. */
const windowGraceMs = 2000;

interface Lane {
  readonly map: number;
  readonly rule: ChannelRule;
  state: ChannelState;
  /** Whether a sample came since the last tick: a file that is being read closes its windows itself. */
  wasTouched: boolean;
}

/** What a window or a single sample says, before the dead band: `sum ÷ divisor`. */
interface Outcome {
  readonly fromMs: EpochMs;
  readonly toMs: EpochMs;
  readonly sum: ExactDecimal;
  readonly divisor: bigint;
}

/**
 * Makes readings of samples: scale, window, dead band, unit, rounding, in this order and exactly until the rounding.
 * A sample that comes after its window was closed is refused, as are samples of bad quality.
 */
export const createPipeline: CreatePipeline = (maps, state = null) => {
  const lanes = new Map<string, Lane>();
  for (const [index, map] of maps.entries()) {
    const key = laneKey(map);
    if (lanes.has(key)) continue;
    const saved = state?.[key];
    const begin = isJsonObject(saved) ? readChannelState(saved) : startOfChannel;
    lanes.set(key, { map: index, rule: channelRuleOf(map), state: begin, wasTouched: false });
  }
  return {
    take: (samples) => takeSamples(lanes, samples),
    tick: (nowMs) => [...lanes.values()].flatMap((lane) => tickLane(lane, nowMs)),
    state: (): JsonObject =>
      Object.fromEntries([...lanes].map(([key, lane]) => [key, writeChannelState(lane.state)])),
  };
};

function laneKey(named: Pick<ChannelMap, "element" | "channel">): string {
  return `${named.element} ${named.channel}`;
}

function takeSamples(lanes: ReadonlyMap<string, Lane>, samples: readonly Sample[]): Taken {
  const readings: Reading[] = [];
  const refused: Sample[] = [];
  for (const sample of samples) {
    const lane = lanes.get(laneKey(sample));
    const made = lane === undefined || sample.quality === "bad" ? null : takeSample(lane, sample);
    if (made === null) refused.push(sample);
    else readings.push(...made);
  }
  return { readings, refused };
}

/** @returns null where the sample cannot become a reading */
function takeSample(lane: Lane, sample: Sample): readonly Reading[] | null {
  const { rule } = lane;
  const raw = decimalOf(sample.value);
  if (raw === null) return null;
  const value = add(multiply(raw, rule.multiply), rule.add);
  const own = { fromMs: sample.fromMs, toMs: sample.toMs, sum: value, divisor: 1n };
  if (sample.fromMs > sample.toMs || integerOf(rule, own) === null) return null;
  lane.wasTouched = true;
  if (rule.window === null) return offer(lane, own);
  const next = addToWindow(rule.window, lane.state.window, { atMs: sample.toMs, value });
  if (next === null) return null;
  lane.state = { ...lane.state, window: next.state };
  return next.closed.flatMap((result) => offer(lane, result));
}

function tickLane(lane: Lane, nowMs: EpochMs): Reading[] {
  const readings: Reading[] = [];
  const { window } = lane.rule;
  const wasTouched = lane.wasTouched;
  lane.wasTouched = false;
  while (window !== null && !wasTouched) {
    const open = lane.state.window.open;
    if (open === null || open.startMs + window.everyMs + windowGraceMs > nowMs) break;
    const ended = closeWindow(window, lane.state.window);
    lane.state = { ...lane.state, window: ended.state };
    if (ended.result !== null) readings.push(...offer(lane, ended.result));
  }
  const { held, sent } = lane.state;
  const heartbeatMs = lane.rule.deadBand?.heartbeatMs;
  if (held !== null && sent !== null && heartbeatMs !== undefined && nowMs - sent.atMs >= heartbeatMs) {
    readings.push(...send(lane, held));
  }
  return readings;
}

/** Lets an outcome through the dead band, or holds it until a heartbeat is due. */
function offer(lane: Lane, outcome: Outcome): readonly Reading[] {
  const band = lane.rule.deadBand;
  if (band === null) return send(lane, outcome);
  const present = { value: quotient(outcome), atMs: outcome.toMs };
  if (passesDeadBand(band, lane.state.sent, present)) return send(lane, outcome);
  lane.state = { ...lane.state, held: outcome };
  return [];
}

function send(lane: Lane, outcome: Outcome): readonly Reading[] {
  const integer = integerOf(lane.rule, outcome);
  const sent = { value: quotient(outcome), atMs: outcome.toMs };
  lane.state = { ...lane.state, held: null, sent: lane.rule.deadBand === null ? null : sent };
  return integer === null ? [] : [{ map: lane.map, fromMs: outcome.fromMs, toMs: outcome.toMs, integer }];
}

/** The integer that will be signed: the only rounding. */
function integerOf(rule: ChannelRule, { sum, divisor }: Outcome): number | null {
  const { shift, numerator, denominator } = rule.conversion;
  const shifted = shift.digits === 0n ? sum : add(sum, { ...shift, digits: shift.digits * divisor });
  return roundHalfAwayFromZero(shifted, rule.scale, { numerator, denominator: denominator * divisor });
}

const tenToSix = 10n ** 6n;

/** For comparing with a dead band only: a quotient to six more decimal places, cut off. */
function quotient({ sum, divisor }: Outcome): ExactDecimal {
  return divisor === 1n ? sum : { digits: (sum.digits * tenToSix) / divisor, exponent: sum.exponent - 6 };
}
