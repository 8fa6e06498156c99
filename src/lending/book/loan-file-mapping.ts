import { z } from "zod";
import { lendingFaults } from "../errors.ts";

/** How a bank names columns and values in its own files; what is not named is as in docs/loan-files.md. */
export interface LoanFileMapping {
  /** By file (借据 …, 控制): our header → the bank's. */
  readonly columns: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By our header: the bank's value → ours. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const ownNames: LoanFileMapping = { columns: {}, values: {} };

const namesSchema = z.record(z.string(), z.record(z.string(), z.string()));
const mappingSchema = z.object({ columns: namesSchema.default({}), values: namesSchema.default({}) });

/** Reads `mapping.json`. @throws LENDING_MAPPING_MALFORMED */
export function readLoanFileMapping(text: string): LoanFileMapping {
  try {
    return mappingSchema.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch (cause) {
    throw lendingFaults.fault("LENDING_MAPPING_MALFORMED", {}, cause);
  }
}
