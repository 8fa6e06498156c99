/** Money in fen (分, one hundredth of a yuan); JSON carries it as a decimal string. */
export type Fen = bigint;
