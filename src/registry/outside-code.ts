import { type BusinessDay, checkUnifiedSocialCreditCode } from "#kernel";
import { registryFaults } from "./errors.ts";

/**
 * Who gives the code: `uscc` for the unified social credit code (统一社会信用代码), `dataset:<name>` for the code
 * that one data set uses.
 */
export type OutsideCodeScheme = "uscc" | `dataset:${string}`;

/** A name that somebody else gave to an enterprise. It is never our id: codes are reassigned and corrected. */
export interface OutsideCode {
  readonly scheme: OutsideCodeScheme;
  readonly value: string;
  /** First day on which it was valid; null when not known. */
  readonly validFrom: BusinessDay | null;
  /** Last day on which it was valid; null while it is. */
  readonly validTo: BusinessDay | null;
}

/** The scheme of a data set's own codes. @throws REGISTRY_CODE_MALFORMED for an empty name or a line feed in it */
export function datasetScheme(name: string): OutsideCodeScheme {
  const trimmed = name.trim();
  if (trimmed === "" || /[\r\n]/.test(trimmed)) {
    throw registryFaults.fault("REGISTRY_CODE_MALFORMED", { scheme: "dataset", found: trimmed.slice(0, 40) });
  }
  return `dataset:${trimmed}`;
}

/**
 * Trims the value, and writes a unified social credit code in capitals; a wrong check digit passes.
 * @throws REGISTRY_CODE_MALFORMED when the value is empty, has a line feed, or has not the form of its scheme
 */
export function normalizeCodeValue(code: Pick<OutsideCode, "scheme" | "value">): string {
  const value = code.value.trim();
  const isMalformed =
    value === "" ||
    /[\r\n]/.test(value) ||
    (code.scheme === "uscc" && checkUnifiedSocialCreditCode(value).kind === "malformed");
  if (isMalformed) {
    throw registryFaults.fault("REGISTRY_CODE_MALFORMED", {
      scheme: code.scheme,
      found: value.slice(0, 40),
    });
  }
  return code.scheme === "uscc" ? value.toUpperCase() : value;
}

/** Whether the code was valid on the day; open ends count as valid. */
export function isCodeValidOn(code: OutsideCode, day: BusinessDay): boolean {
  return (code.validFrom === null || code.validFrom <= day) && (code.validTo === null || day <= code.validTo);
}
