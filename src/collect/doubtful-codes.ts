import { checkUnifiedSocialCreditCode } from "#kernel";
import type { ParsedBatch } from "./parsed.ts";

/** Unified social credit codes that a batch names and whose check digit is wrong: taken, but worth a look. */
export function doubtfulCodesOf(parsed: ParsedBatch): readonly string[] {
  return codesOf(parsed).filter((code) => checkUnifiedSocialCreditCode(code).kind === "warning");
}

function codesOf(parsed: ParsedBatch): readonly string[] {
  switch (parsed.kind) {
    case "invoices":
      return parsed.codes ?? [];
    case "enterprises":
      return parsed.enterprises.map(({ code }) => code);
    case "documents":
      return [...new Set(parsed.values.map(({ number }) => number))];
    default:
      return [];
  }
}
