import { defineParameter, type Parameter } from "#kernel";
import { type BaseUnit, findChannel } from "#telemetry";

/** What a value can physically be, both ends included, in the channel's base unit. */
export interface ChannelBounds {
  readonly min: number;
  readonly max: number;
}

/** By unit: wide enough for every machine of a small factory, narrow enough for a swapped decimal point or a sentinel. */
const unitBounds: Readonly<Partial<Record<BaseUnit, ChannelBounds>>> = {
  code: { min: 0, max: 2 ** 31 - 1 },
  ms: { min: 0, max: 1e13 },
  w: { min: -1e8, max: 1e8 },
  wh: { min: 0, max: 1e13 },
  count: { min: 0, max: 1e12 },
  varh: { min: 0, max: 1e13 },
  gram: { min: 0, max: 1e12 },
  ma: { min: -1e8, max: 1e8 },
  mv: { min: -1e9, max: 1e9 },
  var: { min: -1e8, max: 1e8 },
  va: { min: 0, max: 1e8 },
  litre: { min: 0, max: 1e12 },
  kj: { min: 0, max: 1e13 },
  mk: { min: 0, max: 3.5e6 },
  um_per_s: { min: 0, max: 1e7 },
  pa: { min: -101_325, max: 1e9 },
};

/** By channel, where it is narrower than its unit. */
const ownBounds: Readonly<Record<string, ChannelBounds>> = {
  state: { min: 0, max: 3 },
  link_up: { min: 0, max: 1 },
  power_factor_ppm: { min: -1_000_000, max: 1_000_000 },
  link_loss_ppm: { min: 0, max: 1_000_000 },
  spindle_load_ppm: { min: 0, max: 4_000_000 },
  feed_override_ppm: { min: 0, max: 3_000_000 },
  headcount: { min: 0, max: 100_000 },
};

/** The bounds as parameters, to be shown where a reading is in quarantine because of them. */
export const channelBoundsParameters: readonly Parameter<ChannelBounds>[] = [
  ...Object.entries(unitBounds).map(([unit, value]) => boundsParameter(`intake.bounds.unit.${unit}`, value)),
  ...Object.entries(ownBounds).map(([channel, value]) => boundsParameter(`intake.bounds.${channel}`, value)),
];

/** The bounds of a channel; null where the catalogue does not have it or nothing is impossible. */
export function boundsOf(channel: string): ChannelBounds | null {
  const unit = findChannel(channel)?.unit;
  return ownBounds[channel] ?? (unit === undefined ? undefined : unitBounds[unit]) ?? null;
}

function boundsParameter(id: string, value: ChannelBounds): Parameter<ChannelBounds> {
  return defineParameter({
    id,
    value,
    unit: "base unit",
    effectiveFrom: "2026-01-01",
    origin: "designChoice",
    zh: "物理上可能的范围；之外的读数隔离",
    en: "What is physically possible; readings outside are in quarantine",
  });
}
