import { scorecardFaults } from "../errors.ts";

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * The field of a JSON object, checked; `path` names the object in faults.
 * @throws SCORECARD_CARD_MALFORMED
 */
export function objectField(object: JsonObject, field: string, path = ""): JsonObject {
  const value = object[field];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw malformed(path + field, value, "an object");
}

/** A list of objects. */
export function listField(object: JsonObject, field: string, path = ""): readonly JsonObject[] {
  const value = object[field];
  const isList = Array.isArray(value) && value.every((item) => typeof item === "object" && item !== null);
  if (isList) return value as readonly JsonObject[];
  throw malformed(path + field, value, "a list of objects");
}

/** A finite number. */
export function numberField(object: JsonObject, field: string, path = ""): number {
  const value = object[field];
  if (typeof value === "number" && Number.isFinite(value)) return value;
  throw malformed(path + field, value, "a finite number");
}

/** A list of finite numbers. */
export function numbersField(object: JsonObject, field: string, path = ""): readonly number[] {
  const value = object[field];
  if (Array.isArray(value) && value.every((item) => Number.isFinite(item))) return value as number[];
  throw malformed(path + field, value, "a list of finite numbers");
}

/** A text. */
export function textField(object: JsonObject, field: string, path = ""): string {
  const value = object[field];
  if (typeof value === "string") return value;
  throw malformed(path + field, value, "a text");
}

/** A list of texts. */
export function textsField(object: JsonObject, field: string, path = ""): readonly string[] {
  const value = object[field];
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value as string[];
  throw malformed(path + field, value, "a list of texts");
}

const mostShown = 60;

/** The fault of a field that is not as expected. */
export function malformed(path: string, found: unknown, expected: string): Error {
  const shown = JSON.stringify(found) ?? "absent";
  return scorecardFaults.fault("SCORECARD_CARD_MALFORMED", {
    path,
    found: shown.length > mostShown ? `${shown.slice(0, mostShown)}…` : shown,
    expected,
  });
}
