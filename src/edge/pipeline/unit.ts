import type { BaseUnit } from "#telemetry";
import { type ExactDecimal, zero } from "./exact-decimal.ts";

/** How a value in some unit becomes one in a base unit: (value + shift) × numerator ÷ denominator. */
export interface UnitConversion {
  readonly shift: ExactDecimal;
  readonly numerator: bigint;
  readonly denominator: bigint;
}

export const sameUnit: UnitConversion = { shift: zero, numerator: 1n, denominator: 1n };

/**
 * How to get from a unit, written as instruments write it, to a channel's base unit.
 * @returns null where the unit is unknown or of another quantity
 * @source GB 3100-1993 and GB 3102 (SI and the units used with it); psi, °F and Btu by their definitions in metres,
 *   kilograms and kelvin
 */
export function conversionTo(base: BaseUnit, unit: string): UnitConversion | null {
  const factor = units[base]?.[unit];
  if (factor === undefined) return null;
  const [numerator, denominator = 1n, shift = zero] = factor;
  return { numerator, denominator, shift };
}

/** Units that may be written for a base unit, for a message. */
export function unitsOf(base: BaseUnit): readonly string[] {
  return Object.keys(units[base] ?? {});
}

type Factor = readonly [numerator: bigint, denominator?: bigint, shift?: ExactDecimal];

const celsius: ExactDecimal = { digits: 27_315n, exponent: -2 };
const fahrenheit: ExactDecimal = { digits: 45_967n, exponent: -2 };

const share: Readonly<Record<string, Factor>> = {
  ppm: [1n],
  "%": [10_000n],
  "‰": [1000n],
  "1": [1_000_000n],
};

const units: Readonly<Partial<Record<BaseUnit, Readonly<Record<string, Factor>>>>> = {
  ms: { ms: [1n], s: [1000n], min: [60_000n], h: [3_600_000n], us: [1n, 1000n] },
  w: { W: [1n], kW: [1000n], MW: [1_000_000n], mW: [1n, 1000n] },
  wh: {
    Wh: [1n],
    kWh: [1000n],
    MWh: [1_000_000n],
    J: [1n, 3600n],
    kJ: [10n, 36n],
    MJ: [10_000n, 36n],
    GJ: [10_000_000n, 36n],
  },
  varh: { varh: [1n], kvarh: [1000n], Mvarh: [1_000_000n] },
  var: { var: [1n], kvar: [1000n], Mvar: [1_000_000n] },
  va: { VA: [1n], kVA: [1000n], MVA: [1_000_000n] },
  ma: { mA: [1n], A: [1000n], kA: [1_000_000n], uA: [1n, 1000n] },
  mv: { mV: [1n], V: [1000n], kV: [1_000_000n] },
  gram: { g: [1n], kg: [1000n], t: [1_000_000n], mg: [1n, 1000n] },
  fen: { fen: [1n], yuan: [100n], 元: [100n], 分: [1n], 万元: [1_000_000n] },
  litre: { L: [1n], l: [1n], m3: [1000n], "m³": [1000n], mL: [1n, 1000n] },
  kj: { kJ: [1n], J: [1n, 1000n], MJ: [1000n], GJ: [1_000_000n], kWh: [3600n], MWh: [3_600_000n] },
  mk: {
    mK: [1n],
    K: [1000n],
    "°C": [1000n, 1n, celsius],
    "℃": [1000n, 1n, celsius],
    C: [1000n, 1n, celsius],
    "°F": [5000n, 9n, fahrenheit],
    F: [5000n, 9n, fahrenheit],
  },
  um_per_s: { "um/s": [1n], "µm/s": [1n], "mm/s": [1000n], "m/s": [1_000_000n] },
  pa: {
    Pa: [1n],
    hPa: [100n],
    kPa: [1000n],
    MPa: [1_000_000n],
    mbar: [100n],
    bar: [100_000n],
    // 0.45359237 kg × 9.80665 m/s² ÷ (0.0254 m)².
    psi: [44_482_216_152_605n, 6_451_600_000n],
  },
  ppm: share,
  count: { "1": [1n], pcs: [1n], 件: [1n], k: [1000n], 千件: [1000n], 万件: [10_000n] },
  milli: { milli: [1n], "1": [1000n], rpm: [1000n], "1/min": [1000n], "r/min": [1000n] },
};
