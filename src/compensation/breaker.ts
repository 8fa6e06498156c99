import { type Fen, multiplyByRate, type RatePpm, ratePpmOf } from "#kernel";
import type { ProgrammeTerms } from "./programme.ts";

/** State of a bank's cover (熔断): watched, or closed for new loans. Claims on loans already covered go on. */
export type BreakerState = "NORMAL" | "WARN" | "TRIPPED";

/** Principal of a bank's enrolled loans, and of those confirmed as 次级 or worse. */
export interface CoveredBook {
  readonly balanceFen: Fen;
  readonly nonPerformingFen: Fen;
}

/**
 * The breaker by programme NPL ratio. Once tripped it stays so until the ratio is below the warning line, so that it
 * does not flicker at the edge.
 */
export function breakerOf(
  book: CoveredBook,
  terms: Pick<ProgrammeTerms, "warnPpm" | "tripPpm">,
  before: BreakerState,
): { readonly state: BreakerState; readonly nplPpm: RatePpm } {
  const reaches = (linePpm: RatePpm): boolean =>
    book.balanceFen > 0n && book.nonPerformingFen >= multiplyByRate(book.balanceFen, linePpm, "ceiling");
  const nplPpm =
    book.balanceFen === 0n ? 0 : ratePpmOf(Number(book.nonPerformingFen) / Number(book.balanceFen));
  if (reaches(terms.tripPpm)) return { state: "TRIPPED", nplPpm };
  if (!reaches(terms.warnPpm)) return { state: "NORMAL", nplPpm };
  return { state: before === "TRIPPED" ? "TRIPPED" : "WARN", nplPpm };
}
