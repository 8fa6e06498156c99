import { type ReadingFlag, readingFlags } from "#collect";

/** Bits of the flags that readings keep; others stay with the batch. */
export function flagBitsOf(codes: readonly string[]): number {
  return codes.reduce((bits, code) => bits | (readingFlags[code as ReadingFlag] ?? 0), 0);
}
