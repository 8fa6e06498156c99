import type { Fault } from "#kernel";
import { telemetryFaults } from "./errors.ts";

/** A fault about something that a device sent; what it sent is cut to a length that fits a sentence. */
export function malformed(what: string, expected: string, found: unknown): Fault {
  return telemetryFaults.fault("TELEMETRY_MALFORMED", { what, expected, found: shorten(found) });
}

function shorten(found: unknown): string {
  // What is nested is not printed: it may be nested deeper than the stack.
  const isNested = typeof found === "object" && found !== null;
  const text = isNested ? (Array.isArray(found) ? "a list" : "an object") : String(found);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
