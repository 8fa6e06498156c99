import type { Scorecard } from "./scorecard.ts";

/**
 * Reads a card from parsed JSON of any version that was ever written (`scorecard@1`, `scorecard@2`) and checks all that
 * scoring relies on: every value of every indicator has exactly one bin, points are whole units of `pointsDecimals`.
 * @throws SCORECARD_VERSION_UNKNOWN, SCORECARD_CARD_MALFORMED with the path of the first field that is wrong
 */
export declare function readScorecard(json: unknown): Scorecard;
