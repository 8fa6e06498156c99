/** What the pages and commands of the compensation fund need, passed in. */
export interface FundServices {}
