import type { Message } from "#kernel";
import { catalogue, type IndicatorDefinition, missingReasons } from "#indicators";
import { decimal, whole } from "../figures.ts";

const definitions = new Map(catalogue.map((definition) => [definition.id, definition]));

/** The catalogue's entry, or undefined for an indicator of another version of the program. */
export function definitionOf(id: string): IndicatorDefinition | undefined {
  return definitions.get(id);
}

/** The indicator's name; an unknown one shows its id. */
export function indicatorName(id: string): Message {
  return definitions.get(id)?.name ?? { zh: id, en: id };
}

/** Why a value is missing; an unknown reason shows its key. */
export function missingText(reason: string | null): Message {
  const sentence = Object.entries(missingReasons.messages).find(([key]) => key === reason)?.[1];
  return sentence ?? { zh: reason ?? "", en: reason ?? "" };
}

/** A value with the decimals that its unit deserves. */
export function valueText(value: number | null, unit: string | undefined): string {
  switch (unit) {
    case "days":
    case "months":
    case "count":
      return value === null || Number.isInteger(value) ? whole(value) : decimal(value, 1);
    default:
      return decimal(value, 3);
  }
}
