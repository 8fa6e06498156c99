import type { Borrower } from "./shadow-api.ts";

/** The key of the word for what happened to a borrower. */
export function outcomeWord(kind: Borrower["outcome"]["kind"]): "sound" | "missed" | "troubled" | "default" {
  return kind === "trouble" ? "troubled" : kind;
}
