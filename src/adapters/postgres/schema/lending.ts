/** The tables of own loans, from application to settlement, as the newest migration leaves them. */
export interface LendingTables {}
