import type { ChannelMap } from "../channel-map.ts";
import { parseDecimal } from "./exact-decimal.ts";

/**
 * The number that a source's own value stands for: by the channel map's `states` where it has them, else a number, a
 * truth (1 or 0), or the text of a number.
 * @returns null for anything else: a word without a code is not 0
 */
export function sampleValue(value: unknown, map: Pick<ChannelMap, "states">): number | null {
  if (map.states !== undefined) {
    const code = Object.hasOwn(map.states, String(value)) ? map.states[String(value)] : undefined;
    return isPlain(value) && code !== undefined ? code : null;
  }
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : null;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value !== "string") return null;
  const text = value.trim();
  return parseDecimal(text) === null ? null : Number(text);
}

function isPlain(value: unknown): boolean {
  return ["string", "number", "boolean", "bigint"].includes(typeof value);
}
