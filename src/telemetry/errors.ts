import { defineFaults } from "#kernel";

/** The error codes of telemetry: what a device sent cannot be read. */
export const telemetryFaults = defineFaults({
  TELEMETRY_MALFORMED: {
    kind: "badInput",
    zh: "{what} 的格式不对：应为 {expected}，实为 {found}",
    en: "malformed {what}: expected {expected}, found {found}",
  },
  TELEMETRY_TOO_LARGE: {
    kind: "badInput",
    zh: "{what} 超过上限 {limit} {unit}，实为 {found}",
    en: "{what} exceeds {limit} {unit}: {found}",
  },
});
