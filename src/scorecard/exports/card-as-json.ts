import type { Scorecard } from "../scorecard.ts";

/** The card as indented JSON, ending in a line feed: what `readScorecard` reads, and scores to the same bits. */
export function cardAsJson(card: Scorecard): string {
  return `${JSON.stringify(card, null, 2)}\n`;
}
