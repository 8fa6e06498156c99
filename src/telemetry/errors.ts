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
  TELEMETRY_UNKNOWN_CHANNEL: {
    kind: "badInput",
    zh: "通道“{found}”不在目录中",
    en: "the channel “{found}” is not in the catalogue",
  },
  TELEMETRY_BAD_ROOT: {
    kind: "integrity",
    zh: "批次的行与其 pointsRoot 不符",
    en: "the rows of the batch do not have its pointsRoot",
  },
});
