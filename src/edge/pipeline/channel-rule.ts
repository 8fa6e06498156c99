import { findChannel } from "#telemetry";
import type { ChannelMap } from "../channel-map.ts";
import type { DeadBand } from "./dead-band.ts";
import { decimalOf, type ExactDecimal, zero } from "./exact-decimal.ts";
import { conversionTo, sameUnit, type UnitConversion, unitsOf } from "./unit.ts";
import type { WindowRule } from "./window.ts";

/** A channel map with its numbers exact. */
export interface ChannelRule {
  readonly multiply: ExactDecimal;
  readonly add: ExactDecimal;
  readonly scale: number;
  readonly conversion: UnitConversion;
  readonly window: WindowRule | null;
  readonly deadBand: DeadBand | null;
}

/** The rule of a map that `channelMapProblems` finds nothing wrong with. */
export function channelRuleOf(map: ChannelMap): ChannelRule {
  const { window, deadBand } = map;
  return {
    multiply: exact(map.multiply),
    add: exact(map.add),
    scale: map.scale,
    conversion: conversionOf(map) ?? sameUnit,
    window:
      window === undefined
        ? null
        : {
            everyMs: window.everyMs,
            how: window.how,
            rollsOverAt: window.rollsOverAt === undefined ? null : exact(window.rollsOverAt),
          },
    deadBand:
      deadBand === undefined
        ? null
        : {
            kind: deadBand.kind,
            threshold: exact(deadBand.threshold),
            span: exact(deadBand.span ?? 0),
            heartbeatMs: deadBand.heartbeatMs,
          },
  };
}

/** What is wrong with a channel map apart from its shape: path within it, expected, found. */
export interface ChannelMapProblem {
  readonly path: readonly (string | number)[];
  readonly expected: string;
  readonly found: string;
}

/** Checks a channel map against the catalogue of channels and units; empty when it can be used. */
export function channelMapProblems(map: ChannelMap): readonly ChannelMapProblem[] {
  const channel = findChannel(map.channel);
  if (channel === undefined) {
    return [{ path: ["channel"], expected: "a channel of the catalogue", found: map.channel }];
  }
  const problems: ChannelMapProblem[] = [];
  if (conversionOf(map) === null) {
    const expected = `a unit of ${channel.unit}: ${unitsOf(channel.unit).join(", ") || "none"}`;
    problems.push({ path: ["unit"], expected, found: map.unit ?? "none" });
  }
  if (map.deadBand?.kind === "percentOfSpan" && map.deadBand.span === undefined) {
    problems.push({ path: ["deadBand", "span"], expected: "the sensor's span", found: "nothing" });
  }
  if (map.states !== undefined && (map.unit !== undefined || isAveraging(map))) {
    problems.push({ path: ["states"], expected: "no unit and no mean of codes", found: "both" });
  }
  return problems;
}

function isAveraging(map: ChannelMap): boolean {
  return ["mean", "timeMean", "integral", "increase"].includes(map.window?.how ?? "last");
}

/** An integral over hours turns kW into kWh before the unit is looked up. */
function conversionOf(map: ChannelMap): UnitConversion | null {
  const channel = findChannel(map.channel);
  if (map.unit === undefined || channel === undefined) return sameUnit;
  return conversionTo(channel.unit, map.window?.how === "integral" ? `${map.unit}h` : map.unit);
}

function exact(value: number): ExactDecimal {
  return decimalOf(value) ?? zero;
}
