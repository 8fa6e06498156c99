/** The tables of the compensation fund, as the newest migration leaves them. */
export interface FundTables {}
